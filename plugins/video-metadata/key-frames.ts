import type { Appearance, TimelineItem } from 'box-skill-runner/plugin'
import type { Frame } from './frames.ts'
import { clock } from './texts.ts'

/** Times that are named under a picture. */
const MAX_TIMES_IN_TEXT = 3
/** Frames are compared at this size, which leaves what a glance takes in. */
const SIDE = 8
/**
 * Mean difference of two frames' colours, of 255, up to which they are one scene. Somebody talking before a fixed camera
 * stays below 8; two takes of the same place are above 15.
 */
const SAME_SCENE = 10
/** Brightest less darkest part of a frame, of 255, up to which it is black, white or fog: the moment of a fade. */
const BLANK = 6

/**
 * The frames as entries of a timeline: those that look the same become one picture with several times, so that a talk
 * is one picture, and two people filmed in turn are two. Blank ones are left out, unless there are no others.
 */
export async function keyFrames(frames: AsyncIterable<Frame>): Promise<TimelineItem[]> {
  const scenes: Scene[] = []
  for await (const frame of frames) {
    const look = await lookOf(frame.image)
    const known = scenes.find((scene) => difference(scene.look, look) <= SAME_SCENE)
    if (known === undefined) scenes.push({ look, image: frame.image, appears: [timeOf(frame)] })
    else addTime(known.appears, timeOf(frame))
  }
  const telling = scenes.filter(({ look }) => !isBlank(look))
  return (telling.length > 0 ? telling : scenes).map(({ image, appears }) => {
    const timed = appears.filter(({ start, end }) => end > start)
    return timed.length > 0
      ? { image, text: timesInWords(timed), appears: timed }
      : { image, text: 'First frame' }
  })
}

interface Scene {
  readonly look: Uint8Array
  readonly image: Uint8Array
  readonly appears: Required<Appearance>[]
}

async function lookOf(image: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp')
  return sharp(image, { failOn: 'none' }).resize(SIDE, SIDE, { fit: 'fill' }).removeAlpha().raw().toBuffer()
}

function isBlank(look: Uint8Array): boolean {
  return Math.max(...look) - Math.min(...look) <= BLANK
}

function difference(one: Uint8Array, other: Uint8Array): number {
  const sum = one.reduce((total, value, at) => total + Math.abs(value - (other[at] ?? 0)), 0)
  return sum / one.length
}

function timeOf({ start, end }: Frame): Required<Appearance> {
  return { start, end }
}

/** Two stretches of which one begins where the other ends are one. */
function addTime(times: Required<Appearance>[], time: Required<Appearance>): void {
  const last = times.at(-1)
  if (last?.end === time.start) times[times.length - 1] = { start: last.start, end: time.end }
  else times.push(time)
}

function timesInWords(times: readonly Required<Appearance>[]): string {
  const words = times.slice(0, MAX_TIMES_IN_TEXT).map(({ start, end }) => {
    const [from, until] = [clock(start), clock(end)]
    return from === until ? from : `${from}–${until}`
  })
  return `${words.join(', ')}${times.length > words.length ? ' …' : ''}`
}
