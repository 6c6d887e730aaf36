import type { TextItem } from 'box-skill-runner/plugin'
import { misfit } from './misfit.ts'

/** Bounds of one card; the runner's own caps come on top. Characters. */
const mostEntries = 1000
const mostChars = 500_000
const longestEntry = 10_000

interface TimedText {
  readonly text: string
  readonly appears?: readonly { readonly start: number; readonly end?: number }[]
}

/**
 * Entries of keyword and transcript cards: texts, numbers, or objects with `text` and, in seconds, `start` and `end`, or
 * `appears`. What has no text is left out; further members, as services have them, are passed over.
 *
 * @param byLines Makes an entry of each line of a text.
 * @throws `SkillError` for what cannot be an entry.
 */
export function textItems(
  entries: readonly unknown[],
  place: string,
  { byLines }: { readonly byLines: boolean },
): readonly TextItem[] {
  const items: TextItem[] = []
  let chars = 0
  for (const [index, entry] of entries.entries()) {
    const item = textItem(entry, `${place}, entry ${index + 1}`)
    for (const text of byLines && item.appears === undefined ? item.text.split(/\r\n|\r|\n/) : [item.text]) {
      const shown = shortened(text.trim())
      if (shown === '') continue
      chars += shown.length
      if (items.length === mostEntries || chars > mostChars) return [...items.slice(0, mostEntries - 1), '…']
      items.push(item.appears === undefined ? shown : { text: shown, appears: item.appears })
    }
  }
  return items
}

/** The text and the times of one entry. */
export function textItem(entry: unknown, place: string): TimedText {
  if (entry === null || entry === undefined) return { text: '' }
  if (typeof entry === 'string') return { text: entry }
  if (typeof entry === 'number' || typeof entry === 'boolean') return { text: String(entry) }
  if (typeof entry !== 'object' || Array.isArray(entry))
    throw misfit(place, 'has to be a text, or an object with a text', entry)
  const { text, start, end, appears } = entry as Readonly<Record<string, unknown>>
  const isText = text === undefined || text === null || typeof text === 'string' || typeof text === 'number'
  if (!isText) throw misfit(place, 'has to have a text', entry)
  const stretches = (appears === undefined ? [{ start, end }] : Array.isArray(appears) ? appears : [appears])
    .map((stretch) => stretchOf(stretch, place))
    .filter((stretch) => stretch !== undefined)
  return { text: text?.toString() ?? '', ...(stretches.length > 0 && { appears: stretches }) }
}

function stretchOf(stretch: unknown, place: string): { start: number; end?: number } | undefined {
  if (typeof stretch !== 'object' || stretch === null)
    throw misfit(place, 'has times that are no objects', stretch)
  const { start: first, end: last } = stretch as Readonly<Record<string, unknown>>
  const [start, end] = timesOf([first, last], place)
  if (start === undefined) return undefined
  // Recognizers round each for itself; an end before the start would fail the card.
  return end === undefined || end < start ? { start } : { start, end }
}

/** Seconds, also where a service writes them as a text. */
export function timesOf(values: readonly unknown[], place: string): readonly (number | undefined)[] {
  return values.map((value) => {
    if (value === undefined || value === null || value === '') return undefined
    const seconds = typeof value === 'string' ? Number(value.replace(/s$/, '')) : value
    if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return seconds
    throw misfit(place, 'has to have times in seconds', value)
  })
}

/** The picture of a timeline entry: an address, or the bytes as base64 or a data URL. */
export function imageOf(
  entry: Readonly<Record<string, unknown>>,
  place: string,
): { readonly imageUrl?: string; readonly image?: Uint8Array } {
  const { image, imageUrl } = entry
  if (typeof image === 'string' && image !== '') {
    const base64 = image.replace(/^data:[^,]*;base64,/, '')
    if (/[^\w+/=\s-]/.test(base64)) throw misfit(place, 'has to have base64 as image', image)
    return { image: new Uint8Array(Buffer.from(base64, 'base64')) }
  }
  return typeof imageUrl === 'string' && imageUrl !== '' ? { imageUrl } : {}
}

function shortened(text: string): string {
  return text.length > longestEntry ? `${text.slice(0, longestEntry - 1).replace(/\p{Cs}$/u, '')}…` : text
}
