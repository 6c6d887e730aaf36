import type { Finding, FindingType } from './finding.ts'

/** A value to show, masked, and where it stands. */
export interface Example {
  readonly masked: string
  /** `page 3`, `line 12`; undefined where there is nothing to say. */
  readonly place: string | undefined
  /** How often it stands in the file. */
  times: number
}

/** What was found of one type. */
export interface Count {
  readonly type: FindingType
  /** Different values. */
  readonly different: number
  /** Whether there are more of them than were told apart. */
  readonly isAtLeast: boolean
  readonly examples: readonly Example[]
}

/** Different values that are told apart, of each type. Beyond, it no longer matters how many. */
const maxDifferent = 100_000

interface Entry {
  readonly type: FindingType
  readonly sure: Values
  readonly weak: Values
  missed: number
  weakPlaces: number
}

interface Values {
  readonly seen: Set<string>
  readonly examples: Map<string, Example>
}

/** Counts what is found in one file. */
export interface Tally {
  /** `place` is only asked for what is kept as an example. */
  add(finding: Finding, place: () => string | undefined): void
  miss(type: FindingType): void
  /** What stays: of what only looks like its type, nothing where as much or more of it failed the check. */
  counts(): Count[]
}

/** A tally that keeps up to `maxExamples` values of each type to show. */
export function openTally(maxExamples: number): Tally {
  const entries = new Map<string, Entry>()
  const entryOf = (type: FindingType): Entry => {
    const entry = entries.get(type.id) ?? {
      type,
      sure: noValues(),
      weak: noValues(),
      missed: 0,
      weakPlaces: 0,
    }
    entries.set(type.id, entry)
    return entry
  }
  return {
    add({ type, value, masked, weak = false }, place) {
      const entry = entryOf(type)
      if (weak) entry.weakPlaces += 1
      const { seen, examples } = weak ? entry.weak : entry.sure
      const known = examples.get(value)
      if (known !== undefined) known.times += 1
      else if (examples.size < maxExamples && !seen.has(value))
        examples.set(value, { masked, place: place(), times: 1 })
      if (seen.size <= maxDifferent) seen.add(value)
    },
    miss(type) {
      entryOf(type).missed += 1
    },
    counts: () =>
      [...entries.values()]
        .map((entry) => countOf(entry, maxExamples))
        .filter(({ different }) => different > 0),
  }
}

function noValues(): Values {
  return { seen: new Set(), examples: new Map() }
}

function countOf({ type, sure, weak, missed, weakPlaces }: Entry, maxExamples: number): Count {
  const kept = weakPlaces > missed ? weak : noValues()
  const more = [...kept.seen].filter((value) => !sure.seen.has(value)).length
  const different = sure.seen.size + more
  return {
    type,
    different: Math.min(different, maxDifferent),
    isAtLeast: different > maxDifferent,
    examples: [...merged(sure.examples, kept.examples).values()].slice(0, maxExamples),
  }
}

/** A value may stand in the file once with its name and once without. */
function merged(sure: Values['examples'], weak: Values['examples']): Map<string, Example> {
  const all = new Map([...weak, ...sure])
  for (const [value, example] of sure)
    all.set(value, { ...example, times: example.times + (weak.get(value)?.times ?? 0) })
  return all
}
