import { setImmediate as breathe } from 'node:timers/promises'
import { cleanedName } from './cleaned-name.ts'
import { organizationsIn } from './organizations.ts'

/** Names as they stand in a text, one entry for each mention, in its order. */
export interface EnglishNames {
  readonly people: readonly string[]
  readonly organizations: readonly string[]
  readonly places: readonly string[]
}

/** Grammar takes about 10 ms for a thousand characters: enough for the names that matter, and a bound on the time. */
const MAX_CHARS = 100_000
const CHUNK_CHARS = 5_000

type Compromise = typeof import('compromise')['default']

/** Finds who, where and which organization an English text names, in its first 100,000 characters. */
export async function findEnglishNames(text: string, signal: AbortSignal): Promise<EnglishNames> {
  const { default: nlp } = await import('compromise')
  const names = { people: [] as string[], organizations: [] as string[], places: [] as string[] }
  for (const chunk of chunksOf(text.slice(0, MAX_CHARS))) {
    await breathe(undefined, { signal })
    const organizations = organizationsIn(chunk)
    // What is already known as an organization would be taken for a person or a place.
    const rest = organizations.reduce((left, name) => left.replaceAll(name, ' , '), chunk)
    const document = nlp(rest)
    names.organizations.push(...organizations, ...listOf(document.organizations()))
    for (const name of listOf(document.places()).flatMap((place) => place.split(/,\s*/))) {
      if (isPerson(name, nlp)) names.people.push(name)
      else names.places.push(name.replace(/ \p{Ll}.*$/u, ''))
    }
    names.people.push(...listOf(document.people()).map((name) => withHyphenedPart(name, chunk)))
  }
  return { ...names, people: fullNames(names.people) }
}

/** Cuts at line ends, so that no sentence is torn. */
function* chunksOf(text: string): Generator<string> {
  let start = 0
  while (start < text.length) {
    const cut = text.indexOf('\n', start + CHUNK_CHARS)
    const end = cut === -1 || cut > start + 2 * CHUNK_CHARS ? start + CHUNK_CHARS : cut
    yield text.slice(start, end)
    start = end
  }
}

function listOf(view: { out(format: 'array'): unknown }): string[] {
  const found = view.out('array')
  return Array.isArray(found)
    ? found.map((name) => cleanedName(String(name))).filter((name) => /^\p{Lu}/u.test(name))
    : []
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

/** A surname alone counts for the full name that stands elsewhere; other single words are too often no names. */
function fullNames(mentions: readonly string[]): string[] {
  const full = mentions.filter((name) => name.includes(' '))
  return mentions
    .map((name) => (name.includes(' ') ? name : full.find((other) => other.endsWith(` ${name}`))))
    .filter((name) => name !== undefined)
}
