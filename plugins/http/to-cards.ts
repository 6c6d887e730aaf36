import type { CardBuilders, CardDraft } from 'box-skill-runner/plugin'
import { imageOf, textItem, textItems, timesOf } from './entries.ts'
import { misfit } from './misfit.ts'
import { shortly } from './plain-text.ts'

const types = ['keyword', 'transcript', 'rows', 'timeline', 'status'] as const
type CardType = (typeof types)[number]

/** The keys of each type of card: those of the builders. */
const keys: Readonly<Record<CardType, readonly string[]>> = {
  keyword: ['type', 'title', 'entries', 'duration'],
  transcript: ['type', 'title', 'entries', 'duration'],
  rows: ['type', 'title', 'values'],
  timeline: ['type', 'title', 'entries', 'duration'],
  status: ['type', 'title', 'message', 'code'],
}

/** Most cards that one answer makes. */
const mostCards = 20

type Given = Readonly<Record<string, unknown>>

/**
 * Cards of what an expression gave: one or a list of `{ type, title, entries }`, with the types and members of the
 * builders. Cards without anything in them are left out.
 *
 * @throws `SkillError` that names the card, what is wrong with it, and what came out.
 */
export function toCards(result: unknown, cards: CardBuilders): readonly CardDraft[] {
  if (result === undefined || result === null) return []
  const list: readonly unknown[] = Array.isArray(result) ? result : [result]
  return list.slice(0, mostCards).flatMap((given, index) => cardOf(given, `card ${index + 1}`, cards) ?? [])
}

function cardOf(given: unknown, place: string, cards: CardBuilders): CardDraft | undefined {
  if (given === null || given === undefined) return undefined
  if (!isObject(given)) throw misfit(place, 'has to be an object such as {"type": "keyword", …}', given)
  const type = types.find((one) => one === given.type)
  if (type === undefined) throw misfit(place, `has to have one of the types ${types.join(', ')}`, given)
  const strange = Object.keys(given).find((key) => !keys[type].includes(key))
  if (strange !== undefined)
    throw misfit(
      place,
      `has the key "${shortly(strange)}"; a card of the type ${type} has ${keys[type].join(', ')}`,
      given,
    )
  if (type === 'status') return statusCard(given, place, cards)
  if (typeof given.title !== 'string' || given.title.trim() === '')
    throw misfit(place, 'has to have a title', given)
  const { title } = given
  if (type === 'rows') return rowsCard(title, given, place, cards)
  return type === 'timeline'
    ? timelineCard(title, given, place, cards)
    : textCard(type, title, given, place, cards)
}

function statusCard(
  { title, message, code }: Given,
  place: string,
  cards: CardBuilders,
): CardDraft | undefined {
  if (message === undefined || message === null || message === '') return undefined
  if (typeof message !== 'string') throw misfit(place, 'has to have a text as message', message)
  return cards.status({
    message,
    ...(typeof title === 'string' && { title }),
    ...(typeof code === 'string' && { code }),
  })
}

function rowsCard(
  title: string,
  { values }: Given,
  place: string,
  cards: CardBuilders,
): CardDraft | undefined {
  if (values === undefined || values === null) return undefined
  if (!isObject(values)) throw misfit(place, 'has to have an object of names and values as "values"', values)
  const rows = Object.entries(values).map(([name, value]) => [
    name,
    rowText(value, `${place}, "${shortly(name)}"`),
  ])
  if (rows.every(([, value]) => value === '')) return undefined
  return cards.rows({ title, values: Object.fromEntries(rows) })
}

function rowText(value: unknown, place: string): string | number | boolean {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (Array.isArray(value)) return value.map((one) => String(rowText(one, place))).join(', ')
  throw misfit(place, 'has to be a text, a number, true, false, or a list of these', value)
}

function textCard(
  type: 'keyword' | 'transcript',
  title: string,
  given: Given,
  place: string,
  cards: CardBuilders,
): CardDraft | undefined {
  const entries = textItems(listOf(given.entries), place, { byLines: type === 'transcript' })
  if (entries.length === 0) return undefined
  return cards[type]({ title, entries, ...durationOf(given, entries, place, type === 'keyword') })
}

function timelineCard(
  title: string,
  given: Given,
  place: string,
  cards: CardBuilders,
): CardDraft | undefined {
  const entries = listOf(given.entries).flatMap((entry, index) => {
    if (entry === null || entry === undefined) return []
    const at = `${place}, entry ${index + 1}`
    if (!isObject(entry)) throw misfit(at, 'has to be an object such as {"text": …, "imageUrl": …}', entry)
    const item = textItem(entry, at)
    const image = imageOf(entry, at)
    return item.text.trim() === '' && Object.keys(image).length === 0 ? [] : [{ ...item, ...image }]
  })
  if (entries.length === 0) return undefined
  return cards.timeline({ title, entries, ...durationOf(given, entries, place, true) })
}

/** Time bars need a duration: without one it is where the last stretch ends. */
function durationOf(
  given: Given,
  entries: readonly (string | { readonly appears?: readonly { start: number; end?: number }[] })[],
  place: string,
  isNeeded: boolean,
): { readonly duration?: number } {
  const ends = entries
    .flatMap((entry) => (typeof entry === 'string' ? [] : (entry.appears ?? [])))
    .map(({ start, end = start }) => end)
  const last = ends.reduce((latest, end) => Math.max(latest, end), 0)
  const [told] = timesOf([given.duration], `${place}, "duration"`)
  const duration = Math.max(told ?? 0, told !== undefined || isNeeded ? last : 0)
  return duration > 0 ? { duration } : {}
}

/** JSONata makes a single value of a list of one, and nothing of an empty one. */
function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

function isObject(value: unknown): value is Given {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
