import type { LanguageRules } from '../languages/language-rules.ts'
import { baseOf } from '../words/inflection.ts'
import { isUnspaced, type Word, type WordRun } from '../words/words.ts'
import type { KeywordOptions } from './keywords.ts'
import type { TermWord } from './terms.ts'

type CandidateOptions = Pick<KeywordOptions, 'language' | 'minWordLength' | 'stopWords' | 'rules'>

/**
 * Words of one run that are weighed. Whatever people write has punctuation or a line break long before; a run of a million
 * characters would cost seconds and tell no more.
 */
const MAX_RUN_WORDS = 5000

/** Runs split where a word can be no part of a keyword, with what joins the others. */
export function candidateRuns(runs: readonly WordRun[], options: CandidateOptions): TermWord[][] {
  const nouns = options.rules?.capitalNouns ? capitalNouns(runs) : undefined
  const found: TermWord[][] = []
  for (const whole of runs) {
    const run = whole.length > MAX_RUN_WORDS ? whole.slice(0, MAX_RUN_WORDS) : whole
    let part: TermWord[] = []
    const end = () => {
      while (part.at(-1)?.connector) part.pop()
      if (part.length > 0) found.push(part)
      part = []
    }
    for (const [index, word] of run.entries()) {
      const connector = part.length > 0 && isConnector(word, options.rules)
      if (!connector && !isCandidate(word.text, options)) {
        end()
        continue
      }
      if (word.elision !== undefined && !joins(word.elision, part.at(-1))) end()
      part.push({
        ...word,
        base: baseOf(word.text, options.language),
        initial: index === 0,
        connector,
        nounlike: nouns ? isNoun(word, nouns) : standsAsNoun(run, index, options),
      })
    }
    end()
  }
  return found
}

function isConnector(word: Word, rules: LanguageRules | undefined): boolean {
  return word.elision === undefined && (rules?.connectors.has(word.text) ?? false)
}

/** `d’` joins two nouns itself, `l’` only with a word that joins before it: “campus de l’université”. */
function joins(elision: string, before: TermWord | undefined): boolean {
  return /^(?:d|dell)['’]$/i.test(elision) || (before?.connector ?? false)
}

function isCandidate(text: string, { stopWords, minWordLength, rules }: CandidateOptions): boolean {
  const lower = text.toLowerCase()
  if (stopWords.has(lower) || stopWords.has(lower.replaceAll('’', "'"))) return false
  if (rules?.generic.has(lower) || currency.test(text)) return false
  // Mostly digits: a number, a time, an identifier.
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters <= text.length / 2 || text.length > 40) return false
  if (!isUnspaced(text)) return text.length >= minWordLength
  // Short hiragana is grammar. A single character says little alone, but may end a word, as in 展望台: it stays here.
  return !/^\p{Script=Hiragana}{1,3}$/u.test(text)
}

const currency = /^(?:EUR|USD|GBP|CHF|JPY|CNY|CAD|AUD|SEK|NOK|DKK|PLN|CZK|BRL|MXN|INR)$/

/**
 * Whether a noun is due where this word stands: behind an article or a preposition, and before no other word that could
 * be the noun, but where adjectives follow.
 */
function standsAsNoun(run: WordRun, index: number, options: CandidateOptions): boolean {
  const { rules } = options
  if (rules === undefined) return false
  if (run[index]?.elision !== undefined) return true
  const isDue = (at: number) => rules.determiners.has(run[at]?.text.toLowerCase() ?? '')
  if (rules.nounFirst) return isDue(index - 1)
  const next = run[index + 1]
  if (next !== undefined && isCandidate(next.text, options)) return false
  let start = index
  while (start > 0 && isCandidate(run[start - 1]?.text ?? '', options)) start--
  return isDue(start - 1)
}

interface Capitals {
  /** How often a word has a capital that no beginning of a sentence explains. */
  readonly due: number
  readonly none: number
}

/** How the words of a language that writes nouns with capitals are written in this text, by their lower-case form. */
function capitalNouns(runs: readonly WordRun[]): ReadonlyMap<string, Capitals> {
  const seen = new Map<string, Capitals>()
  for (const run of runs) {
    for (const [index, { text }] of run.entries()) {
      const { due, none } = seen.get(text.toLowerCase()) ?? { due: 0, none: 0 }
      if (!/^\p{Lu}/u.test(text)) seen.set(text.toLowerCase(), { due, none: none + 1 })
      else if (index > 0) seen.set(text.toLowerCase(), { due: due + 1, none })
    }
  }
  return seen
}

function isNoun({ text }: Word, seen: ReadonlyMap<string, Capitals>): boolean {
  if (!/^\p{Lu}/u.test(text)) return false
  const { due, none } = seen.get(text.toLowerCase()) ?? { due: 0, none: 0 }
  return due > none || none === 0
}
