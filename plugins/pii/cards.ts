import type { CardBuilders, CardDraft } from 'box-skill-runner/plugin'
import type { FindingType, Kind, Risk } from './finding.ts'
import { kinds, namesOf } from './kinds.ts'
import type { Count, Example } from './tally.ts'

/** What is known when a file has been checked. */
export interface Result {
  readonly counts: readonly Count[]
  /** The kinds that were looked for. */
  readonly wanted: readonly Kind[]
  /** Whether something was found, but less of it than the operator wants to hear of. */
  readonly isBelowMinimum: boolean
  /** What could not be checked, as sentences. */
  readonly unchecked: string
}

/** How much is shown of what was found. */
export interface Showing {
  readonly examples: number
  readonly mask: 'partial' | 'full'
  readonly showClean: boolean
}

const title = 'Sensitive data'
const risks: readonly Risk[] = ['high', 'medium', 'low']

/** From so many addresses and numbers on, a file is a list of people. */
const manyPeople = 50

/** The flag first, then a row for each type with masked values and their places. */
export function cardsOf(cards: CardBuilders, result: Result, showing: Showing): CardDraft[] {
  const counts = sorted(result.counts)
  if (counts.length === 0) return clean(cards, result, showing)
  const values = {
    ...Object.fromEntries(
      counts.map((count) => [
        capital(count.different === 1 ? count.type.one : count.type.many),
        rowOf(count, showing),
      ]),
    ),
    Note: result.unchecked,
  }
  return [
    cards.keyword({ title: `${title}: ${riskOf(counts)} risk`, entries: counts.map(pillOf) }),
    ...(showing.examples > 0 || result.unchecked !== ''
      ? [cards.rows({ title: 'Where it stands', values })]
      : []),
  ]
}

/** A document of which nobody has the text, so that silence would be mistaken for "nothing found". */
export function notChecked(cards: CardBuilders): CardDraft[] {
  const message =
    'Not checked: this document holds no text, as a scan does. Text recognition (OCR) is needed first.'
  return [cards.status({ title, message })]
}

function clean(
  cards: CardBuilders,
  { wanted, isBelowMinimum, unchecked }: Result,
  { showClean }: Showing,
): CardDraft[] {
  if (!showClean && unchecked === '') return []
  const found = isBelowMinimum ? 'Less found than is to be flagged.' : 'None found.'
  const message = [found, `Looked for ${namesOf(wanted)}.`, unchecked].filter((part) => part !== '').join(' ')
  return [cards.status({ title, message })]
}

function sorted(counts: readonly Count[]): Count[] {
  return [...counts].sort(
    (a, b) =>
      risks.indexOf(a.type.risk) - risks.indexOf(b.type.risk) ||
      placeOf(a.type) - placeOf(b.type) ||
      b.different - a.different ||
      (a.type.id < b.type.id ? -1 : 1),
  )
}

/** The operator's own patterns come first among those of the same risk. */
function placeOf({ kind }: FindingType): number {
  return kind === 'own' ? -1 : kinds.indexOf(kind)
}

function riskOf(counts: readonly Count[]): Risk {
  const [first] = counts
  const people = counts.filter(({ type }) => type.kind === 'email' || type.kind === 'phone')
  const isList = people.some(({ different }) => different >= manyPeople)
  return first === undefined || (first.type.risk === 'low' && isList) ? 'medium' : first.type.risk
}

function pillOf({ type, different, isAtLeast }: Count): string {
  const number = `${isAtLeast ? 'over ' : ''}${different.toLocaleString('en-US')}`
  if (type.kind === 'own') return `${type.many}: ${number}`
  return `${number} ${different === 1 ? type.one : type.many}`
}

function rowOf({ different, examples }: Count, { mask, examples: wanted }: Showing): string | undefined {
  if (wanted === 0) return undefined
  const shown = examples.slice(0, wanted)
  const texts = shown.map((example) => (mask === 'full' ? whereOf(example) : exampleOf(example)))
  const more = different - shown.length
  const rest = more > 0 ? [`and ${more.toLocaleString('en-US')} more`] : []
  return [...texts.filter((text) => text !== ''), ...rest].join(', ')
}

/** `Visa •••• 4242 (page 2, 3 times)`. */
function exampleOf(example: Example): string {
  const where = whereOf(example)
  return where === '' ? example.masked : `${example.masked} (${where})`
}

function whereOf({ place, times }: Example): string {
  const often = times > 1 ? `${times.toLocaleString('en-US')} times` : undefined
  return [place, often].filter((part) => part !== undefined).join(', ')
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
