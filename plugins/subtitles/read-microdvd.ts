import { rounded } from './clock.ts'
import { type Cue, makeCue, type Subtitles } from './cue.ts'

/** `{120}{180}Good morning.|Did you sleep?`: frames, then lines apart by a bar. */
export const microDvdLine = /^\s*\{(\d{1,9})\}\{(\d{0,9})\}(.*)$/

/** Reads MicroDVD. Times are numbers of frames: the first line often says how many there are in a second. */
export function readMicroDvd(lines: readonly string[], assumedRate: number): Subtitles {
  const cues: Cue[] = []
  let broken = 0
  let frameRate = assumedRate
  let isFirst = true
  let isRateAssumed = true
  for (const line of lines) {
    if (line.trim() === '') continue
    const [, first, last, text = ''] = microDvdLine.exec(line) ?? []
    if (first === undefined) {
      broken++
      continue
    }
    const declared = isFirst && first === last ? rateOf(text) : undefined
    isFirst = false
    if (declared !== undefined) {
      frameRate = declared
      isRateAssumed = false
      continue
    }
    const end = last === undefined || last === '' ? undefined : rounded(Number(last) / frameRate)
    const cue = makeCue(rounded(Number(first) / frameRate), end, plainMicroDvd(text))
    if (cue) cues.push(cue)
  }
  return { cues, broken, frameRate, isRateAssumed }
}

function rateOf(text: string): number | undefined {
  const rate = Number(text.trim().replace(',', '.'))
  return rate >= 1 && rate <= 300 ? rate : undefined
}

/** Without commands such as `{y:i}` and `{c:$0000ff}`, and the slash at the beginning that makes a line italic. */
function plainMicroDvd(text: string): string[] {
  return text
    .replace(/\{[a-z]:[^{}]*\}/gi, '')
    .replace(/<\/?[a-z][^<>]*>/gi, '')
    .split('|')
    .map((line) => line.replace(/^\s*\//, ''))
}
