import { compact, standalone } from '../boundaries.ts'
import { isOneDigit, luhn } from '../checksums.ts'
import { contextOf, isInAddress, isOtherNumber, wordsOf } from '../context.ts'
import type { Detector, FindingType } from '../finding.ts'
import { lastFour } from '../masks.ts'

const type: FindingType = {
  id: 'payment-card',
  kind: 'card',
  risk: 'high',
  one: 'payment card',
  many: 'payment cards',
}

/** Issuer ranges and lengths, from ISO/IEC 7812 and the networks' own rules. `common` ones are found without a name. */
const networks: readonly { name: string; pattern: RegExp; common: boolean }[] = [
  { name: 'Visa', pattern: /^4\d{15}$/, common: true },
  {
    name: 'Mastercard',
    pattern: /^(?:5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12})$/,
    common: true,
  },
  { name: 'American Express', pattern: /^3[47]\d{13}$/, common: true },
  { name: 'Discover', pattern: /^6(?:011\d{12}|4[4-9]\d{13}|5\d{14})$/, common: true },
  { name: 'Diners Club', pattern: /^3(?:0[0-5]\d{11}|[689]\d{12})$/, common: true },
  { name: 'JCB', pattern: /^35(?:2[89]|[3-8]\d)\d{12}$/, common: true },
  { name: 'RuPay', pattern: /^(?:60|81|82|508)\d{13,14}$/, common: false },
  { name: 'UnionPay', pattern: /^62\d{14,17}$/, common: false },
  { name: 'Maestro', pattern: /^(?:50|5[6-9]|6\d)\d{10,17}$/, common: false },
  { name: 'Visa', pattern: /^4(?:\d{12}|\d{18})$/, common: false },
]

/** Twelve to nineteen figures in one piece, or in groups as they stand on cards. */
const written = standalone(/\d{12,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5}/)

const words = wordsOf([
  'cards?(?: ?(?:no|nr|number|num|#))?',
  'credit ?cards?',
  'debit ?cards?',
  'pan',
  'cc(?: ?(?:no|num|number))?',
  'visa',
  'master ?card',
  'amex',
  'american express',
  'maestro',
  'discover',
  'diners',
  'jcb',
  'union ?pay',
  'karten?(?:-?nummer|-?nr)?',
  'kredit-?karten?\\p{L}*',
  'carte(?: bancaire| bleue| de cr[ée]dit)?',
  'tarjetas?(?: de cr[ée]dito)?',
  'cart[ãa]o(?: de cr[ée]dito)?',
  'carta di credito',
  'creditcard(?:nummer)?',
  'кар[тp]\\p{L}*',
  'カード',
  '信用卡',
  '카드',
])

/** Payment cards: issuer, length and Luhn's check; groups or a name speak for one, names of other numbers against it. */
export function paymentCardDetector(): Detector {
  return {
    find(window, report) {
      for (const match of window.text.matchAll(written)) {
        const value = compact(match[0])
        const network = networks.find(({ pattern }) => pattern.test(value))
        if (network === undefined || isOneDigit(value)) continue
        const start = match.index
        const end = start + match[0].length
        if (!luhn(value)) {
          if (network.common) report.missed(type, start)
          continue
        }
        if (isInAddress(window, start)) continue
        const named = words.near(contextOf(window, start, end)) !== undefined
        const likely = network.common && !isOtherNumber(window, start) && !isInCode(window.text, start, end)
        if (!named && !likely) continue
        report.found({ type, start, end, value, masked: `${network.name} ${lastFour(value)}`, weak: !named })
      }
    },
  }
}

/** Whether a number is handed to a function, or is a factor. */
function isInCode(text: string, start: number, end: number): boolean {
  return (
    /[\w.]\($|[*^] ?$/.test(text.slice(Math.max(0, start - 2), start)) ||
    /^ ?[*^]/.test(text.slice(end, end + 2))
  )
}
