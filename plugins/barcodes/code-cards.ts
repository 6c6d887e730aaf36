import type { CardBuilders, CardDraft } from 'box-skill-runner/plugin'
import { nameOf } from './code.ts'
import type { Content, Facts } from './content/content.ts'
import { describeCode } from './content/describe-code.ts'
import type { FoundCode } from './found-codes.ts'

/** Further codes with several facts get a row, too: the runner shows 20 cards of a plugin. */
const MAX_FACT_CARDS = 12
/** The runner shows 1,000 rows of a card. */
const MAX_LINES = 900

/** How the codes are shown. */
export interface CodeCardsSettings {
  readonly wifiPassword: boolean
  /** Pages that were not looked at, since there are too many. */
  readonly left: number
}

/** A card for each code that holds several facts, such as a payment or a contact, and one for all the others. */
export function codeCards(
  found: readonly FoundCode[],
  settings: CodeCardsSettings,
  cards: CardBuilders,
): CardDraft[] {
  const described = found.map((item) => ({ item, content: describeCode(item.code, settings) }))
  const withFacts = described.flatMap(({ item, content }) =>
    'facts' in content ? [{ item, ...content }] : [],
  )
  const shown = new Set(withFacts.slice(0, MAX_FACT_CARDS).map(({ item }) => item))
  const lines = described
    .filter(({ item }) => !shown.has(item))
    .map(({ item, content }) => `${whatAndWhere(item)}: ${inOneLine(content)}`)
  const entries = [
    ...lines.slice(0, MAX_LINES),
    ...(lines.length > MAX_LINES ? [`(${lines.length - MAX_LINES} more codes.)`] : []),
    ...(found.length > 0 && settings.left > 0 ? [pagesLeft(settings.left)] : []),
  ]
  return [
    ...withFacts
      .slice(0, MAX_FACT_CARDS)
      .map(({ item, title, facts }) => cards.rows({ title, values: { ...facts, Code: whatAndWhere(item) } })),
    ...(entries.length > 0 ? [cards.transcript({ title: 'Codes', entries })] : []),
  ]
}

function inOneLine(content: Content): string {
  if ('line' in content) return content.line
  return [content.title, ...valuesOf(content.facts)].join(', ')
}

function valuesOf(facts: Facts): string[] {
  return Object.values(facts).filter((value) => value !== undefined)
}

/** `QR code (part 1 of 2), pages 1–3, 5 times`. */
function whatAndWhere({ code, pages, times }: FoundCode): string {
  const { part } = code
  return [
    nameOf(code) + (part === undefined ? '' : ` (part ${part.number} of ${part.of})`),
    ...(pages.length === 0 ? [] : [`${pages.length === 1 ? 'page' : 'pages'} ${ranges(pages)}`]),
    ...(times > Math.max(1, pages.length) ? [`${times} times`] : []),
  ].join(', ')
}

/** `1–3, 5` of 1, 2, 3, 5. */
export function ranges(numbers: readonly number[]): string {
  const stretches: { from: number; to: number }[] = []
  for (const number of numbers) {
    const last = stretches.at(-1)
    if (last !== undefined && number === last.to + 1) last.to = number
    else stretches.push({ from: number, to: number })
  }
  return stretches.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ')
}

function pagesLeft(left: number): string {
  return `(${left} more ${left === 1 ? 'page was' : 'pages were'} not looked at.)`
}
