import { readFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { type PluginRun, runPlugin } from 'box-skill-runner/testing'
import { describe, expect, it } from 'vitest'

/** The built plugin, as it is published. */
const barcodes = new URL('../dist/index.js', import.meta.url)
const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)

/** The cards as people read them: each title with its rows. */
const shown = ({ cards }: PluginRun) =>
  Object.fromEntries(
    cards.map((card) => [
      card.skill_card_title?.message,
      'entries' in card ? card.entries.map(({ text }) => text) : card.status.message,
    ]),
  )

describe('a picture', () => {
  it('with codes of many kinds has all of them', async () => {
    const run = await runPlugin(barcodes, { file: fixture('sheet.png') })

    expect(shown(run)).toMatchInlineSnapshot(`
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
    expect(run.notes).toEqual([])
  })

  it('that only Box can decode comes from Box', async () => {
    const jpg = await readFile(fixture('phone-as-box-jpg.jpg'))
    const box = await runPlugin(barcodes, { file: fixture('phone.heic'), representations: { jpg } })
    const alone = await runPlugin(barcodes, { file: fixture('phone.heic') })

    expect(shown(box)).toEqual({ Codes: ['QR code: https://example.com/harbour?berth=14'] })
    expect(alone).toMatchObject({ ok: true, cards: [] })
    expect(alone.logs.map(({ message }) => message).join()).toContain('HEIC')
  })
})

describe('a document', () => {
  it('of several pages has cards for its payments, and says where each code stands', async () => {
    const run = await runPlugin(barcodes, { file: fixture('invoices.pdf') })

    expect(shown(run)).toMatchInlineSnapshot(`
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
    expect(run.progress.at(-1)).toEqual({ fraction: 1, message: 'Page 4' })
  })

  it('as a TIFF is looked at page by page, as far as the operator wants', async () => {
    const run = await runPlugin(barcodes, { file: fixture('invoices.tiff'), options: { maxPages: 1 } })

    expect(shown(run).Codes).toEqual(['Code 128, page 1: HARBOUR-0042', '(3 more pages were not looked at.)'])
  })

  it('with a password is refused in words', async () => {
    expect(await runPlugin(barcodes, { file: fixture('password.pdf') })).toMatchObject({
      ok: false,
      error: { code: 'custom_error', message: expect.stringContaining('password') },
    })
  })
})

describe('what codes should not be trusted with', () => {
  it('is not shown: scripts, secrets, hidden directions', async () => {
    const run = await runPlugin(barcodes, { file: fixture('hostile.png') })

    expect(shown(run)).toMatchInlineSnapshot(`
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
    const kept = await runPlugin(barcodes, { file: fixture('wifi.png') })
    const told = await runPlugin(barcodes, {
      file: fixture('really-a-png.jpg'),
      options: { wifiPassword: true },
    })

    expect(JSON.stringify(kept)).not.toContain('keel-haul-42')
    expect(shown(told)).toEqual({
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
    expect(await runPlugin(barcodes, { file: fixture(name) })).toMatchObject({
      ok: false,
      error: {
        code: 'skills_invalid_file_format_error',
        message: `“${name}” cannot be read as a picture or PDF: it is empty, damaged or of another kind.`,
      },
    })
  })

  it('such as a picture of 200 megapixels in a few bytes are refused before they are decoded', async () => {
    const run = await runPlugin(barcodes, { file: { name: 'bomb.png', content: hugePng() } })

    expect(run).toMatchObject({ ok: false, error: { code: 'skills_invalid_file_size_error' } })
  })

  it('such as a bitmap that says it is enormous are refused', async () => {
    const content = Buffer.from(await readFile(fixture('code.bmp')))
    content.writeInt32LE(60_000, 18)
    content.writeInt32LE(60_000, 22)
    const run = await runPlugin(barcodes, { file: { name: 'code.bmp', content } })

    expect(run).toMatchObject({ ok: false, error: { code: 'skills_invalid_file_format_error' } })
  })
})

/** The beginning of a PNG of one bit a pixel; its checksums are left zero, which libvips takes. */
function hugePng(): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  }
  const header = Buffer.from('00004e20000027100100000000', 'hex')
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(2501 * 100))),
    chunk('IEND', new Uint8Array()),
  ])
}
