import type { LanguageRules } from '../languages/language-rules.ts'
import { tellingWeight } from '../words/word-ranks.ts'
import type { Word, WordRun } from '../words/words.ts'
import { candidateRuns } from './candidates.ts'
import { takeWordsOutOfPhrases } from './phrases.ts'
import { countTerms, isCapitalized, type Term } from './terms.ts'
import { variedTop } from './variety.ts'

export interface Keyword {
  /** As the text writes it most often. */
  readonly text: string
  /** How often it stands there. */
  readonly count: number
}

export interface KeywordOptions {
  readonly top: number
  readonly minWordLength: number
  readonly phrases: boolean
  readonly language: string
  readonly stopWords: ReadonlySet<string>
  /** What is known of the language beyond its stop words. */
  readonly rules: LanguageRules | undefined
  /** Ranks of the language's commonest words. */
  readonly ranks: ReadonlyMap<string, number> | undefined
  /** Names that stand on cards of their own. */
  readonly shown: ShownNames
}

/** Names that need not be keywords as well. */
export interface ShownNames {
  /** The words of people's names, exactly as they are written: alone they are no keywords. */
  readonly personWords: ReadonlySet<string>
  /** Whole names: phrases that are a part of one are no keywords. */
  readonly names: readonly string[]
}

/** Longest phrase that is taken as one keyword, without the words that join the others; Japanese words are short. */
const MAX_PHRASE_WORDS = 3
const MAX_JAPANESE_WORDS = 4

/** As many keywords are shown at least, even where they stand in the text only once. */
const FEW = 5

/** As many of the weightiest terms are looked at to choose those that differ. */
const RANKED = 300

/**
 * The words and phrases that tell what a text is about, the weightiest first. They count by how often they stand in the
 * text, more where they stand early, are written as a name or are rare in the language, and less where they stand as
 * verbs do or repeat a weightier one; a phrase takes the place of its words where these mostly stand together.
 */
export function keywordsOf(runs: readonly WordRun[], options: KeywordOptions): Keyword[] {
  const minUnspaced = Math.min(2, options.minWordLength)
  const longest = options.language === 'ja' ? MAX_JAPANESE_WORDS : MAX_PHRASE_WORDS
  const terms = countTerms(candidateRuns(runs, options), options.phrases ? longest : 1, minUnspaced)
  takeWordsOutOfPhrases(terms, !(options.rules?.capitalNouns ?? false))
  const ranked = [...terms.values()]
    .filter((term) => term.count > 0 && isSubject(term, options))
    .map((term) => ({ term, weight: weightOf(term, options) }))
    .sort((a, b) => b.weight - a.weight || a.term.first - b.term.first)
    .slice(0, RANKED)
  const telling = ranked.filter(({ term }) => term.count > 1 || term.size > 1 || term.named)
  return variedTop(
    telling.length >= FEW ? telling : ranked.slice(0, Math.max(FEW, telling.length)),
    options.top,
  ).map(({ term }) => ({ text: commonestForm(term), count: term.total }))
}

/** Whether a term can be what a text speaks of, and not only how it does. */
function isSubject(term: Term, { rules, shown }: KeywordOptions): boolean {
  const isPerson = ({ text }: Word) => shown.personWords.has(text)
  // “Mayor Ada Hill” and “Hill” go, “Fresnel lens” stays.
  if (term.words.some(isPerson) && isCapitalized(term.words)) return false
  if (
    term.size > 1 &&
    [...term.forms.keys()].every((form) => shown.names.some((name) => name.includes(form)))
  )
    return false
  if (rules === undefined) return true
  // Where each noun has a capital, what has none is none.
  if (rules.capitalNouns) return term.nounlike > 0
  const last = term.words.at(-1)?.text ?? ''
  return term.named || term.size > 2 || !rules.weakEnding.test(last.toLowerCase())
}

function weightOf(term: Term, { rules, ranks }: KeywordOptions): number {
  const early = 1 + 0.5 * (1 - term.first)
  const asName = term.named && !rules?.capitalNouns ? 1.2 : 1
  const together = 1 + 0.6 * (term.size - 1)
  const asNoun =
    rules === undefined || rules.determiners.size === 0 || term.named
      ? 1
      : 0.3 + 0.7 * Math.min(1, (2.5 * term.nounlike) / term.total)
  return term.count * early * asName * together * asNoun * telling(term, ranks)
}

/** The mean of what the words of a term tell. */
function telling(term: Term, ranks: KeywordOptions['ranks']): number {
  if (ranks === undefined) return 1
  const words = term.words.filter(({ connector }) => !connector)
  const sum = words.reduce((all, { text }) => all + tellingWeight(ranks.get(text.toLowerCase())), 0)
  return sum / words.length
}

/** The commonest spelling; of equals the shortest, which is rarely an inflected one. A capital that only headings and beginnings of sentences have goes. */
function commonestForm({ forms, named }: Term): string {
  const small = [...forms].filter(([form]) => !named && /^\p{Ll}/u.test(form))
  return (small.length > 0 ? small : [...forms]).reduce((best, form) =>
    form[1] > best[1] || (form[1] === best[1] && form[0].length < best[0].length) ? form : best,
  )[0]
}
