import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, type PluginOutcome, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import pii from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

const messageOf = ({ cards: [card] }: PluginOutcome) =>
  card && 'status' in card ? card.status.message : undefined

describe('a file with personal data', () => {
  it('is flagged with its risk, and with pills that say how much of what stands in it', async () => {
    const outcome = await runPlugin(pii, fixture('booking.pdf'))

    expect(titlesOf(outcome)).toEqual(['Sensitive data: high risk', 'Where it stands'])
    expect(entriesOf(outcome, 'Sensitive data: high risk')).toEqual([
      '2 payment cards',
      '1 passport or ID card',
      '1 IBAN',
      '1 e-mail address',
      '1 phone number',
    ])
    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'Payment cards: Visa •••• 4242 (page 2, 2 times), Mastercard •••• 4444 (page 2)',
      'Passport or ID card: UTO passport •••••C3 (page 3)',
      'IBAN: DE •••• 3000 (page 2)',
      'E-mail address: r…@norhaven.example (page 1)',
      'Phone number: ••• ••32 (page 1)',
    ])
  })

  it('is read as text, with the numbers of the lines', async () => {
    const outcome = await runPlugin(pii, fixture('payroll.csv'))

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'US Social Security numbers: •••••20 (line 2), •••••99 (line 3), •••••01 (line 4)',
      'IBANs: GB •••• 5432 (line 2), NL •••• 4300 (line 3), CH •••• 2957 (line 4)',
      'Dates of birth: ••.••.1981 (line 2), ••.••.1990 (line 3), ••.••.1967 (line 4)',
      'E-mail addresses: r…@harbour.example (line 2), k…@harbour.example (line 3), c…@harbour.example (line 4)',
      'Phone numbers: ••• ••20 (line 2), ••• ••31 (line 3), ••• ••04 (line 4)',
    ])
  })

  it('is read as a workbook, where the heads of the columns name the numbers', async () => {
    const outcome = await runPlugin(pii, fixture('payroll.xlsx'))

    expect(entriesOf(outcome, 'Sensitive data: high risk')).toEqual([
      '3 US Social Security numbers',
      '3 IBANs',
      '3 phone numbers',
    ])
    expect(entriesOf(outcome, 'Where it stands')?.[1]).toContain('GB •••• 5432 (sheet payroll)')
  })

  it.each([
    ['hidden-sheet.ods', ['IBAN: GB •••• 5432 (hidden sheet “Payroll”)']],
    ['hidden-slide.pptx', ['IBAN: GB •••• 5432 (hidden slide 2)']],
    [
      'hidden-sheets.xlsx',
      [
        'IBAN: GB •••• 5432 (hidden sheet “Payroll”)',
        // The name of the sheet is an address itself.
        'E-mail address: r…@harbour.example (hidden sheet “…”)',
      ],
    ],
  ])('is flagged where it is hidden, as in %s', async (name, rows) => {
    const outcome = await runPlugin(pii, fixture(name))

    expect(entriesOf(outcome, 'Where it stands')).toEqual(rows)
  })

  it.each(['application.docx', 'application.odt'])('is read as %s', async (name) => {
    const outcome = await runPlugin(pii, fixture(name))

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'UK National Insurance number: •••••6C',
      'IBAN: GB •••• 5432',
      'Date of birth: ••.••.1974',
      'E-mail address: m…@westport.example',
      'Phone number: +44 ••• ••23',
    ])
  })

  it('is read as a message, whatever its lines are coded in', async () => {
    const outcome = await runPlugin(pii, fixture('support-mail.eml'))

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'Payment cards: Visa •••• 4242, Mastercard •••• 4444',
      'US Social Security number: •••••99',
      'E-mail addresses: s…@westport.example (header), h…@ferry.example (header)',
      'Phone number: +1 ••• ••47',
    ])
  })

  it('is flagged for passwords and keys, of which nothing but their names is shown', async () => {
    const outcome = await runPlugin(pii, fixture('web.env'))

    expect(entriesOf(outcome, 'Where it stands')).toEqual([
      'AWS access key: AKIA•••• (line 6)',
      'Password: DB_PASSWORD = •••• (line 5)',
      'Address with a password: redis://•••:•••@cache.westport.internal (line 8)',
      'Secret or token value: AWS_SECRET_ACCESS_KEY = •••• (line 7)',
      'E-mail address: w…@westport.example (line 9)',
    ])
  })

  it.each([
    ['letter-latin1.txt', 'German tax ID: •••••19 (line 4)'],
    ['form-utf16.txt', 'French social security number: •••••46 (line 4)'],
  ])('is read in any encoding, as %s', async (name, row) => {
    const outcome = await runPlugin(pii, fixture(name))

    expect(entriesOf(outcome, 'Where it stands')).toContain(row)
  })

  it('goes by the content where the name says something else', async () => {
    const outcome = await runPlugin(pii, fixture('really-a-pdf.txt'))

    expect(entriesOf(outcome, 'Sensitive data: high risk')).toContain('2 payment cards')
  })
})

describe('a file without personal data', () => {
  it.each(['minutes.txt', 'minutes.rtf'])('has a card that says what %s was checked for', async (name) => {
    const outcome = await runPlugin(pii, fixture(name))

    expect(titlesOf(outcome)).toEqual(['Sensitive data'])
    expect(messageOf(outcome)).toBe(
      'None found. Looked for keys and passwords, payment cards, national ID numbers, passports and ID cards, IBANs, dates of birth, e-mail addresses and phone numbers.',
    )
  })

  it('has none where the operator wants none', async () => {
    const outcome = await runPlugin(pii, fixture('minutes.txt'), { options: { showClean: false } })

    expect(outcome.cards).toEqual([])
  })

  it('has none where there is nothing in it', async () => {
    const outcome = await runPlugin(pii, fixture('empty.txt'))

    expect(outcome.cards).toEqual([])
  })
})

describe('a file that cannot be checked', () => {
  it('says so where the pages are pictures, since nothing found would be taken for nothing there', async () => {
    const outcome = await runPlugin(pii, fixture('scanned.pdf'))

    expect(messageOf(outcome)).toBe(
      'Not checked: this document holds no text, as a scan does. Text recognition (OCR) is needed first.',
    )
  })

  it('is checked by what Box has recognized on its pages', async () => {
    const outcome = await runPlugin(pii, fixture('scanned.pdf'), {
      representations: { extracted_text: fixture('payroll.csv') },
    })

    expect(entriesOf(outcome, 'Sensitive data: high risk')).toContain('3 US Social Security numbers')
  })

  it.each(['really-a-picture.csv', 'truncated.docx', 'truncated.pdf'])(
    'refuses %s in words',
    async (name) => {
      await expect(runPlugin(pii, fixture(name))).rejects.toMatchObject({
        code: 'skills_invalid_file_format_error',
        message: expect.stringMatching(/binary data, not text|is damaged and cannot be read/),
      })
    },
  )

  it('is not begun where it is no longer wanted', async () => {
    const run = runPlugin(pii, fixture('payroll.csv'), { signal: AbortSignal.abort() })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
  })
})
