import { setImmediate as breathe } from 'node:timers/promises'
import type { LanguageRules, NameRules } from '../languages/language-rules.ts'
import { chunksOf } from './chunks.ts'
import { firstNameTest } from './first-names.ts'
import { type Mentions, withFullNames } from './mentions.ts'
import { organizationFinder } from './organizations-by-form.ts'
import { personFinder } from './people-by-form.ts'
import { placeFinder } from './places-by-list.ts'

/** Enough for the names that matter, and a bound on the time. */
const MAX_CHARS = 200_000
const CHUNK_CHARS = 10_000

interface Context {
  readonly language: string
  readonly rules: LanguageRules & { readonly names: NameRules }
  /** Words that say nothing, which begin no name. */
  readonly stopWords: ReadonlySet<string>
  /** Ranks of the commonest words. */
  readonly ranks: ReadonlyMap<string, number> | undefined
  readonly signal: AbortSignal
}

/**
 * Finds who, where and which organization a text names, in its first 200,000 characters, by what names look like in its
 * language: first names and titles, legal forms and kinds of institutions, countries and well-known places. What none
 * of these tells is not guessed at.
 */
export async function findCapitalizedNames(text: string, context: Context): Promise<Mentions> {
  const { names } = context.rules
  const isFirstName = firstNameTest(names)
  const organizationsIn = organizationFinder(names, context.stopWords)
  const peopleIn = personFinder(names, isFirstName, context)
  const placesIn = placeFinder(names, context.language)
  const found = { people: [] as string[], organizations: [] as string[], places: [] as string[] }
  const titled = new Set<string>()
  for (const chunk of chunksOf(text.slice(0, MAX_CHARS), CHUNK_CHARS)) {
    await breathe(undefined, { signal: context.signal })
    // Each mention is taken out, so that none counts twice: “Universität Leipzig” names no place, “San Pedro” no person.
    const organizations = organizationsIn(chunk)
    const compounds = placesIn(organizations.rest, true)
    const people = peopleIn(compounds.rest)
    found.organizations.push(...organizations.found)
    found.people.push(...people.found)
    for (const name of people.titled) titled.add(name)
    found.places.push(...compounds.found, ...placesIn(people.rest, false).found)
  }
  return { ...found, people: withFullNames(found.people, (name) => titled.has(name)) }
}

/** What was found, and the text with a mark in place of each of them. */
export interface Findings {
  readonly found: readonly string[]
  readonly rest: string
}
