import { findAmounts } from './amounts.ts'
import { findDates } from './dates.ts'
import { findEnglishNames } from './english-names.ts'

/** The names of one kind that a text holds, the commonest first. */
export interface EntityGroup {
  /** Title of the card. */
  readonly title: string
  readonly names: readonly string[]
}

interface EntityOptions {
  readonly language: string
  /** Names of a kind at most. */
  readonly top: number
  readonly signal: AbortSignal
}

/** Grammar is known for English alone; dates and amounts follow patterns that hold in any language. Empty groups are left out. */
export async function findEntities(
  text: string,
  { language, top, signal }: EntityOptions,
): Promise<EntityGroup[]> {
  const names = language === 'en' ? await findEnglishNames(text, signal) : undefined
  const groups = [
    { title: 'People', mentions: names?.people ?? [] },
    { title: 'Organizations', mentions: names?.organizations ?? [] },
    { title: 'Places', mentions: names?.places ?? [] },
    { title: 'Dates', mentions: findDates(text, language) },
    { title: 'Amounts', mentions: findAmounts(text) },
  ]
  return groups
    .map(({ title, mentions }) => ({ title, names: commonest(mentions, top) }))
    .filter(({ names }) => names.length > 0)
}

/** Each mention once, by how often it stands in the list; those that stand equally often keep their order. */
function commonest(mentions: readonly string[], top: number): string[] {
  const counts = new Map<string, number>()
  for (const mention of mentions) counts.set(mention, (counts.get(mention) ?? 0) + 1)
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, top)
    .map(([mention]) => mention)
}
