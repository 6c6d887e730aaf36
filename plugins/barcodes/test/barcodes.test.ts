import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { type PluginRun, rowsByTitle, runPlugin } from '../../../test/support/plugin-context.ts'
import barcodes from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
/** Without a thread of the runner, so that zxing is loaded once for all. */
const run = (name: string, more: PluginRun = {}) => runPlugin(barcodes, fixture(name), more)
/** The cards as people read them: each title with its rows. */
const shown = async (name: string, more: PluginRun = {}) => rowsByTitle((await run(name, more)).cards)
afterAll(() => barcodes.teardown?.())

describe('a picture', () => {
  it('with codes of many kinds has all of them', async () => {
    expect(await shown('sheet.png')).toMatchInlineSnapshot(`
      {
        "Codes": [
          "EAN-13: 4006381333931",
          "EAN-13: ISBN 9783161484100",
          "UPC-A: 725272702703",
          "QR code: https://example.com/harbour?berth=14",
          "Code 128: HARBOUR-0042",
          "Code 39: CODE-39",
          "Code 93: CODE-93",
          "PDF417: A longer text in PDF417",
          "Aztec code: Text in an Aztec code",
          "Codabar: A123456B",
          "ITF: 12345678901231",
          "Micro QR code: A12",
        ],
        "Product": [
          "GTIN: 90012345678908",
          "Net weight: 1.75 kg",
          "Best before: 2026-09",
          "Code: GS1 DataBar",
        ],
      }
    `)
  })

  it('that only Box can decode comes from Box', async () => {
    const representations = { jpg: fixture('phone-as-box-jpg.jpg') }

    expect(await shown('phone.heic', { representations })).toEqual({
      Codes: ['QR code: https://example.com/harbour?berth=14'],
    })
    expect(await run('phone.heic')).toMatchObject({ cards: [], warnings: [expect.stringContaining('HEIC')] })
  })
})

describe('a document', () => {
  it('of several pages has cards for its payments, and says where each code stands', async () => {
    const { cards, progress } = await run('invoices.pdf')

    expect(rowsByTitle(cards)).toMatchInlineSnapshot(`
      {
        "Codes": [
          "Code 128, page 1: HARBOUR-0042",
          "QR code, pages 2–3: https://example.com/harbour?berth=14",
          "EAN-13, page 3: 4006381333931",
        ],
        "Payment": [
          "To: Northmouth Sailing Club",
          "IBAN: DE89 3704 0044 0532 0130 00",
          "Amount: EUR 24.50",
          "Reference: RF18539007547034",
          "Code: QR code, page 1",
        ],
        "Payment (Swiss QR-bill)": [
          "To: Sailing School Bodan",
          "Address: Seeweg 7, 9320 Arbon",
          "IBAN: CH44 3199 9123 0008 8901 2",
          "Amount: CHF 1949.75",
          "To be paid by: Northmouth Sailing Club",
          "Reference: 210000000003139471430009017",
          "Message: Course in May",
          "Code: QR code, page 2",
        ],
      }
    `)
    expect(progress).toEqual([1 / 4, 2 / 4, 3 / 4, 1])
  })

  it('as a TIFF is looked at page by page, as far as the operator wants', async () => {
    expect((await shown('invoices.tiff', { options: { maxPages: 1 } })).Codes).toEqual([
      'Code 128, page 1: HARBOUR-0042',
      '(3 more pages were not looked at.)',
    ])
  })

  it('with a password is refused in words', async () => {
    await expect(run('password.pdf')).rejects.toMatchObject({
      code: 'custom_error',
      message: expect.stringContaining('password'),
    })
  })
})

describe('what codes should not be trusted with', () => {
  it('is not shown: scripts, secrets, hidden directions', async () => {
    expect(await shown('hostile.png')).toMatchInlineSnapshot(`
      {
        "Codes": [
          "QR code: begins with “javascript:”, so it may do harm and is not shown",
          "QR code: https://bank.example@evil.example/login (leads to evil.example)",
          "QR code: safe gpj.exe text",
          "QR code: 5 bytes that are no text",
        ],
        "One-time passwords": [
          "Issuer: Harbour",
          "Account: alice@example.com",
          "Secret: (not shown)",
          "Code: QR code",
        ],
      }
    `)
  })

  it('is a password, unless the operator wants it', async () => {
    expect(JSON.stringify(await run('wifi.png'))).not.toContain('keel-haul-42')
    expect(await shown('really-a-png.jpg', { options: { wifiPassword: true } })).toEqual({
      'Wi-Fi network': [
        'Network: Harbour;Guests',
        'Security: WPA',
        'Password: keel-haul-42',
        'Hidden: Yes',
        'Code: QR code',
      ],
    })
  })
})

describe('files that cannot be read', () => {
  it.each(['empty.png', 'not-a-picture.png'])('such as %s are refused in words', async (name) => {
    await expect(run(name)).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: `“${name}” cannot be read as a picture or PDF: it is empty, damaged or of another kind.`,
    })
  })
})
