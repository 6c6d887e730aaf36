import { isDeepStrictEqual, styleText } from 'node:util'
import type { CardDraft, CardEntry } from '../cards/card.ts'
import { printable } from '../errors/printable.ts'
import { entryLine, titleOf } from './print-cards.ts'

/** One row that is not what it was. `changed`: the same text with other times or another picture. */
export type EntryChange =
  | { readonly type: 'added' | 'removed'; readonly entry: CardEntry }
  | { readonly type: 'changed'; readonly before: CardEntry; readonly after: CardEntry }

/** One card that is not what it was. */
export interface CardChange {
  readonly type: 'added' | 'removed' | 'changed'
  /** As it is now; a removed one as it was. */
  readonly card: CardDraft
  /** What changed beside the entries, each in a few words. */
  readonly notes: readonly string[]
  readonly entries: readonly EntryChange[]
}

/** Rows of one card that are shown. */
const maxRows = 20
const maxRowChars = 160

/**
 * What became of a file's cards from one run to the next, in the order in which they stand now, the removed ones last.
 * Cards are the same if type and title are; what the runner stamps on them (time, skill, invocation, version) does not count.
 */
export function diffCards(before: readonly CardDraft[], after: readonly CardDraft[]): readonly CardChange[] {
  const left = new Map<string, CardDraft[]>()
  for (const card of before) left.set(identity(card), [...(left.get(identity(card)) ?? []), card])
  const changes = after.flatMap((card): readonly CardChange[] => {
    const old = left.get(identity(card))?.shift()
    if (old === undefined) return [{ type: 'added', card, notes: [], entries: added(card) }]
    const notes = notesOn(old, card)
    const entries = diffEntries(entriesOf(old), entriesOf(card))
    return notes.length + entries.length === 0 ? [] : [{ type: 'changed', card, notes, entries }]
  })
  const removed = [...left.values()].flat()
  return [
    ...changes,
    ...removed.map((card): CardChange => ({ type: 'removed', card, notes: [], entries: [] })),
  ]
}

/** The difference as lines for a terminal; `no change` where there is none. */
export function diffLines(
  before: readonly CardDraft[],
  after: readonly CardDraft[],
  colour: boolean,
): readonly string[] {
  const paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) =>
    colour ? styleText(style, text, { validateStream: false }) : text
  const changes = diffCards(before, after)
  const moved = inOtherOrder(before, after) ? [paint('yellow', '~ the cards stand in another order')] : []
  if (changes.length + moved.length === 0) return [paint('dim', 'no change')]
  return [
    ...changes.flatMap((change) => {
      const title = printable(titleOf(change.card), 120)
      if (change.type === 'removed') return [paint('red', `- ${title}`)]
      const rows = change.entries.flatMap((entry) => rowsOf(entry, change.card, paint))
      const shown = rows.slice(0, maxRows).map((row) => `  ${row}`)
      const more = rows.length > maxRows ? [paint('dim', `  … and ${rows.length - maxRows} more`)] : []
      const head = change.type === 'added' ? paint('green', `+ ${title}`) : paint('bold', title)
      return [head, ...change.notes.map((note) => paint('yellow', `  ~ ${note}`)), ...shown, ...more]
    }),
    ...moved,
  ]
}

type Paint = (style: 'green' | 'red' | 'yellow', text: string) => string

function rowsOf(change: EntryChange, { skill_card_type: type }: CardDraft, paint: Paint): readonly string[] {
  const row = (entry: CardEntry) => printable(entryLine(entry, type), maxRowChars)
  if (change.type === 'changed') {
    const [before, after] = [row(change.before), row(change.after)]
    return [paint('yellow', before === after ? `~ ${after} (${unseen(change)})` : `~ ${before} → ${after}`)]
  }
  return [
    change.type === 'added'
      ? paint('green', `+ ${row(change.entry)}`)
      : paint('red', `- ${row(change.entry)}`),
  ]
}

/** What of a changed entry a terminal does not show. */
function unseen({ before, after }: { before: CardEntry; after: CardEntry }): string {
  return before.image_url === after.image_url ? 'other times' : 'another picture'
}

function identity(card: CardDraft): string {
  return `${card.skill_card_type} ${titleOf(card)}`
}

function entriesOf(card: CardDraft): readonly CardEntry[] {
  return card.skill_card_type === 'status' ? [] : card.entries
}

function added(card: CardDraft): readonly EntryChange[] {
  if (card.skill_card_type === 'status')
    return [{ type: 'added', entry: { type: 'text', text: card.status.message } }]
  return card.entries.map((entry) => ({ type: 'added', entry }))
}

function notesOn(before: CardDraft, after: CardDraft): readonly string[] {
  const notes: string[] = []
  const note = (what: string, from: unknown, to: unknown) => {
    if (from !== to) notes.push(`${what}: ${shown(from)} → ${shown(to)}`)
  }
  note('title code', before.skill_card_title?.code, after.skill_card_title?.code)
  if (before.skill_card_type === 'status' && after.skill_card_type === 'status') {
    note('message', before.status.message, after.status.message)
    note('code', before.status.code, after.status.code)
  }
  if (before.skill_card_type !== 'status' && after.skill_card_type !== 'status')
    note('duration', before.duration, after.duration)
  return notes
}

function shown(value: unknown): string {
  return value === undefined ? 'none' : printable(String(value), 300)
}

/** Rows that stay are the longest common subsequence; between them a row with the same text counts as changed. */
function diffEntries(before: readonly CardEntry[], after: readonly CardEntry[]): readonly EntryChange[] {
  const changes: EntryChange[] = []
  let gone: CardEntry[] = []
  let come: CardEntry[] = []
  const closeGap = () => {
    for (const entry of come) {
      const index = gone.findIndex((old) => old.text !== undefined && old.text === entry.text)
      const [old] = index < 0 ? [] : gone.splice(index, 1)
      changes.push(
        old === undefined ? { type: 'added', entry } : { type: 'changed', before: old, after: entry },
      )
    }
    changes.push(...gone.map((entry): EntryChange => ({ type: 'removed', entry })))
    gone = []
    come = []
  }
  for (const [from, to] of alignment(before, after)) {
    if (from !== undefined && to !== undefined) closeGap()
    else if (from !== undefined) gone.push(from)
    else if (to !== undefined) come.push(to)
  }
  closeGap()
  return changes
}

/** Pairs of what stays; whatever goes or comes stands alone. */
function alignment(
  before: readonly CardEntry[],
  after: readonly CardEntry[],
): readonly (readonly [CardEntry | undefined, CardEntry | undefined])[] {
  const keys = { before: before.map((entry) => keyOf(entry)), after: after.map((entry) => keyOf(entry)) }
  const width = after.length + 1
  // Row `from`, column `to`: how many rows the ends of both lists, beginning there, have in common.
  const common = new Uint32Array((before.length + 1) * width)
  const at = (from: number, to: number) => common[from * width + to] ?? 0
  for (let from = before.length - 1; from >= 0; from -= 1) {
    for (let to = after.length - 1; to >= 0; to -= 1) {
      const same = keys.before[from] === keys.after[to]
      common[from * width + to] = same
        ? at(from + 1, to + 1) + 1
        : Math.max(at(from + 1, to), at(from, to + 1))
    }
  }
  const pairs: (readonly [CardEntry | undefined, CardEntry | undefined])[] = []
  let from = 0
  let to = 0
  while (from < before.length || to < after.length) {
    if (from < before.length && to < after.length && keys.before[from] === keys.after[to])
      pairs.push([before[from++], after[to++]])
    else if (to >= after.length || (from < before.length && at(from + 1, to) >= at(from, to + 1)))
      pairs.push([before[from++], undefined])
    else pairs.push([undefined, after[to++]])
  }
  return pairs
}

/** Box may give back the keys of an entry in another order. */
function keyOf({ type, text, image_url, appears }: CardEntry): string {
  return JSON.stringify([type, text, image_url, appears?.map(({ start, end }) => [start, end])])
}

function inOtherOrder(before: readonly CardDraft[], after: readonly CardDraft[]): boolean {
  const staying = (cards: readonly CardDraft[], others: readonly CardDraft[]) => {
    const known = new Set(others.map(identity))
    return cards.map(identity).filter((key) => known.has(key))
  }
  const [old, now] = [staying(before, after), staying(after, before)]
  return old.length === now.length && !isDeepStrictEqual(old, now)
}
