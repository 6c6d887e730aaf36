import { SkillError } from 'box-skill-runner/plugin'
import type { CountryCode } from 'libphonenumber-js/max'
import { assignmentDetector } from './find/assignment.ts'
import { birthDateDetector } from './find/birth-date.ts'
import { emailDetector } from './find/email.ts'
import { ibanDetector } from './find/iban.ts'
import { ipAddressDetector } from './find/ip-address.ts'
import { jsonWebTokenDetector } from './find/json-web-token.ts'
import { nationalNumberDetector } from './find/national-number.ts'
import { type OwnPattern, ownPatternDetectors } from './find/own-pattern.ts'
import { passportDetector } from './find/passport.ts'
import { passwordInAddressDetector } from './find/password-in-address.ts'
import { paymentCardDetector } from './find/payment-card.ts'
import { phoneDetector } from './find/phone.ts'
import { privateKeyDetector } from './find/private-key.ts'
import { tokenDetector } from './find/token.ts'
import type { Detector, Kind } from './finding.ts'

/** What is looked for. */
export interface Wanted {
  readonly kinds: readonly Kind[]
  readonly countries?: readonly string[]
  readonly defaultCountry?: string
  readonly patterns?: readonly OwnPattern[]
}

/**
 * The detectors in order of precedence: what leaves no doubt first, since a number belongs to the first that takes it.
 * Loads the libraries of phone numbers and of own patterns where they are wanted.
 *
 * @throws SkillError where an own pattern or the country cannot be used.
 */
export async function loadDetectors({
  kinds,
  countries,
  defaultCountry,
  patterns,
}: Wanted): Promise<Detector[]> {
  const wants = (kind: Kind) => kinds.includes(kind)
  const own =
    patterns !== undefined && patterns.length > 0 ? ownPatternDetectors(await import('re2js'), patterns) : []
  return [
    ...own,
    ...(wants('secret')
      ? [
          privateKeyDetector(),
          tokenDetector(),
          jsonWebTokenDetector(),
          passwordInAddressDetector(),
          assignmentDetector(),
        ]
      : []),
    ...(wants('passport') ? [passportDetector()] : []),
    ...(wants('email') ? [emailDetector()] : []),
    ...(wants('iban') ? [ibanDetector()] : []),
    ...(wants('card') ? [paymentCardDetector()] : []),
    ...(wants('nationalId') ? [nationalNumberDetector(countries)] : []),
    ...(wants('birthDate') ? [birthDateDetector()] : []),
    ...(wants('ip') ? [ipAddressDetector()] : []),
    ...(wants('phone') ? [await loadPhoneDetector(defaultCountry)] : []),
  ]
}

async function loadPhoneDetector(country: string | undefined): Promise<Detector> {
  const library = await import('libphonenumber-js/max')
  if (country !== undefined && !library.isSupportedCountry(country)) {
    throw new SkillError(
      'skills_invocations_error',
      `The option "defaultCountry" of pii is "${country}", which is no code of a country with phone numbers.`,
    )
  }
  return phoneDetector(library, country as CountryCode | undefined)
}
