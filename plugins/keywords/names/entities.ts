import type { LanguageRules, NameRules } from '../languages/language-rules.ts'
import type { JapaneseToken } from '../words/japanese-tokens.ts'
import { findAmounts } from './amounts.ts'
import { findCapitalizedNames } from './capitalized-names.ts'
import { findDates } from './dates.ts'
import { findEnglishNames } from './english-names.ts'
import { findJapaneseNames } from './japanese-names.ts'
import type { Mentions } from './mentions.ts'

/** The names of one kind that a text holds, the commonest first. */
export interface EntityGroup {
  /** Title of the card. */
  readonly title: EntityTitle
  readonly names: readonly string[]
}

/** What the cards with names are called, in their order. */
export type EntityTitle = 'People' | 'Organizations' | 'Places' | 'Dates' | 'Amounts'

interface EntityOptions {
  readonly language: string
  readonly rules: LanguageRules | undefined
  readonly stopWords: ReadonlySet<string>
  /** Ranks of the commonest words. */
  readonly ranks: ReadonlyMap<string, number> | undefined
  /** The words of a Japanese text; undefined for other languages. */
  readonly tokens: readonly (readonly JapaneseToken[])[] | undefined
  /** Names of a kind at most. */
  readonly top: number
  readonly signal: AbortSignal
}

/** Names are known for some languages; dates and amounts follow patterns that hold in any. Empty groups are left out. */
export async function findEntities(text: string, options: EntityOptions): Promise<EntityGroup[]> {
  const names = await findNames(text, options)
  const groups = [
    { title: 'People', mentions: names?.people ?? [] },
    { title: 'Organizations', mentions: names?.organizations ?? [] },
    { title: 'Places', mentions: names?.places ?? [] },
    { title: 'Dates', mentions: findDates(text, options.language) },
    { title: 'Amounts', mentions: findAmounts(text) },
  ] as const
  return groups
    .map(({ title, mentions }) => ({ title, names: commonest(mentions, options.top) }))
    .filter(({ names }) => names.length > 0)
}

async function findNames(text: string, options: EntityOptions): Promise<Mentions | undefined> {
  const { language, rules, tokens, stopWords, ranks, signal } = options
  if (language === 'en') return findEnglishNames(text, options)
  if (tokens !== undefined) return findJapaneseNames(tokens)
  if (rules === undefined || !hasNames(rules)) return undefined
  return findCapitalizedNames(text, { language, rules, stopWords, ranks, signal })
}

function hasNames(rules: LanguageRules): rules is LanguageRules & { readonly names: NameRules } {
  return rules.names !== undefined
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
