import { plain } from './plain.ts'

/** An account number in groups of four, with a note where its check digits (ISO 7064, mod 97-10) are wrong. */
export function iban(text: string): string {
  const compact = text.replaceAll(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact))
    return `${plain(text, 40)} (not an account number)`.trim()
  const grouped = compact.replaceAll(/(.{4})(?=.)/g, '$1 ')
  return isValid(compact) ? grouped : `${grouped} (the check digits are wrong)`
}

function isValid(compact: string): boolean {
  const turned = compact.slice(4) + compact.slice(0, 4)
  // A is 10, B is 11 and so on, as one long number.
  const remainder = [...turned].reduce((rest, character) => {
    const value = Number.parseInt(character, 36)
    return (rest * (value > 9 ? 100 : 10) + value) % 97
  }, 0)
  return remainder === 1
}
