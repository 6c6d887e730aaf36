import { isOneDigit, luhn, weighted } from '../checksums.ts'
import type { NationalNumber } from './national-number.ts'

/** Numbers of the United States, Canada, Mexico and Brazil. */
export const americas: readonly NationalNumber[] = [
  {
    country: 'US',
    id: 'us-ssn',
    one: 'US Social Security number',
    many: 'US Social Security numbers',
    pattern: /\d{3}-\d\d-\d{4}|\d{3} \d\d \d{4}|\d{9}/,
    valid: isSsn,
    words: [
      'ssn',
      's\\.s\\.n',
      'social security',
      'soc\\.? ?sec',
      'itin',
      'taxpayer id(?:entification)?',
      'tin',
      'ss ?#',
    ],
    alone: /^\d{3}-\d\d-\d{4}$/,
  },
  {
    country: 'CA',
    id: 'ca-sin',
    one: 'Canadian Social Insurance number',
    many: 'Canadian Social Insurance numbers',
    pattern: /[1-79]\d\d[ -]?\d{3}[ -]?\d{3}/,
    valid: (value) => luhn(value) && !isOneDigit(value),
    words: ['sin', 'social insurance', 'assurance sociale', 'nas'],
  },
  {
    country: 'MX',
    id: 'mx-curp',
    one: 'Mexican CURP',
    many: 'Mexican CURPs',
    pattern: /[A-Z][AEIOUX][A-Z]{2}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[A-Z\d]\d/,
    valid: hasCurpDigit,
    words: ['curp'],
    alone: /./,
  },
  {
    country: 'BR',
    id: 'br-cpf',
    one: 'Brazilian CPF',
    many: 'Brazilian CPFs',
    pattern: /\d{3}\.\d{3}\.\d{3}-\d\d|\d{11}/,
    valid: (value) =>
      !isOneDigit(value) &&
      brazilianDigit(value, [10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(value[9]) &&
      brazilianDigit(value, [11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(value[10]),
    words: ['cpf', 'cadastro de pessoas? f[íi]sicas?', 'contribuinte'],
    alone: /^\d{3}\.\d{3}\.\d{3}-\d\d$/,
  },
  {
    country: 'BR',
    id: 'br-cnpj',
    one: 'Brazilian CNPJ',
    many: 'Brazilian CNPJs',
    pattern: /\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d|\d{14}/,
    valid: (value) =>
      !isOneDigit(value) &&
      brazilianDigit(value, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(value[12]) &&
      brazilianDigit(value, [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(value[13]),
    words: ['cnpj', 'pessoa jur[íi]dica'],
    alone: /^\d\d\.\d{3}\.\d{3}\/\d{4}-\d\d$/,
  },
]

/** Areas 000, 666 and 900 up, group 00 and serial 0000 are never given; ITINs begin with 9 and have groups of their own. */
function isSsn(value: string): boolean {
  const [area, group, serial] = [value.slice(0, 3), value.slice(3, 5), value.slice(5)]
  if (group === '00' || serial === '0000' || isOneDigit(value)) return false
  // Numbers that stood in advertisements, and the row of figures.
  if (['078051120', '219099999', '123456789', '987654321'].includes(value)) return false
  if (area.startsWith('9')) return /^(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])$/.test(group)
  return area !== '000' && area !== '666'
}

function brazilianDigit(value: string, weights: readonly number[]): number {
  const rest = weighted(value, weights) % 11
  return rest < 2 ? 0 : 11 - rest
}

function hasCurpDigit(value: string): boolean {
  const alphabet = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ'
  let sum = 0
  for (let at = 0; at < 17; at += 1) sum += alphabet.indexOf(value[at] ?? '') * (18 - at)
  return (10 - (sum % 10)) % 10 === Number(value[17])
}
