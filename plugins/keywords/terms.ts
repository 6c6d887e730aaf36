import { isUnspaced, type Word } from './words.ts'

/** A word that may be part of a keyword. */
export interface TermWord extends Word {
  /** Whether a sentence or a line begins with it, so that its capital says nothing. */
  readonly initial: boolean
}

/** A word or phrase that stands in the text, whatever its capitals. */
export interface Term {
  readonly key: string
  readonly words: readonly TermWord[]
  /** How often it stands in which spelling. */
  readonly forms: Map<string, number>
  /** Where it stands first, from 0 (the beginning) to 1. */
  readonly first: number
  /** How often it stands there outside of phrases that are keywords themselves. */
  count: number
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
      for (let size = 1; size <= Math.min(maxWords, run.length - start); size++) {
        const words = run.slice(start, start + size)
        if (size > 1 || isLongEnough(words[0]?.text ?? '', minUnspaced))
          countTerm(terms, words, position / total)
      }
    }
  }
  return terms
}

/** The key under which the term of these words is counted. */
export function keyOf(words: readonly Word[]): string {
  return formOf(words).toLowerCase()
}

/** Whether each word has a capital, as the words of a name do. */
export function isCapitalized(words: readonly Word[]): boolean {
  return words.every(({ text }) => /^\p{Lu}/u.test(text))
}

function isLongEnough(text: string, minUnspaced: number): boolean {
  return text.length >= minUnspaced || !isUnspaced(text)
}

function countTerm(terms: Map<string, Term>, words: readonly TermWord[], first: number): void {
  const form = formOf(words)
  const key = form.toLowerCase()
  const term = terms.get(key) ?? { key, words, forms: new Map(), first, count: 0, named: false }
  term.count++
  term.forms.set(form, (term.forms.get(form) ?? 0) + 1)
  term.named ||= !(words[0]?.initial ?? true) && isCapitalized(words)
  terms.set(key, term)
}

function formOf(words: readonly Word[]): string {
  return words.reduce((text, word, index) => text + (index > 0 && !word.glued ? ' ' : '') + word.text, '')
}
