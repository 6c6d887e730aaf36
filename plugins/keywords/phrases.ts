import { isCapitalized, keyOf, type Term } from './terms.ts'

/**
 * Drops the phrases that do not hold together, and leaves the words of the others only the mentions in which they
 * stand apart from them. A phrase holds together where it comes again, and its words rarely without it; one that is
 * written as a name does at once.
 */
export function takeWordsOutOfPhrases(terms: Map<string, Term>): void {
  const counted = new Map([...terms].map(([key, { count }]) => [key, count]))
  const phrases = [...terms.values()].filter(({ words }) => words.length > 1)
  phrases.sort((a, b) => b.words.length - a.words.length || b.count - a.count)
  for (const phrase of phrases) {
    const parts = partsOf(phrase, terms)
    const rarest = Math.min(...parts.map(({ key }) => counted.get(key) ?? 0))
    const isName = isCapitalized(phrase.words) && parts.every(({ count }) => count >= phrase.count)
    if (isName || (phrase.count > 1 && phrase.count >= rarest / 3)) {
      for (const part of parts) part.count -= phrase.count
    } else terms.delete(phrase.key)
  }
}

/** All shorter terms inside of a phrase that are still there. */
function partsOf({ words }: Term, terms: ReadonlyMap<string, Term>): Term[] {
  const parts = new Set<Term>()
  for (let size = 1; size < words.length; size++) {
    for (let start = 0; start + size <= words.length; start++) {
      const part = terms.get(keyOf(words.slice(start, start + size)))
      if (part) parts.add(part)
    }
  }
  return [...parts]
}
