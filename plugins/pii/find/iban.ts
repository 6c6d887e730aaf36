import { mod97 } from '../checksums.ts'
import type { Detector, FindingType } from '../finding.ts'
import { lastFour } from '../masks.ts'

const type: FindingType = { id: 'iban', kind: 'iban', risk: 'medium', one: 'IBAN', many: 'IBANs' }

/**
 * What follows the check digits, by country, in the notation of the SWIFT registry of IBANs: `n` figures, `a` capital
 * letters, `c` either.
 */
const structures: Readonly<Record<string, string>> = {
  AD: '8n12c',
  AE: '19n',
  AL: '8n16c',
  AT: '16n',
  AZ: '4a20c',
  BA: '16n',
  BE: '12n',
  BG: '4a6n8c',
  BH: '4a14c',
  BR: '23n1a1c',
  BY: '4c4n16c',
  CH: '5n12c',
  CR: '18n',
  CY: '8n16c',
  CZ: '20n',
  DE: '18n',
  DK: '14n',
  DO: '4c20n',
  EE: '16n',
  EG: '25n',
  ES: '20n',
  FI: '14n',
  FO: '14n',
  FR: '10n11c2n',
  GB: '4a14n',
  GE: '2a16n',
  GI: '4a15c',
  GL: '14n',
  GR: '7n16c',
  GT: '4c20c',
  HR: '17n',
  HU: '24n',
  IE: '4a14n',
  IL: '19n',
  IQ: '4a15n',
  IS: '22n',
  IT: '1a10n12c',
  JO: '4a4n18c',
  KW: '4a22c',
  KZ: '3n13c',
  LB: '4n20c',
  LC: '4a24c',
  LI: '5n12c',
  LT: '16n',
  LU: '3n13c',
  LV: '4a13c',
  LY: '21n',
  MC: '10n11c2n',
  MD: '2c18c',
  ME: '18n',
  MK: '3n10c2n',
  MR: '23n',
  MT: '4a5n18c',
  MU: '4a19n3a',
  NL: '4a10n',
  NO: '11n',
  PK: '4a16c',
  PL: '24n',
  PS: '4a21c',
  PT: '21n',
  QA: '4a21c',
  RO: '4a16c',
  RS: '18n',
  SA: '2n18c',
  SC: '4a20n3a',
  SE: '20n',
  SI: '15n',
  SK: '20n',
  SM: '1a10n12c',
  ST: '21n',
  SV: '4a20n',
  TL: '19n',
  TN: '20n',
  TR: '6n16c',
  UA: '6n19c',
  VA: '18n',
  VG: '4a16n',
  XK: '16n',
}

interface Account {
  readonly length: number
  readonly pattern: RegExp
}

const accounts = new Map<string, Account>(
  Object.entries(structures).map(([country, structure]) => {
    const parts = [...structure.matchAll(/(\d+)([nac])/g)]
    const classes = { n: '\\d', a: '[A-Z]', c: '[A-Z0-9]' }
    const pattern = parts.map(([, count, kind]) => `${classes[kind as keyof typeof classes]}{${count}}`)
    return [
      country,
      {
        length: 4 + parts.reduce((sum, [, count]) => sum + Number(count), 0),
        pattern: new RegExp(`^[A-Z]{2}\\d\\d${pattern.join('')}$`),
      },
    ]
  }),
)

const beginning = /(?<![A-Za-z0-9+/=_-])[A-Za-z]{2}[ ]?\d{2}(?=[A-Za-z0-9 \u00a0-])/g

/** Account numbers of the ISO 13616 kind: country, length, structure and the check of 97. */
export function ibanDetector(): Detector {
  return {
    find({ text }, report) {
      for (const { 0: head, index: start } of text.matchAll(beginning)) {
        const account = accounts.get(head.slice(0, 2).toUpperCase())
        if (account === undefined) continue
        const end = endOf(text, start, account.length)
        const written = text.slice(start, end)
        if (/[a-z]/.test(written) && /[A-Z]/.test(written)) continue
        const value = written.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
        if (!account.pattern.test(value) || /[A-Za-z0-9_+/=]/.test(text[end] ?? '')) continue
        if (mod97(value.slice(4) + value.slice(0, 4)) !== 1) continue
        report.found({ type, start, end, value, masked: `${value.slice(0, 2)} ${lastFour(value)}` })
      }
    },
  }
}

/** Where `length` letters and figures end, with at most one blank or dash between two of them. */
function endOf(text: string, start: number, length: number): number {
  let at = start
  for (let left = length; left > 0 && at < text.length; left -= 1) {
    if (at > start && /[ \u00a0-]/.test(text[at] ?? '')) at += 1
    if (!/[A-Za-z0-9]/.test(text[at] ?? '')) return at
    at += 1
  }
  return at
}
