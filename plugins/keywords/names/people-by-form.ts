import type { NameRules } from '../languages/language-rules.ts'
import type { Findings } from './capitalized-names.ts'
import { capitalWord, TAKEN } from './patterns.ts'

interface Context {
  readonly stopWords: ReadonlySet<string>
  readonly rules: { readonly generic: ReadonlySet<string> }
  /** Ranks of the commonest words. */
  readonly ranks: ReadonlyMap<string, number> | undefined
}

/** Words that end a name, since they make a street, a firm or an office of it. */
const noSurname =
  /(?:straße|strasse|platz|weg|allee|gasse|brücke|schule|haus|stiftung|preis|stadion|halle|institut|museum|vorsitzende[rn]?|meister(?:in)?|präsident(?:in)?|direktor(?:in)?|leiter(?:in)?|minister(?:in)?|sprecher(?:in)?|kanzler(?:in)?)$/iu

/** A surname of this rank behind a small word makes a place rather than a person: “Flor do Campo”. */
const COMMON = 3000

/** What stands before the first word of a sentence, or before a word such as “Suissesse”, which no first name is. */
const opening =
  /(?:^|[.!?:;\n•–—«„“"(]\s*|(?:^|\s)(?:l[ae]?|el|il|lo|los|o|a|der|die|dem|den)\s|[ldn]['’])$/iu

/** What is known of the words of a name. */
interface NameTests {
  readonly particles: ReadonlySet<string>
  readonly surnames: number
  isFirstName(word: string): boolean
  /** Whether a word can be part of a name at all. */
  isName(word: string): boolean
  isCommon(word: string): boolean
}

/** The people in a text. */
export interface People extends Findings {
  /** Those of `found` that are a surname behind a title. */
  readonly titled: ReadonlySet<string>
}

/**
 * Finds people by a first name with a surname behind it, by a surname in capitals before a first name, or by a title
 * before a surname.
 */
export function personFinder(
  { titles, particles, surnames }: NameRules,
  isFirstName: (word: string) => boolean,
  { stopWords, rules, ranks }: Context,
): (text: string) => People {
  const particle = [...particles].join('|')
  const title = String.raw`(?<![\p{L}\p{N}])${titles}`
  const name = String.raw`${capitalWord}|(?<![\p{L}.])\p{Lu}\.`
  const sequence = `((?:${name})(?: (?:(?:${particle}) ){0,3}(?:${name})){0,7})`
  // Titles first, since they would be taken for words of the name themselves.
  const passes = [new RegExp(`((?:${title} )+)${sequence}`, 'gu'), new RegExp(`()${sequence}`, 'gu')]
  const tests: NameTests = {
    particles,
    surnames,
    isFirstName,
    isName: (word) =>
      !stopWords.has(word.toLowerCase()) && !rules.generic.has(word.toLowerCase()) && !noSurname.test(word),
    isCommon: (word) => (ranks?.get(word.toLowerCase()) ?? Number.POSITIVE_INFINITY) < COMMON,
  }
  return (text) => {
    const found: string[] = []
    const titled = new Set<string>()
    const take = (_: string, before: string, sequence: string, offset: number, all: string): string => {
      const words = sequence.split(' ')
      const inside = !opening.test(all.slice(Math.max(0, offset - 6), offset))
      const place = nameIn(words, { isTitled: before !== '', inside }, tests)
      if (place === undefined) return before + sequence
      const taken = words.slice(place.start, place.end)
      const whole = taken.some((word) => isFirstName(word)) && taken.length > 1
      const shown = whole || before === '' ? taken.join(' ') : titledName(before, taken)
      found.push(shown)
      if (!whole) titled.add(shown)
      // “Ana Gil y Luis Soto”: another name may stand in the same sequence.
      const left = words.slice(place.end).join(' ')
      const other = /^([ye]) (.+)$/.exec(left)
      const rest = other ? `${other[1]} ${take('', '', other[2] ?? '', 1, ' x')}` : left
      return before + [...words.slice(0, place.start), TAKEN, ...(rest === '' ? [] : [rest])].join(' ')
    }
    const rest = passes.reduce((left, pass) => left.replace(pass, take), text)
    return { found, titled, rest }
  }
}

/** Where in a sequence of capitalized words the name of a person stands; undefined where there is none. */
function nameIn(
  words: readonly string[],
  { isTitled, inside }: { readonly isTitled: boolean; readonly inside: boolean },
  tests: NameTests,
): { start: number; end: number } | undefined {
  const { isFirstName, isName, isCommon, particles } = tests
  const surnameFirst = words.findIndex(
    (word, index) => isShouted(word) && isName(word) && isFirstNameOnly(words[index + 1], isFirstName),
  )
  if (surnameFirst >= 0 && !words.slice(0, surnameFirst).some((word) => isFirstName(word))) {
    return { start: surnameFirst, end: surnameFirst + 2 }
  }
  let start = isTitled ? 0 : words.findIndex((word) => isFirstName(word) && isName(word))
  if (start < 0 || !isName(words[start] ?? '')) return undefined
  if (!isTitled && nameFrom(words.slice(start), tests).length < 2) return undefined
  // “Gian Luca Zattini”: a rare word before a first name is one that the lists lack, a common one is an office.
  const before = words[start - 1] ?? ''
  if (
    start > 0 &&
    (inside || start > 1) &&
    !/\.$/.test(before) &&
    isName(before) &&
    !particles.has(before) &&
    isRare(before, tests)
  )
    start--
  const taken = nameFrom(words.slice(start), tests)
  if (taken.length < 2 && !(isTitled && taken.length === 1 && !/\.$/.test(taken[0] ?? ''))) return undefined
  if (!isTitled && taken.every(isShouted)) return undefined
  const [, second = '', third = ''] = taken
  if (taken.length === 3 && particles.has(second) && isCommon(third) && !isTitled) return undefined
  return { start, end: start + taken.length }
}

/** First names and initials, then the surname or surnames with the small words before them. */
function nameFrom(
  words: readonly string[],
  { particles, surnames, isFirstName, isName }: NameTests,
): string[] {
  const taken: string[] = []
  let left = surnames
  for (const [index, word] of words.entries()) {
    if (particles.has(word.toLowerCase())) {
      // “Ortega y Gasset” is one name, “Ana Gil y Luis Soto” are two.
      const joinsTwo = /^[ye]$/.test(word) && isFirstName(words[index + 1] ?? '')
      if (taken.length === 0 || joinsTwo) break
      taken.push(word)
      continue
    }
    if (!/\.$/.test(word) && !isName(word)) break
    const isLast = index === words.length - 1
    const asFirst = left === surnames && (index === 0 || /\.$/.test(word) || isFirstName(word)) && !isLast
    if (!asFirst) {
      if (left === 0) break
      left--
    }
    taken.push(word)
  }
  while (particles.has((taken.at(-1) ?? '').toLowerCase())) taken.pop()
  return taken
}

function isRare(word: string, { isCommon, isFirstName }: NameTests): boolean {
  return (
    /^\p{Lu}\p{Ll}{2}/u.test(word) &&
    !isCommon(word) &&
    !isShouted(word) &&
    !isFirstName(word) &&
    !/(?:in|in-|e[rn]|[oa]r)$/.test(word)
  )
}

function isFirstNameOnly(word: string | undefined, isFirstName: (word: string) => boolean): boolean {
  return word !== undefined && !isShouted(word) && isFirstName(word)
}

/** Words in capitals are surnames, or parts of a heading. */
function isShouted(word: string): boolean {
  return word.length > 1 && word === word.toUpperCase() && !word.endsWith('.')
}

/** A title as it is written before a name on its own: “Herrn Brandt” → “Herr Brandt”, “la sindaca Patelli” → “Sindaca Patelli”. */
function titledName(before: string, words: readonly string[]): string {
  const title = before
    .trim()
    .replace(/^Herrn\b/, 'Herr')
    .replace(/^(?:le|la|el|il|o|a) /iu, '')
  return [title.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()), ...words].join(' ')
}
