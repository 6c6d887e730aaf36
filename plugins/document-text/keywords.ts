import { createRequire } from 'node:module'
import type { DocumentPart } from './document.ts'

const require = createRequire(import.meta.url)

/** Words that are looked at: enough to know what a document is about. */
const MAX_WORDS = 200_000
/** Characters that ICU segments at once: each segment holds a copy of all that was handed in. */
const MAX_SEGMENTED = 500

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

type StopWords = Readonly<Record<string, readonly string[]>>

/**
 * The words that stand in a document most often and on most of its pages, without those that its language is full of.
 * A pair of words counts as one where it comes again and again.
 */
export function keywordsOf(parts: readonly DocumentPart[], top: number): string[] {
  const pages = parts.map(({ text }) => wordsOf(text))
  const stop = stopWordsOf(pages.flat().slice(0, MAX_WORDS))
  const terms = countTerms(pages, stop)
  const pairs = [...terms.values()].filter(({ words, count }) => words.length === 2 && count > 1)
  for (const pair of pairs) {
    const halves = pair.words.map((word) => terms.get(word))
    if (pair.count * 2 < Math.min(...halves.map((half) => half?.total ?? 0))) pair.count = 0
    else for (const half of halves) if (half) half.count -= pair.count
  }
  return [...terms.values()]
    .filter(({ words, count }) => count > words.length - 1)
    .sort((a, b) => weightOf(b, pages.length) - weightOf(a, pages.length))
    .slice(0, top)
    .map(({ forms }) => [...forms].reduce((best, form) => (form[1] > best[1] ? form : best))[0])
}

interface Term {
  /** In lower case. */
  readonly words: readonly string[]
  readonly forms: Map<string, number>
  readonly pages: Set<number>
  /** Mentions outside of pairs. */
  count: number
  total: number
}

function countTerms(pages: readonly (readonly string[])[], stop: ReadonlySet<string>): Map<string, Term> {
  const terms = new Map<string, Term>()
  let left = MAX_WORDS
  const count = (words: readonly string[], page: number) => {
    const form = words.join(' ')
    const key = form.toLowerCase()
    const term = terms.get(key) ?? {
      words: key.split(' '),
      forms: new Map(),
      pages: new Set(),
      count: 0,
      total: 0,
    }
    term.count++
    term.total++
    term.pages.add(page)
    term.forms.set(form, (term.forms.get(form) ?? 0) + 1)
    terms.set(key, term)
  }
  for (const [page, words] of pages.entries()) {
    let before: string | undefined
    for (const word of words.slice(0, left)) {
      const isCandidate = isKeyword(word, stop)
      if (isCandidate) count([word], page)
      if (isCandidate && before !== undefined && !unspaced.test(word)) count([before, word], page)
      before = isCandidate ? word : undefined
    }
    left -= Math.min(left, words.length)
  }
  return terms
}

/** Words in order; an empty one stands for the end of a sentence or a cell, which no pair crosses. */
function wordsOf(text: string): string[] {
  const words: string[] = []
  for (const [token] of text.matchAll(
    /[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]+/gu,
  )) {
    if (!/^[\p{L}\p{N}]/u.test(token)) words.push('')
    else if (unspaced.test(token)) pushSegments(words, token)
    else words.push(token.replace(/['’]s$/, ''))
  }
  return words
}

function pushSegments(words: string[], text: string): void {
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
  for (let start = 0; start < text.length; start += MAX_SEGMENTED) {
    for (const { segment, isWordLike } of segmenter.segment(text.slice(start, start + MAX_SEGMENTED))) {
      if (isWordLike) words.push(segment)
    }
  }
}

function isKeyword(word: string, stop: ReadonlySet<string>): boolean {
  if (stop.has(word.toLowerCase()) || word.length > 40 || /^(?:TRUE|FALSE)$/.test(word)) return false
  if (unspaced.test(word)) return word.length > 1 && !/^\p{Script=Hiragana}{1,3}$/u.test(word)
  return word.length > 2 && (word.match(/\p{L}/gu)?.length ?? 0) > word.length / 2
}

/** The commonest words of the language that most of `words` belong to. */
function stopWordsOf(words: readonly string[]): ReadonlySet<string> {
  const sample = words.slice(0, 2000).map((word) => word.toLowerCase())
  const lists: StopWords = require('stopwords-iso')
  let best: { readonly words: ReadonlySet<string>; readonly share: number } = { words: new Set(), share: 0 }
  for (const list of Object.values(lists)) {
    const stop = new Set(list)
    // Long lists hold more words by chance.
    const share = sample.filter((word) => stop.has(word)).length / (1 + Math.log10(stop.size))
    if (share > best.share) best = { words: stop, share }
  }
  return best.words
}

function weightOf({ count, words, pages }: Term, all: number): number {
  return count * words.length ** 0.8 * (1 + pages.size / all)
}
