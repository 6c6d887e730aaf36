import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { entriesOf, type PluginRun, runPlugin } from '../../../test/support/plugin-context.ts'
import ocr from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
/** Without a thread of the runner, so that the model is loaded once for all. */
const run = (name: string, more: PluginRun = {}) => runPlugin(ocr, fixture(name), more)
const rowsOf = async (name: string, more: PluginRun = {}) =>
  entriesOf(await run(name, more), 'Recognized text') ?? []
afterAll(() => ocr.teardown?.())

describe('a scan of several pages', () => {
  it('is shown as rows of paragraphs, with the number of the page before its first one', async () => {
    const { cards, progress } = await run('fax.tiff')

    expect(cards).toHaveLength(1)
    // Page 2 is empty, page 3 stands on its head.
    expect(entriesOf({ cards }, 'Recognized text')).toMatchInlineSnapshot(`
      [
        "Page 1: Tide table for Northmouth",
        "High water on Monday at 06:12 and 18:40. High water on Tuesday at 07:01 and 19:27.",
        "Page 3: Fees for berths",
        "They remain as they were: 24.50 per night, and 31.00 for boats of more than ten metres.",
      ]
    `)
    expect(progress).toEqual([0, 1 / 3, 2 / 3, 1])
  })

  it('says how much was left out', async () => {
    expect((await rowsOf('fax.tiff', { options: { maxPages: 1 } })).at(-1)).toBe(
      '(2 more pages were not read.)',
    )
  })
})

describe('a PDF', () => {
  it('is read where its pages have no text of their own', async () => {
    // Page 2 was typed; what Box has recognized is not wanted.
    expect(
      await rowsOf('scanned.pdf', { representations: { extracted_text: fixture('empty.png') } }),
    ).toMatchInlineSnapshot(`
        [
          "Page 1: Tide table for Northmouth",
          "High water on Monday at 06:12 and 18:40. High water on Tuesday at 07:01 and 19:27.",
          "Page 3: Fees for berths",
          "They remain as they were: 24.50 per night, and 31.00 for boats of more than ten metres.",
        ]
      `)
  })

  it('says how many scanned pages were left out', async () => {
    expect((await rowsOf('scanned.pdf', { options: { maxPages: 1 } })).at(-1)).toBe(
      '(1 more page was not read.)',
    )
  })

  it('has nothing to recognize where all of it is text', async () => {
    expect((await run('typed-only.pdf')).cards).toEqual([])
  })

  it('with a password is refused in words', async () => {
    await expect(run('password.pdf')).rejects.toMatchObject({
      code: 'custom_error',
      message: expect.stringContaining('password'),
    })
  })
})

describe('a picture', () => {
  it('is shown without a number', async () => {
    expect((await rowsOf('really-a-png.jpg'))[0]).toBe('Closed in winter')
  })

  it('may be a Windows bitmap', async () => {
    expect(await rowsOf('label.bmp')).toEqual(['Berth 14 is free'])
  })

  it('of which the end is missing is read as far as it goes', async () => {
    expect(await rowsOf('truncated.jpg')).toContain('Notice to Mariners No. 17')
  })

  it('without text has no card', async () => {
    expect((await run('no-text.jpg')).cards).toEqual([])
  })

  it('that only Box can decode comes from Box', async () => {
    const representations = { jpg: fixture('phone-as-box-jpg.jpg') }

    expect(await rowsOf('phone.heic', { representations })).toEqual(['Boats for hire'])
    expect(await run('phone.heic')).toMatchObject({ cards: [], warnings: [expect.stringContaining('HEIC')] })
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

it('a language without data keeps the plugin from starting, with the command that mends it', async () => {
  await expect(run('label.gif', { options: { languages: ['deu'] } })).rejects.toMatchObject({
    message: expect.stringContaining('npm install @tesseract.js-data/deu'),
  })
})
