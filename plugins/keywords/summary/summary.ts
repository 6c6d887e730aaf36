import { setImmediate as breathe } from 'node:timers/promises'
import type { LanguageRules } from '../languages/language-rules.ts'
import { baseOf } from '../words/inflection.ts'
import { isUnspaced, wordRuns } from '../words/words.ts'
import { type Sentence, sentencesOf } from './sentences.ts'

interface SummaryOptions {
  readonly language: string
  readonly rules: LanguageRules | undefined
  readonly stopWords: ReadonlySet<string>
  /** Sentences to choose. */
  readonly sentences: number
  readonly signal: AbortSignal
}

/** A text of fewer sentences than this is as quickly read as its summary. */
const MIN_SENTENCES = 10

/** Sentences that are compared with each other; the time grows with the square. */
const MAX_SENTENCES = 300

/** Sentences of fewer words say little, those of more are no summary. Characters of Japanese and Chinese count for half a word. */
const MIN_WORDS = 10
const MAX_WORDS = 45

/** What a row of a sidebar 340 pixels wide can hold without becoming a wall. */
const MAX_CHARS = 360

/** Above this cosine two sentences say the same. */
const SAME = 0.45

/**
 * The sentences that have most in common with all others, in the order of the text (TextRank on the cosine of their
 * words). Empty where the text is too short for a summary, or has hardly any whole sentences.
 */
export async function summaryOf(text: string, options: SummaryOptions): Promise<string[]> {
  const { language, rules, stopWords, signal } = options
  const sentences = sentencesOf(text, language, rules?.abbreviations ?? new Set(), MAX_SENTENCES)
  if (sentences.length < MIN_SENTENCES) return []
  const vectors = weighted(sentences.map((sentence) => countsOf(sentence, { language, stopWords })))
  const likeness: number[][] = []
  for (const [index, vector] of vectors.entries()) {
    if (index % 20 === 0) await breathe(undefined, { signal })
    likeness.push(vectors.map((other, at) => (at === index ? 0 : cosine(vector, other))))
  }
  const ranks = centrality(likeness)
  const ranked = sentences
    .map((sentence, index) => ({
      index,
      rank: (ranks[index] ?? 0) * fitness(sentence, index / sentences.length, options),
    }))
    .filter(({ rank }) => rank > 0)
    .sort((a, b) => b.rank - a.rank || a.index - b.index)
  const chosen: number[] = []
  for (const { index } of ranked) {
    if (chosen.length === options.sentences) break
    if (chosen.every((other) => (likeness[index]?.[other] ?? 0) < SAME)) chosen.push(index)
  }
  if (chosen.length < Math.min(2, options.sentences)) return []
  return chosen.sort((a, b) => a - b).map((index) => sentences[index]?.text ?? '')
}

/** How often each telling word stands in a sentence. */
function countsOf(
  { text }: Sentence,
  { language, stopWords }: Pick<SummaryOptions, 'language' | 'stopWords'>,
): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { text: word } of wordRuns(text, language).flat()) {
    if (stopWords.has(word.toLowerCase()) || word.length < (isUnspaced(word) ? 2 : 3)) continue
    const base = baseOf(word, language)
    counts.set(base, (counts.get(base) ?? 0) + 1)
  }
  return counts
}

/** Words that stand in few sentences weigh more; every vector has length 1. */
function weighted(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number>[] {
  const sentencesWith = new Map<string, number>()
  for (const count of counts) {
    for (const word of count.keys()) sentencesWith.set(word, (sentencesWith.get(word) ?? 0) + 1)
  }
  return counts.map((count) => {
    const vector = new Map<string, number>()
    for (const [word, times] of count) {
      vector.set(word, (1 + Math.log(times)) * Math.log(1 + counts.length / (sentencesWith.get(word) ?? 1)))
    }
    const length = Math.sqrt([...vector.values()].reduce((sum, weight) => sum + weight ** 2, 0)) || 1
    for (const [word, weight] of vector) vector.set(word, weight / length)
    return vector
  })
}

function cosine(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  const [short, long] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [word, weight] of short) sum += weight * (long.get(word) ?? 0)
  return sum
}

/** PageRank on the graph whose edges are the likeness of sentences; 30 rounds bring it to rest. */
function centrality(likeness: readonly (readonly number[])[]): number[] {
  const damping = 0.85
  const sums = likeness.map((row) => row.reduce((sum, value) => sum + value, 0))
  let ranks = likeness.map(() => 1)
  for (let round = 0; round < 30; round++) {
    ranks = likeness.map((row) =>
      row.reduce(
        (rank, value, from) =>
          value > 0 ? rank + (damping * value * (ranks[from] ?? 0)) / (sums[from] ?? 1) : rank,
        1 - damping,
      ),
    )
  }
  return ranks
}

/** How well a sentence stands alone: 0 for one that cannot, more for openings of paragraphs and of the text. */
function fitness({ text, opens }: Sentence, place: number, { language, rules }: SummaryOptions): number {
  const words = wordRuns(text, language).flat()
  const length = words.reduce((sum, { text: word }) => sum + (isUnspaced(word) ? word.length / 2 : 1), 0)
  if (length < MIN_WORDS || length > MAX_WORDS || text.length > MAX_CHARS) return 0
  if (/[?？]/.test(text) || /^(?:[\p{Ll}\p{P}]|\d+\p{L})/u.test(text)) return 0
  // “Present: …” lists rather than tells.
  if (/^(?:\S+ ){0,2}\S+[:：]\s/.test(text)) return 0
  // A list of names and titles, which German cannot be told by, since each of its nouns has a capital.
  const capitals = words.filter(({ text: word }) => /^\p{Lu}/u.test(word)).length
  if (!rules?.capitalNouns && capitals > words.length / 2) return 0
  const first = words[0]?.text.toLowerCase() ?? ''
  const leans = [...(rules?.leaning ?? [])].some((word) =>
    isUnspaced(word) ? text.startsWith(word) : first === word,
  )
  return (leans ? 0.5 : 1) * (opens ? 1.15 : 1) * (1 + 0.3 * (1 - place))
}
