import type { Code } from '../code.ts'
import { contact } from './contact.ts'
import type { Content } from './content.ts'
import { event } from './event.ts'
import { gs1 } from './gs1.ts'
import { link } from './link.ts'
import { payment } from './payment.ts'
import { plain } from './plain.ts'
import { boardingPass, identityCard } from './travel.ts'
import { wifi } from './wifi.ts'

/** Says what stands in a code: by the forms that telephones understand, else as the text that it is. */
export function describeCode(code: Code, { wifiPassword }: { readonly wifiPassword: boolean }): Content {
  const { text, content } = code
  if (content === 'binary') return { line: `${text.length / 2} bytes that are no text` }
  return (
    (content === 'gs1' ? gs1(text) : undefined) ??
    book(code) ??
    payment(text) ??
    wifi(text, wifiPassword) ??
    contact(text) ??
    event(text) ??
    boardingPass(text) ??
    identityCard(text) ??
    link(text) ?? { line: plain(retail(code)) }
  )
}

/** The number of a book or a magazine, which is an EAN-13 with a prefix of its own. */
function book({ format, text }: Code): Content | undefined {
  if (format !== 'EAN13' && format !== 'ISBN') return undefined
  if (/^97(?:8|9[1-9])/.test(text)) return { line: `ISBN ${text}` }
  if (!text.startsWith('977')) return undefined
  const digits = text.slice(3, 10)
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (8 - index), 0)
  const check = (11 - (sum % 11)) % 11
  return { line: `ISSN ${digits.slice(0, 4)}-${digits.slice(4)}${check === 10 ? 'X' : check}` }
}

/** zxing gives a UPC-A as the EAN-13 that begins with 0. */
function retail({ format, text }: Code): string {
  return format === 'EAN13' && text.startsWith('0') ? text.slice(1) : text
}
