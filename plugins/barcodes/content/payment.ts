import type { Content } from './content.ts'
import { iban } from './iban.ts'
import { plainOrNone } from './plain.ts'

/**
 * A bank transfer, by the guideline of the European Payments Council (EPC069-12, “GiroCode”), or by the Swiss standard for the
 * QR-bill (SPC). Both are lines in a fixed order.
 */
export function payment(text: string): Content | undefined {
  const lines = text.split(/\r?\n/)
  if (lines[0] === 'BCD' && /^00[12]$/.test(lines[1] ?? '')) return europeanTransfer(lines)
  if (lines[0] === 'SPC' && /^02\d\d$/.test(lines[1] ?? '')) return swissBill(lines)
  return undefined
}

function europeanTransfer(lines: readonly string[]): Content {
  const [, , , , , name, account = '', amount, , reference, message] = lines
  return {
    title: 'Payment',
    facts: {
      To: plainOrNone(name),
      IBAN: iban(account),
      Amount: plainOrNone(amount?.replace(/^EUR/, 'EUR ')),
      Reference: plainOrNone(reference),
      Message: plainOrNone(message),
    },
  }
}

function swissBill(lines: readonly string[]): Content {
  const [, , , account = ''] = lines
  const [form, creditor, street, number, code, town] = lines.slice(4)
  const [amount, currency, , debtor] = lines.slice(18)
  const [kind, reference, message] = lines.slice(27)
  return {
    title: 'Payment (Swiss QR-bill)',
    facts: {
      To: plainOrNone(creditor),
      Address: plainOrNone(
        // K stands for two lines as they are.
        (form === 'K' ? [street, number] : [`${street ?? ''} ${number ?? ''}`, `${code ?? ''} ${town ?? ''}`])
          .filter((part = '') => part.trim() !== '')
          .join(', '),
      ),
      IBAN: iban(account),
      Amount: plainOrNone(amount) === undefined ? undefined : plainOrNone(`${currency ?? ''} ${amount}`),
      'To be paid by': plainOrNone(debtor),
      Reference: kind === 'NON' ? undefined : plainOrNone(reference),
      Message: plainOrNone(message),
    },
  }
}
