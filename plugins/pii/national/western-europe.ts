import { isOneDigit, mod11and10, weighted } from '../checksums.ts'
import type { NationalNumber } from './national-number.ts'

/** Numbers of Great Britain, Germany, France, the Netherlands, Belgium and Switzerland. */
export const westernEurope: readonly NationalNumber[] = [
  {
    country: 'GB',
    id: 'gb-nino',
    one: 'UK National Insurance number',
    many: 'UK National Insurance numbers',
    pattern: /[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d\d ?\d\d ?\d\d ?[A-D]/,
    // These two letters are never given; the number has no check digit.
    valid: (value) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(value),
    words: ['ni ?no', 'ni (?:no|number|nr)', 'national insurance', 'insurance number'],
    alone: /^[A-Z]{2} \d\d \d\d \d\d [A-D]$/,
  },
  {
    country: 'GB',
    id: 'gb-nhs',
    one: 'NHS number',
    many: 'NHS numbers',
    pattern: /\d{3}[ -]?\d{3}[ -]?\d{4}/,
    valid: (value) =>
      !isOneDigit(value) &&
      (11 - (weighted(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11 === Number(value[9]),
    words: ['nhs', 'national health service', 'patient(?: number| no| id)?'],
  },
  {
    country: 'DE',
    id: 'de-tax-id',
    one: 'German tax ID',
    many: 'German tax IDs',
    pattern: /[1-9]\d ?\d{3} ?\d{3} ?\d{3}/,
    valid: (value) => mod11and10(value) && hasOneRepeatedDigit(value.slice(0, 10)),
    words: [
      'steuer-?\\s?id(?:ent\\p{L}*)?(?:-?\\s?n\\p{L}*)?',
      'steuerliche identifikationsnummer',
      'identifikationsnummer',
      'steuernummer',
      'id-?nr',
      'tin',
      'tax id(?:entification)?(?: number)?',
    ],
  },
  {
    country: 'FR',
    id: 'fr-nir',
    one: 'French social security number',
    many: 'French social security numbers',
    pattern: /[12] ?\d\d ?[0-9]\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d/,
    valid: isNir,
    words: [
      'nir',
      's[ée]curit[ée] sociale',
      'n° ?s[ée]cu',
      'num[ée]ro de s[ée]cu\\p{L}*',
      'insee',
      'carte vitale',
    ],
    alone: /^[12] \d\d \d\d (?:\d\d|2[AB]) \d{3} \d{3} \d\d$/,
  },
  {
    country: 'NL',
    id: 'nl-bsn',
    one: 'Dutch BSN',
    many: 'Dutch BSNs',
    pattern: /\d{9}|\d{4}[. ]\d\d[. ]\d{3}/,
    valid: (value) => !isOneDigit(value) && weighted(value, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0,
    words: ['bsn(?:-?nummer|-?nr)?', 'burger ?service ?nummer', 'sofi-?nummer', 'citizen service number'],
  },
  {
    country: 'BE',
    id: 'be-national-number',
    one: 'Belgian national number',
    many: 'Belgian national numbers',
    pattern: /\d\d\.?\d\d\.?\d\d-?\d{3}\.?\d\d/,
    valid(value) {
      const number = Number(value.slice(0, 9))
      const check = Number(value.slice(9))
      // People born from 2000 on have a 2 before the number when it is checked.
      return check === 97 - (number % 97) || check === 97 - ((2_000_000_000 + number) % 97)
    },
    words: [
      'rijksregister\\p{L}*',
      'registre national',
      'num[ée]ro national',
      'niss',
      'insz',
      'national register',
    ],
    alone: /^\d\d\.\d\d\.\d\d-\d{3}\.\d\d$/,
  },
  {
    country: 'CH',
    id: 'ch-ahv',
    one: 'Swiss AHV number',
    many: 'Swiss AHV numbers',
    pattern: /756\.?\d{4}\.?\d{4}\.?\d\d/,
    valid: (value) =>
      (10 - (weighted(value, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3]) % 10)) % 10 === Number(value[12]),
    words: ['ahv\\p{L}*(?:-?nr|-?nummer)?', 'avs', 'n° ?avs', 'sozialversicherungsnummer', 'navs'],
    alone: /^756\.\d{4}\.\d{4}\.\d\d$/,
  },
]

/** Exactly one digit stands twice or three times among the ten, all others at most once. */
function hasOneRepeatedDigit(digits: string): boolean {
  const counts = [...'0123456789'].map((digit) => digits.split(digit).length - 1)
  return counts.filter((count) => count > 1).length === 1 && Math.max(...counts) <= 3
}

/** Sex, year, month (or a code above 20 for an unknown one), department, commune, order, and a key of 97. */
function isNir(value: string): boolean {
  const month = Number(value.slice(3, 5))
  if (month < 1 || (month > 12 && month < 20) || (month > 42 && month < 50)) return false
  const number = value.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return /^\d{13}$/.test(number) && 97 - (Number(number) % 97) === Number(value.slice(13))
}
