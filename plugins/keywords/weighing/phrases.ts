import { isCapitalized, keyOf, phrasesFrom, type Term } from './terms.ts'

/**
 * Drops the phrases that do not hold together, and leaves the words of the others only the mentions in which they
 * stand apart from them. A phrase holds together where it comes again, and its words rarely without it; one that is
 * written as a name does at once, but for languages that write each noun with a capital.
 */
export function takeWordsOutOfPhrases(terms: Map<string, Term>, capitalsTell: boolean): void {
  const counted = new Map([...terms].map(([key, { count }]) => [key, count]))
  const phrases = [...terms.values()].filter(({ size }) => size > 1)
  phrases.sort((a, b) => b.size - a.size || b.count - a.count)
  for (const phrase of phrases) {
    const parts = partsOf(phrase, terms)
    const rarest = Math.min(...parts.map(({ key }) => counted.get(key) ?? 0))
    const isName =
      capitalsTell &&
      isCapitalized(phrase.words) &&
      !opensWithJoin(phrase) &&
      parts.every(({ count }) => count >= phrase.count)
    const holds = phrase.count > 1 && phrase.count >= rarest / 3 && !(capitalsTell && joinsName(phrase))
    if (isName || holds) {
      for (const part of parts) part.count -= phrase.count
    } else terms.delete(phrase.key)
  }
}

/** All shorter terms inside of a phrase that are still there. */
function partsOf({ words, size }: Term, terms: ReadonlyMap<string, Term>): Term[] {
  const parts = new Set<Term>()
  for (const start of words.keys()) {
    for (const part of phrasesFrom(words, start, size - 1)) {
      const term = terms.get(keyOf(part))
      if (term) parts.add(term)
    }
  }
  return [...parts]
}

/** “Pilots of Rotterdam” at the beginning of a sentence: the first capital says nothing, and “of” makes no name. */
function opensWithJoin({ words }: Term): boolean {
  return (words[0]?.initial ?? false) && words.some(({ connector }) => connector)
}

/** “model of Bell Rock”: the name is worth more on its own. */
function joinsName({ words }: Term): boolean {
  return (
    words.some(({ connector }) => connector) &&
    !isCapitalized(words) &&
    words.slice(1).some((word) => isCapitalized([word]) && !word.connector)
  )
}
