/** Luhn's check (ISO/IEC 7812) over digits of which the last is the check digit. */
export function luhn(digits: string): boolean {
  let sum = 0
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** The rest of dividing by 97 (ISO 7064) of a number whose letters count as 10 to 35. */
export function mod97(value: string): number {
  let rest = 0
  for (const char of value) {
    const number = Number.parseInt(char, 36)
    rest = (rest * (number > 9 ? 100 : 10) + number) % 97
  }
  return rest
}

/** The sum of the digits, each times its weight; digits without a weight do not count. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * Number(digits[at]), 0)
}

/** ISO 7064 Mod 11,10 over digits of which the last is the check digit. */
export function mod11and10(digits: string): boolean {
  let product = 10
  for (const char of digits.slice(0, -1)) {
    const sum = (Number(char) + product) % 10 || 10
    product = (sum * 2) % 11
  }
  return (11 - product) % 10 === Number(digits.at(-1))
}

/** Verhoeff's check: digits are symmetries of a pentagon, and a valid number multiplies to none. */
export function verhoeff(digits: string): boolean {
  let state = 0
  for (let at = 0; at < digits.length; at += 1) {
    state = turned(state, permuted(Number(digits[digits.length - 1 - at]), at))
  }
  return state === 0
}

/** The product in the dihedral group of order 10. */
function turned(a: number, b: number): number {
  if (a < 5) return b < 5 ? (a + b) % 5 : 5 + ((a + b) % 5)
  return b < 5 ? 5 + ((a - b + 5) % 5) : (a - b + 5) % 5
}

const permutation = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4]

function permuted(digit: number, times: number): number {
  let result = digit
  for (let turn = 0; turn < times % 8; turn += 1) result = permutation[result] ?? 0
  return result
}

/** Whether all characters are the same, as in made-up numbers, which pass many checks. */
export function isOneDigit(digits: string): boolean {
  return /^(.)\1*$/.test(digits)
}

/** Whether a day of a year can be; `year` in four digits, `month` from 1. */
export function isDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCFullYear() === year
}
