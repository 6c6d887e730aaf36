import type { Kind } from './finding.ts'

/** The kinds that an operator can choose from, in the order in which they are told. */
export const kinds = [
  'secret',
  'card',
  'nationalId',
  'passport',
  'iban',
  'birthDate',
  'email',
  'phone',
  'ip',
] as const satisfies readonly Kind[]

/** Without IP addresses, which stand in each log and harm few. */
export const usualKinds = kinds.filter((kind) => kind !== 'ip')

const names: Readonly<Record<Kind, string>> = {
  secret: 'keys and passwords',
  card: 'payment cards',
  nationalId: 'national ID numbers',
  passport: 'passports and ID cards',
  iban: 'IBANs',
  birthDate: 'dates of birth',
  email: 'e-mail addresses',
  phone: 'phone numbers',
  ip: 'IP addresses',
  own: 'your own patterns',
}

/** `payment cards, IBANs and e-mail addresses`. */
export function namesOf(wanted: readonly Kind[]): string {
  const list = wanted.map((kind) => names[kind])
  return list.length < 2 ? list.join('') : `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`
}
