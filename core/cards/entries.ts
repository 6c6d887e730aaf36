import { fail } from '../errors/error.ts'
import type { CardCaps } from './caps.ts'
import type { Appearance, CardEntry, DataCardDraft } from './card.ts'
import { describe } from './describe.ts'
import { explain } from './explain.ts'
import { neutralPicture } from './neutral-picture.ts'
import { matchesPictureEntry, matchesTextEntry } from './schema.ts'
import { cleanText } from './text.ts'
import { createTimeCheck, fillEnds } from './times.ts'

/** Stretches kept of one entry: Box's time bar is 290 pixels wide, and each stretch takes at least 6 of them. */
const maxAppears = 100
/** Longest picture or address; a PNG of 45×45 has some 3,000 characters as a data: URI. */
const maxImageUrlChars = 100_000
const pictureAddress = /^(?:data:image\/[a-z0-9.+-]+[;,][\x21-\x7e]*|https?:\/\/[^\s\p{C}/][^\s\p{C}]*)$/iu
/** Entries looked at, as a multiple of those kept: enough to skip empty and double ones, yet bounded. */
const lookAhead = 10

type Repair = 'empty' | 'double' | 'cutText' | 'noPicture' | 'severalTimes' | 'cutTimes'

const repairTexts: Readonly<Record<Repair, string>> = {
  empty: 'left out, without a text or picture',
  double: 'joined with an earlier one of the same text',
  cutText: 'with a text that was cut',
  noPicture: 'without a picture, which show a neutral one',
  severalTimes: "with several times; Box's web app plays a transcript row only where it has exactly one",
  cutTimes: `with more than ${maxAppears} times, of which the first were kept`,
}

export interface FinishedEntries {
  readonly entries: CardEntry[]
  /** Seconds; undefined where the card has none. */
  readonly duration: number | undefined
}

/** The card whose entries are worked on. */
interface Work {
  readonly type: DataCardDraft['skill_card_type']
  /** Place of the card, such as `cards[0]`. */
  readonly where: string
  readonly caps: CardCaps
  readonly notes: string[]
  readonly repairs: Map<Repair, number>
}

/** Checks, cleans and trims the entries of the card at `where`, whose other parts match the schema already. */
export function finishEntries(
  card: DataCardDraft,
  where: string,
  caps: CardCaps,
  notes: string[],
): FinishedEntries {
  const raw: readonly unknown[] = card.entries
  const type = card.skill_card_type
  const work: Work = { type, where, caps, notes, repairs: new Map() }
  const times = createTimeCheck({
    card: where,
    duration: card.duration,
    needsDuration: type !== 'transcript',
  })
  const kept: CardEntry[] = []
  const byText = new Map<string | undefined, number>()
  const end = Math.min(raw.length, caps.maxEntries * lookAhead)
  let index = 0
  for (; index < end; index++) {
    const checked = check(raw[index], index, work)
    if (checked.appears !== undefined) times.take(checked.appears, index)
    const entry = clean(checked, work)
    if (entry === undefined) continue
    if (type === 'keyword' && joined(kept, byText, entry)) {
      repaired(work, 'double')
      continue
    }
    if (kept.length === caps.maxEntries) break
    byText.set(entry.text, kept.length)
    kept.push(entry)
  }
  for (const [repair, count] of work.repairs) {
    notes.push(`${where}: ${count} of ${raw.length} entries ${repairTexts[repair]}`)
  }
  if (index < raw.length) tellOfMore(kept, raw.length, index, work)
  const { duration } = times
  return { entries: times.any ? fillEnds(kept, type === 'transcript', duration) : kept, duration }
}

/** Puts the number of those that were left in the place of the last entry, or below where there is one free. */
function tellOfMore(
  kept: CardEntry[],
  total: number,
  seen: number,
  { type, where, caps, notes }: Work,
): void {
  let missing = total - seen
  if (kept.length === caps.maxEntries) {
    kept.pop()
    missing++
  }
  const text = kept.length === 0 ? `${missing} entries, too many to show` : `… and ${missing} more`
  kept.push(type === 'timeline' ? { type: 'image', text, image_url: neutralPicture } : { type: 'text', text })
  notes.push(`${where}: ${missing} of ${total} entries left out; at most ${caps.maxEntries} are written`)
}

function repaired({ repairs }: Work, repair: Repair): void {
  repairs.set(repair, (repairs.get(repair) ?? 0) + 1)
}

function check(raw: unknown, index: number, work: Work): CardEntry {
  const entry = withFewerTimes(raw, work)
  const matches = work.type === 'timeline' ? matchesPictureEntry : matchesTextEntry
  if (!matches(entry)) throw explain(matches.errors, `${work.where}.entries[${index}]`)
  if (entry.image_url !== undefined) checkImageUrl(entry.image_url, work.where, index)
  return entry
}

/** Before the schema looks at them: a list of times may be as long as the whole result of a plugin. */
function withFewerTimes(raw: unknown, work: Work): unknown {
  if (typeof raw !== 'object' || raw === null || !('appears' in raw)) return raw
  if (!Array.isArray(raw.appears) || raw.appears.length <= maxAppears) return raw
  repaired(work, 'cutTimes')
  return { ...raw, appears: raw.appears.slice(0, maxAppears) }
}

function checkImageUrl(url: string, card: string, index: number): void {
  const where = `${card}.entries[${index}].image_url`
  if (url.length > maxImageUrlChars) {
    throw fail('SKR_CARDS_IMAGE_URL_TOO_LONG', { where, length: url.length, limit: maxImageUrlChars })
  }
  if (!pictureAddress.test(url)) {
    throw fail('SKR_CARDS_IMAGE_URL_WRONG', { where, got: describe(url) })
  }
}

/** Undefined where nothing would be seen of the entry. */
function clean(raw: CardEntry, work: Work): CardEntry | undefined {
  const { text, cut } = cleanText(raw.text ?? '', work.caps.maxTextChars)
  if (cut) repaired(work, 'cutText')
  const times = raw.appears !== undefined && raw.appears.length > 0 ? { appears: raw.appears } : undefined
  const isSeen = work.type === 'timeline' && (raw.image_url ?? times) !== undefined
  if (text === '' && !isSeen) {
    repaired(work, 'empty')
    return undefined
  }
  if (work.type === 'transcript' && (times?.appears.length ?? 0) > 1) repaired(work, 'severalTimes')
  if (work.type !== 'timeline') return { type: 'text', text, ...times }
  if (raw.image_url === undefined) repaired(work, 'noPicture')
  return {
    type: 'image',
    ...(text === '' ? {} : { text }),
    image_url: raw.image_url ?? neutralPicture,
    ...times,
  }
}

/** The same word twice would be the same pill twice: adds the times of the second to the first, where there is one. */
function joined(
  kept: CardEntry[],
  byText: ReadonlyMap<string | undefined, number>,
  entry: CardEntry,
): boolean {
  const index = byText.get(entry.text)
  const first = index === undefined ? undefined : kept[index]
  if (index === undefined || first === undefined) return false
  const appears: Appearance[] = [...(first.appears ?? []), ...(entry.appears ?? [])]
  if (appears.length > 0) {
    kept[index] = { ...first, appears: appears.sort((a, b) => a.start - b.start).slice(0, maxAppears) }
  }
  return true
}
