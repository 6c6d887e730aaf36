import { secondsOf } from './clock.ts'
import { type Cue, makeCue, type Subtitles } from './cue.ts'

/** The fields of a line where the file does not say: those of version 4+. */
const usualFields = 'Layer,Start,End,Style,Name,MarginL,MarginR,MarginV,Effect,Text'

/** Reads SubStation Alpha (SSA, ASS): what is spoken, without styles, drawings and comments. */
export function readAss(lines: readonly string[]): Subtitles {
  const cues: Cue[] = []
  const seen = new Set<string>()
  let broken = 0
  let title: string | undefined
  let section = ''
  let fields = fieldsOf(usualFields)
  for (const line of lines) {
    const head = /^\s*\[(.+)\]\s*$/.exec(line)
    if (head) section = head[1]?.toLowerCase() ?? ''
    title ??= section === 'script info' ? /^Title:\s*(\S.*)$/i.exec(line)?.[1] : undefined
    if (section === 'events' && /^Format:/i.test(line)) fields = fieldsOf(line.slice(7))
    if (!/^Dialogue:/i.test(line)) continue
    const values = valuesOf(line.slice(9), fields)
    const start = secondsOf(values.get('start') ?? '')
    const text = plainAss(values.get('text') ?? '')
    const speaker = (values.get('name') ?? values.get('actor') ?? '').trim().slice(0, 100)
    const cue = makeCue(start, secondsOf(values.get('end') ?? ''), text, speaker)
    if (start === undefined) broken++
    if (cue === undefined) continue
    // Effects are made of the same text several times over.
    const key = `${cue.start} ${cue.end} ${cue.lines.join('\n')}`
    if (!seen.has(key)) cues.push(cue)
    seen.add(key)
  }
  return { cues, broken, title: title === 'Default Aegisub file' ? undefined : title }
}

function fieldsOf(list: string): string[] {
  return list.split(',').map((field) => field.trim().toLowerCase())
}

/** The text is the last field, and the only one with commas in it. */
function valuesOf(line: string, fields: readonly string[]): Map<string, string> {
  const parts = line.split(',')
  const last = fields.length - 1
  const values = [...parts.slice(0, last), parts.slice(last).join(',')]
  return new Map(fields.map((field, index) => [field, values[index] ?? '']))
}

/** Commands stand in braces, and between `{\p1}` and `{\p0}` the lines of a drawing. */
function plainAss(text: string): string[] {
  let isDrawing = false
  const spoken = text.split(/(\{[^{}]*\})/).filter((part) => {
    if (!part.startsWith('{') || !part.endsWith('}')) return !isDrawing
    const scale = /\\p(\d)/.exec(part)?.[1]
    if (scale !== undefined) isDrawing = scale !== '0'
    return false
  })
  return spoken
    .join('')
    .replace(/\\h/g, ' ')
    .split(/\\[Nn]/)
}
