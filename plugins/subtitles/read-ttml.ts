import { setImmediate } from 'node:timers/promises'
import { rounded } from './clock.ts'
import { type Cue, makeCue, type Subtitles } from './cue.ts'
import { type TtmlClock, ttmlSeconds } from './ttml-time.ts'

/** Deeper than any real file; each level makes the next one dearer. */
const MAX_DEPTH = 200
/** What the parser is fed at a time, in characters. */
const SLICE = 65_536

interface Level {
  readonly name: string
  /** Seconds from the beginning. */
  readonly begin: number
  readonly end: number | undefined
  readonly speaker: string | undefined
  /** Where this element is what a text is cut into; undefined where one of those around is. */
  readonly lines: string[] | undefined
}

/** Reads TTML (also called DFXP, IMSC, EBU-TT): times may stand on any element, and count from those around. */
export async function readTtml(text: string, signal: AbortSignal): Promise<Subtitles> {
  const { Parser } = await import('htmlparser2')
  const cues: Cue[] = []
  const levels: Level[] = []
  const agents = new Map<string, string>()
  let broken = 0
  let language: string | undefined
  let title: string | undefined
  let clock: TtmlClock = { frameRate: 30, tickRate: 1 }
  let agent = ''

  function open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 'tt') {
      language = attributes['xml:lang'] || undefined
      clock = clockOf(attributes)
    }
    if (name === 'agent') agent = attributes['xml:id'] ?? ''
    if (name === 'br') levels.findLast(({ lines }) => lines)?.lines?.push('')
    levels.push(levelOf(name, attributes))
  }

  function levelOf(name: string, attributes: Readonly<Record<string, string>>): Level {
    const outer = levels.at(-1)
    const begin = ttmlSeconds(attributes.begin, clock)
    const end = ttmlSeconds(attributes.end, clock)
    const duration = ttmlSeconds(attributes.dur, clock)
    const base = outer?.begin ?? 0
    const start = rounded(base + (begin ?? 0))
    const id = attribute(attributes, 'agent')
    // A paragraph is a cue, and so is a part of one that has times of its own.
    const isCue = name === 'p' || (name === 'span' && begin !== undefined)
    if (isCue && begin === undefined && attributes.begin !== undefined) broken++
    return {
      name,
      begin: start,
      end:
        end === undefined
          ? duration === undefined
            ? outer?.end
            : rounded(start + duration)
          : rounded(base + end),
      speaker: id === undefined ? outer?.speaker : (agents.get(id) ?? id),
      lines: isCue ? [''] : undefined,
    }
  }

  function write(part: string): void {
    const [parent, inner] = [levels.at(-2), levels.at(-1)]
    if (inner?.name === 'title' && parent?.name === 'metadata') title = part.trim() || title
    if (inner?.name === 'name' && parent?.name === 'agent') agents.set(agent, part.trim().slice(0, 100))
    if (levels.some(({ name }) => name === 'metadata')) return
    const lines = levels.findLast((level) => level.lines)?.lines
    if (lines) lines[lines.length - 1] += part.replace(/\s+/g, ' ')
  }

  function close(): void {
    const level = levels.pop()
    if (level?.lines === undefined) return
    const cue = makeCue(level.begin, level.end, level.lines, level.speaker)
    if (cue) cues.push(cue)
  }

  const parser = new Parser(
    {
      onopentag: (name, attributes) => open(local(name), attributes),
      ontext: write,
      onclosetag: close,
    },
    { xmlMode: true },
  )
  for (let at = 0; at < text.length; at += SLICE) {
    signal.throwIfAborted()
    parser.write(text.slice(at, at + SLICE))
    if (levels.length > MAX_DEPTH) break
    await setImmediate()
  }
  parser.end()
  return { cues, broken, language, title }
}

function clockOf(attributes: Readonly<Record<string, string>>): TtmlClock {
  const [numerator, denominator] = (attribute(attributes, 'frameRateMultiplier') ?? '1 1')
    .split(/[\s:]+/)
    .map(Number)
  const declared = Number(attribute(attributes, 'frameRate'))
  const ticks = Number(attribute(attributes, 'tickRate'))
  const rate = (declared > 0 ? declared : 30) * ((numerator || 1) / (denominator || 1))
  return { frameRate: rate, tickRate: ticks > 0 ? ticks : declared > 0 ? rate : 1 }
}

/** An attribute whose prefix is the author's choice, such as `ttp:frameRate`. */
function attribute(attributes: Readonly<Record<string, string>>, wanted: string): string | undefined {
  const key = Object.keys(attributes).find((name) => local(name) === wanted)
  return key === undefined ? undefined : attributes[key]
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
