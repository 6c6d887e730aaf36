import type { InfoField, InfoTime } from './destinations.ts'

/** What a document says of itself. */
export interface RtfInfo {
  /** Whether the field is still unknown: some programs repeat those that the document was made from. */
  isNew(field: InfoField | InfoTime): boolean
  text(field: InfoField, text: string): void
  /** `\yr2024\mo3\dy5\hr10\min20` is `2024-03-05T10:20`. */
  time(field: InfoTime, word: string, parameter: number | undefined): void
  /** Times in ISO 8601; zeros where the program did not know them. */
  values(): Readonly<Partial<Record<InfoField | InfoTime, string>>>
}

const MAX_CHARS = 1000

/** Of each part of a time, what stands in front of it. */
const timeParts: Readonly<Record<string, string>> = { yr: '', mo: '-', dy: '-', hr: 'T', min: ':' }

export function rtfInfo(): RtfInfo {
  const values: Partial<Record<InfoField | InfoTime, string>> = {}
  const append = (field: InfoField | InfoTime, text: string) => {
    values[field] = ((values[field] ?? '') + text).slice(0, MAX_CHARS)
  }
  return {
    isNew: (field) => values[field] === undefined,
    text: append,
    time(field, word, parameter) {
      if (!Object.hasOwn(timeParts, word) || parameter === undefined) return
      append(field, timeParts[word] + String(parameter).padStart(word === 'yr' ? 4 : 2, '0'))
    },
    values: () => values,
  }
}
