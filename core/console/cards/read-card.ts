import { barOf, isSeconds } from './bars.ts'
import { nothingFoundText, statusText, titleText } from './box-texts.ts'
import { clock } from './clock.ts'
import { pictureOf } from './picture-of.ts'
import type { CardModel, EntryModel, ShownCard } from './shown-card.ts'

type Fields = Readonly<Record<string, unknown>>

/**
 * Works out what Box's web app makes of a card, from the rules of its components (box-domain facts in `docs/cards.md`).
 *
 * @param versionId The file's current version; undefined where there is none to compare with.
 */
export function readCard(card: ShownCard, versionId: string | undefined): CardModel {
  const type = typeOf(card)
  const title = fieldsOf(card.skill_card_title)
  const shownTitle = titleText(text(title.code), text(title.message), text(card.skill_card_type))
  const raw = Array.isArray(card.entries) ? card.entries.map(fieldsOf) : []
  const entries = type === 'status' ? [] : raw.map((entry) => entryOf(entry, type, card.duration))
  const { fate, reason } = fateOf(card, type, versionId)
  const empty = type !== 'status' && type !== 'unknown' && entries.length === 0
  return {
    type,
    fate,
    title: shownTitle,
    message: type === 'status' ? messageOf(card) : empty ? nothingFoundText : undefined,
    entries,
    marks: [
      ...reason,
      ...titleMarks(text(title.message), shownTitle),
      ...(type === 'status' ? statusMarks(card) : entryMarks(raw, entries, type, card.duration)),
    ],
  }
}

function typeOf({ skill_card_type: type }: ShownCard): CardModel['type'] {
  // An older name of the same card, which Box still draws.
  if (type === 'face') return 'timeline'
  return type === 'keyword' || type === 'timeline' || type === 'transcript' || type === 'status'
    ? type
    : 'unknown'
}

function fateOf(
  card: ShownCard,
  type: CardModel['type'],
  versionId: string | undefined,
): { fate: CardModel['fate']; reason: readonly string[] } {
  const own = text(fieldsOf(card.file_version).id)
  const listed = Array.isArray(card.entries)
  if (versionId !== undefined && own !== '' && own !== versionId)
    return { fate: 'hidden', reason: ['Hidden in Box: this card was made for another version of the file.'] }
  if (!listed && !card.status)
    return {
      fate: 'hidden',
      reason: ['Hidden in Box: this card has neither a list of entries nor a status.'],
    }
  if (!listed && type !== 'status' && type !== 'unknown')
    return {
      fate: 'breaks',
      reason: ['Breaks Box’s sidebar, for all cards: this card has a status but no list of entries.'],
    }
  if (listed && (card.entries as readonly unknown[]).length === 0)
    return { fate: 'folded', reason: ['Folded in Box: its list of entries is empty.'] }
  if (type === 'unknown')
    return { fate: 'shown', reason: ['Box shows nothing but the title: it does not know this type of card.'] }
  return { fate: 'shown', reason: [] }
}

function entryOf(entry: Fields, type: CardModel['type'], duration: unknown): EntryModel {
  const appears = Array.isArray(entry.appears) ? entry.appears : []
  const start = fieldsOf(appears[0]).start
  return {
    text: text(entry.text),
    time: type === 'transcript' && appears.length === 1 && isSeconds(start) ? clock(start) : undefined,
    hasTimes: type !== 'transcript' && appears.length > 0,
    bars: appears.map((stretch) => barOf(stretch, duration)).filter((bar) => bar !== undefined),
    picture: type === 'timeline' ? pictureOf(entry.image_url) : undefined,
  }
}

function messageOf({ status }: ShownCard): string {
  const { code, message } = fieldsOf(status)
  return statusText(text(code), text(message)).text
}

function statusMarks({ status }: ShownCard): readonly string[] {
  const { code, message } = fieldsOf(status)
  const shown = statusText(text(code), text(message))
  if (text(message) === '') return ['The card has no message, so Box shows a text of its own.']
  // While the work goes on both say the same, and the runner writes this card itself.
  return shown.ofBox && !text(code).endsWith('_status')
    ? [`Box shows its own text for the code ${text(code)}, not the card’s: “${text(message)}”`]
    : []
}

function titleMarks(given: string, shown: string): readonly string[] {
  if (given === '' || given === shown) return []
  return [`Box shows its own title in place of “${given}”.`]
}

function entryMarks(
  raw: readonly Fields[],
  entries: readonly EntryModel[],
  type: CardModel['type'],
  duration: unknown,
): readonly string[] {
  if (type === 'transcript')
    return mark(
      raw.filter(({ appears }) => lengthOf(appears) > 1).length,
      raw.length,
      (part) => `Box shows no time for ${part} rows and does not play them: a row needs exactly one time.`,
    )
  const times = raw.reduce((sum, { appears }) => sum + lengthOf(appears), 0)
  const bars = entries.reduce((sum, entry) => sum + entry.bars.length, 0)
  const noDuration = !isSeconds(duration) || duration <= 0
  return [
    ...(times > 0 && noDuration
      ? ['Box draws no time bars: the card has no duration.']
      : mark(
          times - bars,
          times,
          (part) => `Box draws no bar for ${part} times: not a number, or past the duration.`,
        )),
    ...mark(
      count(entries, 'broken'),
      entries.length,
      (part) => `Box shows a broken image for ${part} entries: no picture, or not one that a browser takes.`,
    ),
    ...mark(
      count(entries, 'remote'),
      entries.length,
      (part) => `Box loads ${part} pictures from ${hostsOf(entries)}; this page does not.`,
    ),
  ]
}

function count(entries: readonly EntryModel[], kind: 'broken' | 'remote'): number {
  return entries.filter(({ picture }) => picture?.kind === kind).length
}

function hostsOf(entries: readonly EntryModel[]): string {
  const hosts = entries.flatMap(({ picture }) => (picture?.kind === 'remote' ? [picture.host] : []))
  const [first, ...others] = new Set(hosts)
  return others.length === 0 ? String(first) : `${first} and ${others.length} other hosts`
}

function mark(affected: number, all: number, words: (part: string) => string): readonly string[] {
  return affected === 0 ? [] : [words(`${affected} of ${all}`)]
}

function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
