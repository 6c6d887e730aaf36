import { chromaOf, labOf } from './lab.ts'
import { eachColor, OPAQUE, type Pixels } from './pixels.ts'

/** How light and dark parts are spread over a picture. Lightness is from 0 (black) to 100 (white), shares from 0 to 1. */
export interface Tones {
  /** Average lightness. */
  readonly mean: number
  /** The lightness below which 1, 5, 95 and 99 per cent of the picture are. */
  readonly p1: number
  readonly p5: number
  readonly p95: number
  readonly p99: number
  /** Parts where all three colours are at their end, so that nothing can be seen in them. */
  readonly black: number
  readonly white: number
  /** Whether there are only greys. */
  readonly monochrome: boolean
  /** Parts that are see-through. */
  readonly transparent: number
}

/** The end of the scale, with what compression makes of it. */
const BLACK = 5
const WHITE = 250
/** Greys of a JPEG are a little coloured. */
const GREY_CHROMA = 5
/** Each so many pixels one is looked at: enough for shares, and a quarter of the work. */
const STEP = 3

/** Counts the tones of what is seen of the picture. All is 0 where nothing is. */
export function tonesOf(pixels: Pixels): Tones {
  const histogram = new Uint32Array(101)
  let [seen, sum, black, white, coloured] = [0, 0, 0, 0, 0]
  eachColor(pixels, STEP, (red, green, blue) => {
    const lab = labOf(red, green, blue)
    const lightness = Math.min(100, Math.max(0, lab[0]))
    const bin = Math.round(lightness)
    histogram[bin] = (histogram[bin] ?? 0) + 1
    seen++
    sum += lightness
    if (Math.max(red, green, blue) <= BLACK) black++
    if (Math.min(red, green, blue) >= WHITE) white++
    if (chromaOf(lab) > GREY_CHROMA) coloured++
  })
  const share = (count: number) => (seen === 0 ? 0 : count / seen)
  const below = (part: number) => percentile(histogram, seen * part)
  return {
    mean: share(sum),
    p1: below(0.01),
    p5: below(0.05),
    p95: below(0.95),
    p99: below(0.99),
    black: share(black),
    white: share(white),
    monochrome: seen > 0 && share(coloured) < 0.005,
    transparent: transparentShare(pixels),
  }
}

function percentile(histogram: Uint32Array, count: number): number {
  let passed = 0
  return Math.max(
    0,
    histogram.findIndex((bin) => {
      passed += bin
      return passed >= count && passed > 0
    }),
  )
}

function transparentShare({ data }: Pixels): number {
  let through = 0
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 255) < OPAQUE) through++
  return through / (data.length / 4)
}
