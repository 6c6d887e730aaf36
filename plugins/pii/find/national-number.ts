import { compact, standalone } from '../boundaries.ts'
import { contextOf, isInAddress, isOtherNumber, type Words, wordsOf } from '../context.ts'
import type { Detector, Finding, FindingType, Report, TextWindow } from '../finding.ts'
import { lastTwo } from '../masks.ts'
import type { NationalNumber } from '../national/national-number.ts'
import { nationalNumbers } from '../national/national-numbers.ts'

/** Numbers that states give to people, of `countries` (ISO codes) or, where that is undefined, of all. */
export function nationalNumberDetector(countries: readonly string[] | undefined): Detector {
  const wanted = nationalNumbers
    .filter(({ country }) => countries?.includes(country) ?? true)
    .map((number) => ({
      number,
      type: typeOf(number),
      pattern: standalone(number.pattern),
      words: wordsOf(number.words),
    }))
  return {
    find(window, report) {
      const candidates = wanted.flatMap((look) => candidatesOf(window, report, look))
      // Many numbers pass the checks of several states: the nearest name decides.
      for (const { finding } of candidates.sort((a, b) => a.distance - b.distance)) report.found(finding)
    },
  }
}

interface Candidate {
  readonly finding: Finding
  /** From the name of the number, in characters; without a name beyond all others. */
  readonly distance: number
}

interface Look {
  readonly number: NationalNumber
  readonly type: FindingType
  readonly pattern: RegExp
  readonly words: Words
}

function typeOf({ id, one, many }: NationalNumber): FindingType {
  return { id, kind: 'nationalId', risk: 'high', one, many }
}

function candidatesOf(
  window: TextWindow,
  report: Report,
  { number, type, pattern, words }: Look,
): Candidate[] {
  const isNamed = words.mayBeIn(window)
  if (!isNamed && number.alone === undefined) return []
  const candidates: Candidate[] = []
  for (const { 0: written, index: start } of window.text.matchAll(pattern)) {
    const value = compact(written)
    const end = start + written.length
    const alone = number.alone?.test(written) ?? false
    if (!number.valid(value)) {
      if (alone) report.missed(type, start)
      continue
    }
    const distance = isNamed ? words.near(contextOf(window, start, end)) : undefined
    if (distance === undefined && (!alone || isOtherNumber(window, start) || isInAddress(window, start)))
      continue
    const finding = { type, start, end, value, masked: lastTwo(value), weak: distance === undefined }
    candidates.push({ finding, distance: distance ?? Number.POSITIVE_INFINITY })
  }
  return candidates
}
