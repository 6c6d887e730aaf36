import { takeWordsOutOfPhrases } from './phrases.ts'
import { countTerms, type Term, type TermWord } from './terms.ts'
import { isUnspaced, type WordRun } from './words.ts'

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
}

/** Longest phrase that is taken as one keyword. */
const MAX_PHRASE_WORDS = 3

/** As many keywords are shown at least, even where they stand in the text only once. */
const FEW = 5

/**
 * The words and phrases that tell what a text is about, the weightiest first. Words count by how often they stand in
 * the text, more where they stand early or are written as a name; a phrase takes the place of its words where these
 * mostly stand together.
 */
export function keywordsOf(runs: readonly WordRun[], options: KeywordOptions): Keyword[] {
  const minUnspaced = Math.min(2, options.minWordLength)
  const terms = countTerms(candidateRuns(runs, options), options.phrases ? MAX_PHRASE_WORDS : 1, minUnspaced)
  if (options.language === 'en') mergePlurals(terms)
  takeWordsOutOfPhrases(terms)
  const ranked = [...terms.values()]
    .filter(({ count }) => count > 0)
    .map((term) => ({ term, weight: weightOf(term) }))
    .sort((a, b) => b.weight - a.weight || a.term.first - b.term.first)
    .map(({ term }) => term)
  const telling = ranked.filter((term) => term.count > 1 || term.words.length > 1 || term.named)
  return (telling.length >= FEW ? telling : ranked.slice(0, Math.max(FEW, telling.length)))
    .slice(0, options.top)
    .map((term) => ({ text: commonestForm(term), count: total(term) }))
}

/** Runs split where a word can be no part of a keyword. */
function candidateRuns(runs: readonly WordRun[], options: KeywordOptions): TermWord[][] {
  const found: TermWord[][] = []
  for (const run of runs) {
    let part: TermWord[] = []
    for (const [index, word] of run.entries()) {
      if (isCandidate(word.text, options)) {
        part.push({ ...word, initial: index === 0 })
        continue
      }
      if (part.length > 0) found.push(part)
      part = []
    }
    if (part.length > 0) found.push(part)
  }
  return found
}

function isCandidate(text: string, { stopWords, minWordLength }: KeywordOptions): boolean {
  const lower = text.toLowerCase()
  if (stopWords.has(lower) || stopWords.has(lower.replaceAll('’', "'"))) return false
  // Mostly digits: a number, a time, an identifier.
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  if (letters <= text.length / 2 || text.length > 40) return false
  if (!isUnspaced(text)) return text.length >= minWordLength
  // Short hiragana is grammar. A single character says little alone, but may end a word, as in 展望台: it stays here.
  return !/^\p{Script=Hiragana}{1,3}$/u.test(text)
}

/** “port” and “ports” are one keyword; which of them is shown is decided by how often each stands there. */
function mergePlurals(terms: Map<string, Term>): void {
  for (const [key, term] of terms) {
    const singular = terms.get(
      key.endsWith('ies') ? key.replace(/ies$/, 'y') : key.replace(/(?<![su])s$/, ''),
    )
    if (singular === undefined || singular === term) continue
    singular.count += term.count
    singular.named ||= term.named
    for (const [form, count] of term.forms) singular.forms.set(form, (singular.forms.get(form) ?? 0) + count)
    terms.delete(key)
  }
}

function weightOf(term: Term): number {
  const early = 1 + 0.5 * (1 - term.first)
  const asName = term.named ? 1.2 : 1
  const together = 1 + 0.6 * (term.words.length - 1)
  return term.count * early * asName * together
}

/** All mentions, also those inside of a phrase. */
function total({ forms }: Term): number {
  return [...forms.values()].reduce((sum, count) => sum + count, 0)
}

function commonestForm({ forms }: Term): string {
  return [...forms].reduce((best, form) => (form[1] > best[1] ? form : best))[0]
}
