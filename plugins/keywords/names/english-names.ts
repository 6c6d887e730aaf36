import { setImmediate as breathe } from 'node:timers/promises'
import { chunksOf } from './chunks.ts'
import { cleanedName } from './cleaned-name.ts'
import { firstNameTest } from './first-names.ts'
import { type Mentions, withFullNames } from './mentions.ts'
import { organizationsIn } from './organizations.ts'
import { capitalWord } from './patterns.ts'

/** Grammar takes about 10 ms for a thousand characters: enough for the names that matter, and a bound on the time. */
const MAX_CHARS = 100_000
const CHUNK_CHARS = 5_000

type Compromise = typeof import('compromise')['default']

interface Context {
  /** Words that are no names, in lower case. */
  readonly stopWords: ReadonlySet<string>
  /** Ranks of the commonest words. */
  readonly ranks: ReadonlyMap<string, number> | undefined
  readonly signal: AbortSignal
}

const titled =
  /^(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Councillor|Councilman|Councilwoman|Sir|Lady|Captain|Judge|Justice|Senator|Mayor|President|Chancellor|Prime Minister|Minister|Governor|Secretary|Chairman|Chairwoman|Reverend|Rev|Sergeant|Officer|Inspector|Engineer)\.? )+/

/** What grammar takes for organizations, though every firm has it. */
const noOrganization =
  /^(?:Human Resources|IT Help Desk|Customer Service|Board|Congress|Annual General Meeting)$/

/** Finds who, where and which organization an English text names, in its first 100,000 characters. */
export async function findEnglishNames(
  text: string,
  { stopWords, ranks, signal }: Context,
): Promise<Mentions> {
  const { default: nlp } = await import('compromise')
  const isFirstName = firstNameTest({ firstNameLists: ['en'], moreFirstNames: new Set() })
  const beginsAsPerson = (name: string) => /^\p{Lu}\./u.test(name) || isFirstName(name.split(' ')[0] ?? '')
  const rareNamesIn = rareNameFinder(isFirstName, ranks)
  const names = { people: [] as string[], organizations: [] as string[], places: [] as string[] }
  for (const chunk of chunksOf(text.slice(0, MAX_CHARS), CHUNK_CHARS)) {
    await breathe(undefined, { signal })
    const organizations = organizationsIn(chunk).map((name) => withoutPerson(name, nlp))
    // What is already known as an organization would be taken for a person or a place.
    const rest = organizations.reduce((left, name) => left.replaceAll(name, ' , '), chunk)
    const document = nlp(rest)
    names.organizations.push(...organizations, ...listOf(document.organizations()).filter(isWhole))
    for (const name of listOf(document.places()).flatMap((place) => place.split(/,\s*/))) {
      if (isPerson(name, nlp)) names.people.push(name)
      else names.places.push(name.replace(/ \p{Ll}.*$/u, ''))
    }
    names.people.push(
      ...listOf(document.people())
        .filter(
          (name) => titled.test(name) || !name.includes(' ') || isPerson(name, nlp) || beginsAsPerson(name),
        )
        .map((name) => withHyphenedPart(name, chunk)),
    )
    const known = new Set([...names.people, ...names.places])
    names.people.push(...rareNamesIn(rest).filter((name) => !known.has(name)))
  }
  const isCommon = (name: string) => {
    const lower = name.toLowerCase()
    return stopWords.has(lower) || (ranks?.get(lower) ?? Number.POSITIVE_INFINITY) < COMMON
  }
  return {
    people: withFullNames(withoutSpareWords(names.people.map(withoutTitle)), (name) =>
      titled.test(name),
    ).filter(isWhole),
    organizations: names.organizations.filter(
      (name) => !noOrganization.test(name) && (name.includes(' ') || !isCommon(name)),
    ),
    places: names.places.filter(isWhole),
  }
}

/** A single word of this rank is hardly the name of an organization: “Council”, “Committee”. */
const COMMON = 5000

/** Whether each word has a capital but those that join others: grammar also takes “Shore power” for a name. */
function isWhole(name: string): boolean {
  return name
    .split(' ')
    .every(
      (word) =>
        /^[^\p{Ll}]/u.test(word) || /^(?:of|and|for|the|de|van|von|der|la|le|du|del|di|da|bin)$/.test(word),
    )
}

function listOf(view: { out(format: 'array'): unknown }): string[] {
  const found = view.out('array')
  return Array.isArray(found)
    ? found.map((name) => cleanedName(String(name))).filter((name) => /^\p{Lu}/u.test(name))
    : []
}

/**
 * Grammar knows the first names that are common in English. Others, such as “Priya Nair”, are found by a longer list,
 * where neither word is one of the language.
 */
function rareNameFinder(
  isFirstName: (word: string) => boolean,
  ranks: Context['ranks'],
): (text: string) => string[] {
  const isRare = (word = '') => !(ranks?.has(word.toLowerCase()) ?? true)
  const pair = new RegExp(`(${capitalWord}) (${capitalWord})(?! \\p{Lu})`, 'gu')
  return (text) =>
    Array.from(text.matchAll(pair))
      .filter(([, first = '', second = '']) => isRare(first) && isRare(second) && isFirstName(first))
      .map(([name]) => cleanedName(name))
}

/** “Dr Kemal Aydin” → “Kemal Aydin”, but “Mr Dawson” stays. */
function withoutTitle(name: string): string {
  const bare = name.replace(titled, '')
  return bare.includes(' ') ? bare : name
}

/** “Judith Pemberton Head” at the end of a letter is the Judith Pemberton who stands elsewhere. */
function withoutSpareWords(mentions: readonly string[]): string[] {
  const known = new Set(mentions)
  return mentions.map((name) => {
    const shorter = name.replace(/ \S+$/, '')
    return shorter.includes(' ') && !titled.test(shorter) && known.has(shorter) ? shorter : name
  })
}

/** “Angela Weiss of Johns Hopkins University” → “Johns Hopkins University”. */
function withoutPerson(name: string, nlp: Compromise): string {
  const [before = '', behind = ''] = name.split(' of ', 2)
  return behind.includes(' ') && isPerson(before, nlp) ? behind : name
}

/** “Grace Field” is no field: a name that begins with a first name. */
function isPerson(name: string, nlp: Compromise): boolean {
  const [first = '', second] = name.split(' ')
  return second !== undefined && nlp(first).has('#FirstName')
}

/** Compromise splits at hyphens: of “Augustin-Jean Fresnel” it gives “Jean Fresnel”. */
function withHyphenedPart(name: string, text: string): string {
  const at = text.indexOf(`-${name}`)
  const before = at < 0 ? null : /(?:\p{Lu}\p{L}*-)*\p{Lu}\p{L}*$/u.exec(text.slice(Math.max(0, at - 60), at))
  return before ? `${before[0]}-${name}` : name
}
