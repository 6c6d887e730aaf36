import type { Detector, FindingType } from '../finding.ts'
import { lastTwo } from '../masks.ts'

const type: FindingType = {
  id: 'passport',
  kind: 'passport',
  risk: 'high',
  one: 'passport or ID card',
  many: 'passports and ID cards',
}

type Place = readonly [line: number, from: number, to: number]

/** Where ICAO 9303 puts the parts that have a check digit behind them. */
interface Zone {
  readonly lines: number
  readonly width: number
  readonly first: RegExp
  /** Line and columns of document number, day of birth and day of expiry; the check digit follows. */
  readonly checked: readonly [Place, Place, Place]
  readonly name: string
}

const zones: readonly Zone[] = [
  {
    lines: 2,
    width: 44,
    first: /^P[A-Z<][A-Z<]{3}/,
    checked: [
      [1, 0, 9],
      [1, 13, 19],
      [1, 21, 27],
    ],
    name: 'passport',
  },
  {
    lines: 2,
    width: 44,
    first: /^V[A-Z<][A-Z<]{3}/,
    checked: [
      [1, 0, 9],
      [1, 13, 19],
      [1, 21, 27],
    ],
    name: 'visa',
  },
  {
    lines: 2,
    width: 36,
    first: /^[ACIPV][A-Z<][A-Z<]{3}/,
    checked: [
      [1, 0, 9],
      [1, 13, 19],
      [1, 21, 27],
    ],
    name: 'ID card',
  },
  {
    lines: 3,
    width: 30,
    first: /^[ACI][A-Z<][A-Z<]{3}/,
    checked: [
      [0, 5, 14],
      [1, 0, 6],
      [1, 8, 14],
    ],
    name: 'ID card',
  },
]

/** The machine-readable zones of passports (TD3), visas and ID cards (TD1, TD2), by their three check digits. */
export function passportDetector(): Detector {
  return {
    find({ text }, report) {
      let next = 0
      for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', next)) {
        const start = startOf(text, at, next)
        const word = wordEnd(text, at)
        next = word
        // The first line has no blanks in it: nearly all that has a `<` is done with here.
        if (!lengths.has(word - start)) continue
        const { characters, ends } = charactersFrom(text, start)
        const zone = zones.find((candidate) => isZone(characters, candidate))
        const end = ends[(zone?.lines ?? 0) * (zone?.width ?? 0) - 1]
        if (zone === undefined || end === undefined) continue
        next = end
        const number = partOf(characters, zone, zone.checked[0]).replaceAll('<', '')
        const state = characters.slice(2, 5).replaceAll('<', '')
        report.found({
          type,
          start,
          end,
          value: state + number,
          masked: `${state} ${zone.name} ${lastTwo(number)}`,
        })
      }
    },
  }
}

/** Where the first line begins; letters may stand before the first `<`. */
function startOf(text: string, at: number, earliest: number): number {
  let start = at
  while (start > earliest && at - start < 44 && /[A-Z0-9]/.test(text[start - 1] ?? '')) start -= 1
  return start
}

/** Behind the word at `at`: rows of `<` are many in some texts, and none is looked at twice. */
function wordEnd(text: string, at: number): number {
  let end = at + 1
  while (/[A-Z0-9<]/.test(text[end] ?? '')) end += 1
  return end
}

/** Of a first line, and of all lines in one piece. */
const lengths = new Set(zones.flatMap(({ lines, width }) => [width, lines * width]))

/** The longest zone has three lines of 30 characters. */
const longest = 90

/** What may be a zone, without the blanks and line breaks that programs put between its lines, and where each character ends. */
function charactersFrom(text: string, start: number): { characters: string; ends: readonly number[] } {
  const ends: number[] = []
  let characters = ''
  for (let at = start; characters.length < longest && /[A-Z0-9<\s]/.test(text[at] ?? ''); at += 1) {
    if (at - start > longest * 2) break
    const character = text[at] ?? ''
    if (/\s/.test(character)) continue
    characters += character
    ends.push(at + 1)
  }
  return { characters, ends }
}

function isZone(characters: string, zone: Zone): boolean {
  if (characters.length < zone.lines * zone.width || !zone.first.test(characters)) return false
  return zone.checked.every((place) =>
    passes(partOf(characters, zone, place), characters[place[0] * zone.width + place[2]]),
  )
}

function partOf(characters: string, { width }: Zone, [line, from, to]: Place): string {
  return characters.slice(line * width + from, line * width + to)
}

/** Weights 7, 3, 1 over figures, letters from 10 on, and `<` as 0. */
function passes(part: string, check: string | undefined): boolean {
  let sum = 0
  for (const [at, char] of [...part].entries())
    sum += (char === '<' ? 0 : Number.parseInt(char, 36)) * ([7, 3, 1][at % 3] ?? 0)
  return String(sum % 10) === check
}
