import { type Cue, makeCue, type Subtitles } from './cue.ts'
import { decodeEntities, plainLines } from './plain-text.ts'
import { timesOf } from './read-srt.ts'

/** Reads WebVTT: comments, styles and regions are left out, and voices become speakers. */
export function readVtt(lines: readonly string[]): Subtitles {
  const cues: Cue[] = []
  let broken = 0
  let language: string | undefined
  for (const [index, block] of blocks(lines).entries()) {
    if (index === 0) language = /^Language:\s*(\S+)/im.exec(block.join('\n'))?.[1]
    const at = block.findIndex((line) => line.includes('-->'))
    if (at === -1 || /^(?:NOTE|STYLE|REGION)\b/.test(block[0] ?? '')) continue
    const times = timesOf(block[at] ?? '')
    const text = block.slice(at + 1)
    const found = voices(text.join('\n')).flatMap(({ speaker, text }) => {
      const cue = makeCue(times?.start, times?.end, plainLines(text.split('\n')), speaker)
      return cue ? [cue] : []
    })
    cues.push(...found)
    if (found.length === 0 && text.length > 0 && times === undefined) broken++
  }
  return { cues, broken, language }
}

/**
 * Blocks of lines with empty lines between; one of blanks is part of a text, as in YouTube's captions. A line with times begins one even where the empty line is missing.
 */
function blocks(lines: readonly string[]): string[][] {
  const found: string[][] = []
  let block: string[] = []
  for (const line of lines) {
    if (line === '' || (line.includes('-->') && block.some((other) => other.includes('-->')))) {
      if (block.length > 0) found.push(block)
      block = []
    }
    if (line !== '') block.push(line)
  }
  return block.length > 0 ? [...found, block] : found
}

/** `<v Ada>Hello.</v><v Ben>Hi.` is two texts. What stands before the first voice is nobody's. */
function voices(text: string): { readonly speaker: string | undefined; readonly text: string }[] {
  const [before = '', ...rest] = text.split(/<v(?=[\s.>])/i)
  const spoken = rest.map((part) => {
    const end = part.indexOf('>')
    // Classes stand before the name: `<v.loud Ada>`.
    const name = decodeEntities(part.slice(0, Math.max(0, end)).replace(/^\.\S*/, '')).trim()
    return { speaker: name === '' ? undefined : name.slice(0, 100), text: part.slice(end + 1) }
  })
  return before.trim() === '' ? spoken : [{ speaker: undefined, text: before }, ...spoken]
}
