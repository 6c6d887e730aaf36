import type { Term } from './terms.ts'

/** What is left of the weight of a term for each chosen one that says much the same. */
const REPEATED = 0.5

/** So few letters in common make no family. */
const FAMILY_LETTERS = 4

/**
 * The `top` weightiest terms, where one that repeats a chosen one has to be much weightier than others: a list of
 * `Vertrag`, `Mietvertrag` and `Vertragsende` tells less than one of three subjects.
 */
export function variedTop<T extends { readonly term: Term; readonly weight: number }>(
  ranked: readonly T[],
  top: number,
): T[] {
  const left = ranked.map((item) => ({ item, weight: item.weight }))
  const chosen: T[] = []
  while (chosen.length < top && left.length > 0) {
    const best = left.reduce((first, other) => (other.weight > first.weight ? other : first))
    left.splice(left.indexOf(best), 1)
    chosen.push(best.item)
    for (const other of left)
      other.weight *= 1 - (1 - REPEATED) * likeness(other.item.term, best.item.term) ** 2
  }
  return chosen
}

/** How many of the words of `term` another one has as well, or a relative of them; from 0 to 1. */
function likeness(term: Term, other: Term): number {
  const words = term.key.split(' ')
  const others = other.key.split(' ')
  return words.filter((word) => others.some((known) => areFamily(word, known))).length / words.length
}

/** `Vertrag` and `Mietvertrag`, `Lüftung` and `Lüftungen`, `空き店舗` and `店舗`. */
function areFamily(a: string, b: string): boolean {
  const [short, long] = a.length < b.length ? [a, b] : [b, a]
  if (short === long) return true
  const enough = /^\p{Script=Han}/u.test(short) ? 2 : FAMILY_LETTERS
  if (short.length < enough) return false
  // The end of a compound says what it is, its beginning only of what: `Mietvertrag` is a `Vertrag`, but no `Miete`.
  if (long.endsWith(short) || (long.startsWith(short) && short.length >= long.length * 0.6)) return true
  let common = 0
  while (short[common] === long[common]) common++
  return common >= FAMILY_LETTERS + 1 && common >= short.length * 0.7
}
