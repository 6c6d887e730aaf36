import { isOneDigit } from '../checksums.ts'
import type { NationalNumber } from './national-number.ts'

/** Numbers of Spain and Italy. */
export const southernEurope: readonly NationalNumber[] = [
  {
    country: 'ES',
    id: 'es-dni',
    one: 'Spanish DNI',
    many: 'Spanish DNIs',
    pattern: /\d{8}[ -]?[A-Z]|\d\d\.\d{3}\.\d{3}[ -]?[A-Z]/,
    valid: (value) => !isOneDigit(value.slice(0, 8)) && hasDniLetter(value),
    words: ['dni', 'd\\.n\\.i', 'nif', 'documento(?: nacional)?(?: de identidad)?', 'c[ée]dula'],
    alone: /^\d\d\.\d{3}\.\d{3}[ -]?[A-Z]$/,
  },
  {
    country: 'ES',
    id: 'es-nie',
    one: 'Spanish NIE',
    many: 'Spanish NIEs',
    pattern: /[XYZ][ -]?\d{7}[ -]?[A-Z]/,
    valid: (value) => hasDniLetter('XYZ'.indexOf(value[0] ?? '') + value.slice(1)),
    words: ['nie', 'n\\.i\\.e', 'extranjer\\p{L}*', 'tarjeta de residencia'],
    alone: /^[XYZ]-\d{7}-[A-Z]$/,
  },
  {
    country: 'IT',
    id: 'it-codice-fiscale',
    one: 'Italian codice fiscale',
    many: 'Italian codici fiscali',
    pattern:
      /[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]|[A-Z]{3} [A-Z]{3} \d\d[ABCDEHLMPRST]\d\d [A-Z]\d{3}[A-Z]/,
    valid: hasCodiceLetter,
    words: ['codice fiscale', 'cod\\.? ?fisc', 'c\\.? ?f'],
    alone: /./,
  },
]

/** The eight figures divided by 23 choose the letter. */
function hasDniLetter(value: string): boolean {
  return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(value.slice(0, 8)) % 23] === value[8]
}

/** What a character counts in the first, third, … place of a codice fiscale: 0 to 9, then A to Z. */
const oddFigures = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21]
const oddLetters = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
]

function hasCodiceLetter(value: string): boolean {
  let sum = 0
  for (let at = 0; at < 15; at += 1) {
    const code = value.charCodeAt(at)
    const isFigure = code < 65
    const number = isFigure ? code - 48 : code - 65
    sum += at % 2 === 1 ? number : ((isFigure ? oddFigures : oddLetters)[number] ?? 0)
  }
  return value.charCodeAt(15) - 65 === sum % 26
}
