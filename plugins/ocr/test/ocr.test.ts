import { readFile } from 'node:fs/promises'
import { deflateSync } from 'node:zlib'
import { type PluginRun, runPlugin } from 'box-skill-runner/testing'
import { describe, expect, it } from 'vitest'

/** The built plugin, as it is published. */
const ocr = new URL('../dist/index.js', import.meta.url)
const fixture = (name: string) => new URL(`fixtures/${name}`, import.meta.url)
const rowsOf = ({ cards }: PluginRun) =>
  cards.flatMap((card) => ('entries' in card ? card.entries : [])).map(({ text }) => text)

describe('a scan of several pages', () => {
  it('is shown as rows of paragraphs, with the number of the page before its first one', async () => {
    const run = await runPlugin(ocr, { file: fixture('fax.tiff') })

    expect(run.cards.map((card) => card.skill_card_title?.message)).toEqual(['Recognized text'])
    // Page 2 is empty, page 3 stands on its head.
    expect(rowsOf(run)).toMatchInlineSnapshot(`
      [
        "Page 1: Tide table for Northmouth",
        "High water on Monday at 06:12 and 18:40. High water on Tuesday at 07:01 and 19:27.",
        "Page 3: Fees for berths",
        "They remain as they were: 24.50 per night, and 31.00 for boats of more than ten metres.",
      ]
    `)
    expect(run.progress.map(({ message }) => message)).toEqual([
      'Reading page 1',
      'Reading page 2',
      'Reading page 3',
      undefined,
    ])
    expect(run.notes).toEqual([])
  })

  it('says how much was left out', async () => {
    const run = await runPlugin(ocr, { file: fixture('fax.tiff'), options: { maxPages: 1 } })

    expect(rowsOf(run).at(-1)).toBe('(2 more pages were not read.)')
  })
})

describe('a PDF', () => {
  it('is read where its pages have no text of their own', async () => {
    const run = await runPlugin(ocr, {
      file: fixture('scanned.pdf'),
      representations: { extracted_text: 'What Box has recognized' },
    })

    // Page 2 was typed.
    expect(rowsOf(run)).toMatchInlineSnapshot(`
      [
        "Page 1: Tide table for Northmouth",
        "High water on Monday at 06:12 and 18:40. High water on Tuesday at 07:01 and 19:27.",
        "Page 3: Fees for berths",
        "They remain as they were: 24.50 per night, and 31.00 for boats of more than ten metres.",
      ]
    `)
  })

  it('has nothing to recognize where all of it is text', async () => {
    const run = await runPlugin(ocr, { file: fixture('typed-only.pdf') })

    expect(run).toMatchObject({ ok: true, cards: [] })
  })

  it('with a password is refused in words', async () => {
    const run = await runPlugin(ocr, { file: fixture('password.pdf') })

    expect(run).toMatchObject({
      ok: false,
      error: { code: 'custom_error', message: expect.stringContaining('password') },
    })
  })
})

describe('a picture', () => {
  it('is shown without a number', async () => {
    const run = await runPlugin(ocr, { file: fixture('really-a-png.jpg') })

    expect(rowsOf(run)[0]).toBe('Closed in winter')
  })

  it('of which the end is missing is read as far as it goes', async () => {
    const run = await runPlugin(ocr, { file: fixture('truncated.jpg') })

    expect(rowsOf(run)).toContain('Notice to Mariners No. 17')
  })

  it('without text has no card', async () => {
    const run = await runPlugin(ocr, { file: fixture('no-text.jpg') })

    expect(run).toMatchObject({ ok: true, cards: [] })
  })

  it('that only Box can decode comes from Box', async () => {
    const box = await runPlugin(ocr, {
      file: fixture('phone.heic'),
      representations: { jpg: await readFile(fixture('phone-as-box-jpg.jpg')) },
    })
    const alone = await runPlugin(ocr, { file: fixture('phone.heic') })

    expect(rowsOf(box)).toEqual(['Boats for hire'])
    expect(alone).toMatchObject({ ok: true, cards: [] })
    expect(alone.logs.map(({ message }) => message).join()).toContain('HEIC')
  })
})

describe('files that cannot be read', () => {
  it.each(['empty.png', 'not-a-picture.png'])('such as %s are refused in words', async (name) => {
    const run = await runPlugin(ocr, { file: fixture(name) })

    expect(run).toMatchObject({
      ok: false,
      error: {
        code: 'skills_invalid_file_format_error',
        message: `“${name}” cannot be read as a picture or PDF: it is empty, damaged or of another kind.`,
      },
    })
  })

  it('such as a drawing, which libvips could open, are refused', async () => {
    const content = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><text>Hello</text></svg>'
    const run = await runPlugin(ocr, { file: { name: 'drawing.png', content } })

    expect(run).toMatchObject({ ok: false, error: { message: expect.stringContaining('it holds svg') } })
  })

  it.each([
    [
      '200 megapixels in a few bytes',
      emptyPng(20_000, 10_000),
      '20000 × 10000 pixels, more than the 150 million',
    ],
    [
      '70 megapixels that have to be in memory at once',
      emptyPng(10_000, 7000, true),
      '10000 × 7000 pixels, more than the 50 million',
    ],
  ])('such as a picture of %s are refused before they are decoded', async (_, content, message) => {
    const run = await runPlugin(ocr, { file: { name: 'bomb.png', content } })

    expect(run).toMatchObject({
      ok: false,
      error: { code: 'skills_invalid_file_size_error', message: `“bomb.png” has ${message} that are read.` },
    })
  })

  it('such as a TIFF that is cut off are refused', async () => {
    const content = (await readFile(fixture('fax.tiff'))).subarray(0, 500)
    const run = await runPlugin(ocr, { file: { name: 'fax.tiff', content } })

    expect(run).toMatchObject({ ok: false, error: { code: 'skills_invalid_file_format_error' } })
  })
})

it('a language without data keeps the plugin from starting, with the command that mends it', async () => {
  const run = await runPlugin(ocr, { file: fixture('label.gif'), options: { languages: ['deu'] } })

  expect(run).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('npm install @tesseract.js-data/deu') },
  })
})

/** A PNG of one bit a pixel, all black; its checksums are left zero, which libvips takes. */
function emptyPng(width: number, height: number, interlaced = false): Uint8Array {
  const chunk = (type: string, data: Uint8Array) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)])
  }
  const header = Buffer.from('00000000000000000100000000', 'hex')
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.writeUInt8(Number(interlaced), 12)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc((width / 8 + 1) * 100))),
    chunk('IEND', new Uint8Array()),
  ])
}
