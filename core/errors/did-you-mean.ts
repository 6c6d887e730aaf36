import { printable } from './printable.ts'

/** Of a name in a message; no wrong one that is longer is looked at either. */
const maxNameChars = 60

/** ` (did you mean "name"?)`, to be put behind the wrong name in a message; `''` where no name is near. */
export function didYouMean(wrong: string, known: Iterable<string>): string {
  const name = closestName(wrong, known)
  return name === undefined ? '' : ` (did you mean "${printable(name, maxNameChars)}"?)`
}

/**
 * The name among `known` that `wrong` was probably meant to be: at most a third of its letters away, case and dashes
 * aside, or the one that `wrong` is the beginning of (`timeout` for `timeoutMs`).
 */
function closestName(wrong: string, known: Iterable<string>): string | undefined {
  const bare = simplify(wrong)
  if (bare === '' || bare.length > maxNameChars) return undefined
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const name of known) {
    const candidate = simplify(name)
    const distance = editDistance(bare, candidate)
    if (distance < bestDistance && isSlip(bare, candidate, distance)) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

function isSlip(a: string, b: string, distance: number): boolean {
  if (distance <= Math.floor(Math.max(a.length, b.length) / 3)) return true
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a]
  return shorter.length >= 4 && longer.startsWith(shorter)
}

function simplify(name: string): string {
  return name.toLowerCase().replace(/[-_\s]/g, '')
}

/** Insertions, deletions, changes and swaps of neighbours that turn `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(at(last, j) + 1, at(row, j - 1) + 1, at(last, j - 1) + change)
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (swapped) cost = Math.min(cost, at(beforeLast, j - 2) + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return at(last, b.length)
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Number.POSITIVE_INFINITY
}
