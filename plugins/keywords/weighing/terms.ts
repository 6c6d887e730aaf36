import { isUnspaced, type Word } from '../words/words.ts'

/** A word that may be part of a keyword. */
export interface TermWord extends Word {
  /** What the forms of the word have in common. */
  readonly base: string
  /** Whether a sentence or a line begins with it, so that its capital says nothing. */
  readonly initial: boolean
  /** Whether it only joins the words around it, as “de” does. */
  readonly connector: boolean
  /** Whether it stands where nouns stand. */
  readonly nounlike: boolean
}

/** A word or phrase that stands in the text, whatever its capitals and endings. */
export interface Term {
  readonly key: string
  readonly words: readonly TermWord[]
  /** How many of the words are more than connectors. */
  readonly size: number
  /** How often it stands in which spelling. */
  readonly forms: Map<string, number>
  /** Where it stands first, from 0 (the beginning) to 1. */
  readonly first: number
  /** How often it stands there outside of phrases that are keywords themselves. */
  count: number
  /** How often it stands there at all. */
  total: number
  /** How often it stands where nouns stand. */
  nounlike: number
  /** Whether it was written with a capital where none was due. */
  named: boolean
}

/** Counts all words and all phrases of up to `maxWords` words in `runs`. Words of scripts without spaces count from `minUnspaced` characters. */
export function countTerms(
  runs: readonly (readonly TermWord[])[],
  maxWords: number,
  minUnspaced: number,
): Map<string, Term> {
  const terms = new Map<string, Term>()
  const total = runs.reduce((sum, run) => sum + run.length, 0)
  let position = 0
  for (const run of runs) {
    for (let start = 0; start < run.length; start++, position++) {
      for (const words of phrasesFrom(run, start, maxWords)) {
        if (words.length > 1 || isLongEnough(words[0]?.text ?? '', minUnspaced))
          countTerm(terms, words, position / total)
      }
    }
  }
  return terms
}

/** The words from `start` on that make a phrase of 1, 2, … up to `maxWords` words, with what joins them. */
export function* phrasesFrom(
  run: readonly TermWord[],
  start: number,
  maxWords: number,
): Generator<readonly TermWord[]> {
  if (run[start]?.connector ?? true) return
  let size = 0
  for (let end = start; end < run.length && size < maxWords; end++) {
    if (run[end]?.connector) continue
    size++
    yield run.slice(start, end + 1)
  }
}

/** The key under which the term of these words is counted. */
export function keyOf(words: readonly TermWord[]): string {
  return words
    .filter(({ connector }) => !connector)
    .map(({ base }) => base)
    .join(' ')
}

/** Whether each word has a capital, as the words of a name do; what joins them needs none. */
export function isCapitalized(words: readonly TermWord[]): boolean {
  return words.every(({ text, connector }) => connector || /^\p{Lu}/u.test(text))
}

function isLongEnough(text: string, minUnspaced: number): boolean {
  return text.length >= minUnspaced || !isUnspaced(text)
}

function countTerm(terms: Map<string, Term>, words: readonly TermWord[], first: number): void {
  const key = keyOf(words)
  const term = terms.get(key) ?? {
    key,
    words,
    size: words.filter(({ connector }) => !connector).length,
    forms: new Map(),
    first,
    count: 0,
    total: 0,
    nounlike: 0,
    named: false,
  }
  const form = formOf(words)
  term.count++
  term.total++
  if (words.some(({ nounlike }) => nounlike)) term.nounlike++
  term.forms.set(form, (term.forms.get(form) ?? 0) + 1)
  term.named ||= !(words[0]?.initial ?? true) && isCapitalized(words)
  terms.set(key, term)
}

function formOf(words: readonly TermWord[]): string {
  return words.reduce((text, word, index) => {
    if (index === 0) return word.text
    return `${text}${word.glued ? '' : ' '}${word.elision ?? ''}${word.text}`
  }, '')
}
