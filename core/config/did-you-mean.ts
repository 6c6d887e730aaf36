/** ` (did you mean "options"?)`, or `''` where no candidate is close enough to be meant by `word`. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const match = closest(word, candidates)
  return match === undefined ? '' : ` (did you mean ${JSON.stringify(match)}?)`
}

function closest(word: string, candidates: Iterable<string>): string | undefined {
  let best: { readonly candidate: string; readonly distance: number } | undefined
  for (const candidate of candidates) {
    const distance = likeness(word.toLowerCase(), candidate.toLowerCase())
    if (distance !== undefined && (best === undefined || distance < best.distance))
      best = { candidate, distance }
  }
  return best?.candidate
}

/** The smaller, the more alike; undefined where the two are no slip of each other. A missing unit (`timeout` for `timeoutMs`) is one. */
function likeness(word: string, candidate: string): number | undefined {
  if (word.length > 60 || word === '') return undefined
  const distance = editDistance(word, candidate)
  if (distance <= Math.floor(Math.max(word.length, candidate.length) / 3)) return distance
  const [shorter, longer] = word.length < candidate.length ? [word, candidate] : [candidate, word]
  return shorter.length >= 4 && longer.startsWith(shorter) ? distance : undefined
}

/** How many letters must be added, removed, changed or swapped with their neighbour to make `a` into `b`. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, column) => column)
  for (let row = 1; row <= a.length; row++) {
    const current = [row]
    for (let column = 1; column <= b.length; column++) {
      const changed = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1)
      let distance = Math.min(at(last, column) + 1, at(current, column - 1) + 1, changed)
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (swapped) distance = Math.min(distance, at(beforeLast, column - 2) + 1)
      current.push(distance)
    }
    beforeLast = last
    last = current
  }
  return at(last, b.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
