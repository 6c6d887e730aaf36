import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { Appearance, CardEntry, DataCardDraft, StatusCardDraft } from './card.ts'
import { describe } from './describe.ts'

/** A text, or a text with the times at which it is heard or seen. */
export type TextItem = string | { readonly text: string; readonly appears?: readonly Appearance[] }

/** One picture of a timeline card. `image` is a picture in any common format, or the path of one; the runner makes the 45×45 PNG of it. */
export interface TimelineItem {
  readonly text?: string
  readonly image?: Uint8Array | string
  /** An address that people's browsers load; with `image` beside it, only used where that cannot be read. */
  readonly imageUrl?: string
  readonly appears?: readonly Appearance[]
}

/** Makes card drafts in Box's form; handed to `run` as `cards`. All of them throw `SKR_CARDS_BUILDER_ARGUMENT`. */
export interface CardBuilders {
  /** Pills with words. */
  keyword(card: {
    readonly title: string
    readonly entries: readonly TextItem[]
    readonly duration?: number
  }): DataCardDraft
  /** Rows of text, with time stamps where `appears` is given. */
  transcript(card: {
    readonly title: string
    readonly entries: readonly TextItem[]
    readonly duration?: number
  }): DataCardDraft
  /** Box has no card of keys and values: rows of `Name: value` on a transcript card. Undefined, null and empty values are left out. */
  rows(card: {
    readonly title: string
    readonly values: Readonly<Record<string, string | number | boolean | null | undefined>>
  }): DataCardDraft
  /** Round pictures with the times at which they are seen. */
  timeline(card: {
    readonly title: string
    readonly entries: readonly TimelineItem[]
    readonly duration?: number
  }): DataCardDraft
  /** A message, such as a warning, beside other cards. */
  status(card: { readonly title?: string; readonly message: string; readonly code?: string }): StatusCardDraft
}

/**
 * The builders. They check only what they need to go on; `finishCards` checks the cards whole, since a plugin may
 * also write them by hand.
 */
export const cardBuilders: CardBuilders = Object.freeze({
  keyword: (card) => textCard('keyword', card),
  transcript: (card) => textCard('transcript', card),
  rows(card) {
    const call = 'cards.rows()'
    const { title, values } = need(call, 'card', isObject, 'an object', card)
    const rows = Object.entries(need(call, 'values', isObject, 'an object of names and values', values))
    return dataCard(
      'transcript',
      titleOf(call, title),
      undefined,
      rows.flatMap(([name, value]) => row(name, value)),
    )
  },
  timeline(card) {
    const call = 'cards.timeline()'
    const { title, entries, duration } = need(call, 'card', isObject, 'an object', card)
    const items = need(call, 'entries', Array.isArray, 'a list', entries) as readonly TimelineItem[]
    return dataCard('timeline', titleOf(call, title), duration, items.map(pictureEntry))
  },
  status(card) {
    const call = 'cards.status()'
    const { title, message, code } = need(call, 'card', isObject, 'an object', card)
    return {
      type: 'skill_card',
      skill_card_type: 'status',
      ...(title === undefined ? {} : { skill_card_title: { message: titleOf(call, title) } }),
      // Box's web app shows the message of every code that it has no text of its own for; this is one of them.
      status: { code: code ?? 'success', message: need(call, 'message', isText, 'a text', message) },
    }
  },
} satisfies CardBuilders)

/** A timeline entry before `embedThumbnails` has made `image_url` of `image`. */
interface UnfinishedEntry extends CardEntry {
  readonly image?: Uint8Array | string
}

function textCard(
  type: 'keyword' | 'transcript',
  card: { readonly title: string; readonly entries: readonly TextItem[]; readonly duration?: number },
): DataCardDraft {
  const call = `cards.${type}()`
  const { title, entries, duration } = need(call, 'card', isObject, 'an object', card)
  const items = need(call, 'entries', Array.isArray, 'a list', entries) as readonly TextItem[]
  return dataCard(
    type,
    titleOf(call, title),
    duration,
    items.map((item, index) => textEntry(call, item, index)),
  )
}

function dataCard(
  type: DataCardDraft['skill_card_type'],
  message: string,
  duration: number | undefined,
  entries: readonly UnfinishedEntry[],
): DataCardDraft {
  return {
    type: 'skill_card',
    skill_card_type: type,
    skill_card_title: { message },
    entries,
    ...(duration === undefined ? {} : { duration }),
  }
}

function textEntry(call: string, item: TextItem, index: number): CardEntry {
  if (typeof item === 'string') return { type: 'text', text: item }
  const { text, appears } = need(call, `entries[${index}]`, isObject, 'a text or { text, appears }', item)
  return {
    type: 'text',
    text: need(call, `entries[${index}].text`, isText, 'a text', text),
    ...times(call, index, appears),
  }
}

function pictureEntry(item: TimelineItem, index: number): UnfinishedEntry {
  const call = 'cards.timeline()'
  const argument = `entries[${index}]`
  const { text, image, imageUrl, appears } = need(
    call,
    argument,
    isObject,
    'an object such as { text, image }',
    item,
  )
  if (typeof image === 'string' && /^(?:https?|data|blob):/i.test(image)) {
    throw fail('SKR_CARDS_BUILDER_IMAGE_ADDRESS', { argument: `${argument}.image`, got: describe(image) })
  }
  return {
    type: 'image',
    ...(text === undefined ? {} : { text: need(call, `${argument}.text`, isText, 'a text', text) }),
    ...(image === undefined
      ? {}
      : { image: need(call, `${argument}.image`, isImage, 'bytes or a path', image) }),
    ...(imageUrl === undefined
      ? {}
      : { image_url: need(call, `${argument}.imageUrl`, isText, 'a text', imageUrl) }),
    ...times(call, index, appears),
  }
}

/** Takes `start` and `end` only: recognizers tend to put more beside them, which Box would refuse. */
function times(
  call: string,
  index: number,
  appears: readonly Appearance[] | undefined,
): Pick<CardEntry, 'appears'> {
  if (appears === undefined) return {}
  const argument = `entries[${index}].appears`
  const stretches = need(call, argument, Array.isArray, 'a list', appears) as readonly Appearance[]
  return {
    appears: stretches.map((stretch, at) => {
      const { start, end } = need(
        call,
        `${argument}[${at}]`,
        isObject,
        'an object such as { start, end }',
        stretch,
      )
      return end === undefined ? { start } : { start, end }
    }),
  }
}

function row(name: string, value: unknown): CardEntry[] {
  const text = valueText(name, value)
  return text === '' ? [] : [{ type: 'text', text: `${name}: ${text}` }]
}

function valueText(name: string, value: unknown): string {
  if (value === undefined || value === null) return ''
  if (typeof value === 'string') return value.trim()
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const argument = `values.${name}`
  throw fail('SKR_CARDS_BUILDER_ARGUMENT', {
    builder: 'cards.rows()',
    argument: printable(argument, 60),
    wanted: 'a text, a number or a boolean',
    got: describe(value),
  })
}

function titleOf(call: string, title: string): string {
  return need(call, 'title', isText, 'a text', title)
}

/** Returns `value` where it passes, else throws with the name of the argument as its author wrote it. */
function need<T>(
  builder: string,
  argument: string,
  passes: (value: unknown) => boolean,
  wanted: string,
  value: T,
): T {
  if (!passes(value))
    throw fail('SKR_CARDS_BUILDER_ARGUMENT', {
      builder,
      argument,
      wanted,
      got: value === undefined ? 'nothing' : describe(value),
    })
  return value
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isImage(value: unknown): boolean {
  return typeof value === 'string' || value instanceof Uint8Array
}
