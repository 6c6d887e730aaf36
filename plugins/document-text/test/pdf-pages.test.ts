import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { type PdfPagesOptions, pdfPages } from '../pdf-pages.ts'

/** The pages of a fixture, without their pixels. */
async function pagesOf(name: string, options: PdfPagesOptions = {}, bytes?: Uint8Array) {
  const file = {
    name,
    bytes: async () => bytes ?? new Uint8Array(await readFile(new URL(`fixtures/${name}`, import.meta.url))),
  }
  const pages: { number: number; count: number; width: number; height: number; dpi: number; dark: number }[] =
    []
  for await (const { pixels, channels, ...page } of pdfPages(file, options)) {
    expect(pixels).toHaveLength(page.width * page.height * channels)
    pages.push({ ...page, dark: pixels.reduce((sum, pixel) => sum + (pixel < 100 ? 1 : 0), 0) })
  }
  return pages
}

/** A PDF with one empty page for each box in points. */
function emptyPages(...boxes: readonly string[]): Uint8Array {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${boxes.map((_, index) => `${index + 3} 0 R`).join(' ')}]/Count ${boxes.length}>>`,
    ...boxes.map((box) => `<</Type/Page/Parent 2 0 R/MediaBox[${box}]>>`),
  ]
  const body = objects.map((object, index) => `${index + 1} 0 obj${object}endobj\n`).join('')
  return Buffer.from(`%PDF-1.4\n${body}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\n`)
}

describe('the pages of a PDF', () => {
  it('are made one after another as grey pictures of 200 dots to an inch', async () => {
    const pages = await pagesOf('report.pdf')

    expect(pages).toEqual(
      [1, 2, 3].map((number) => ({
        ...{ number, count: 3, width: 1653, height: 2338, dpi: 200 },
        dark: expect.any(Number),
      })),
    )
    // There are letters on each of them.
    for (const { dark } of pages) expect(dark).toBeGreaterThan(10_000)
  })

  it('are those that are wanted, in the size that is wanted', async () => {
    const pages = await pagesOf('report.pdf', { only: (number) => number > 1, maxPages: 1, dpi: 72 })

    expect(pages).toEqual([expect.objectContaining({ number: 2, width: 595, height: 841, dpi: 72 })])
  })

  it('may be in colors', async () => {
    const pages = await pagesOf('report.pdf', { maxPages: 1, dpi: 20, colors: 'rgba' })

    expect(pages).toEqual([expect.objectContaining({ width: 165, height: 233 })])
  })

  it('are made smaller where they would have more pixels than allowed', async () => {
    const pages = await pagesOf(
      'large.pdf',
      { maxPixels: 1_000_000 },
      emptyPages('0 0 14400 14400', '0 0 100000000 1'),
    )

    expect(pages).toEqual([
      { number: 1, count: 2, width: 1000, height: 1000, dpi: 5, dark: 0 },
      { number: 2, count: 2, width: 16_384, height: 1, dpi: 1, dark: 0 },
    ])
  })

  it('that are missing are left out, with a word to the log', async () => {
    const told: unknown[] = []
    const nothing = () => {}
    const log = {
      debug: nothing,
      info: nothing,
      error: nothing,
      warn: (message: string, fields?: object) => void told.push({ message, ...fields }),
    }
    const broken = Buffer.from(emptyPages('0 0 100 100', '0 0 100 100'))
      .toString()
      .replace('/Type/Page/Parent', '/Typo')

    const pages = await pagesOf('broken.pdf', { log }, Buffer.from(broken.replace('3 0 R', '9 0 R')))

    expect(pages.map(({ number }) => number)).toEqual([2])
    expect(told).toEqual([expect.objectContaining({ message: 'A page cannot be shown.', page: 1 })])
  })

  it('of a protected or damaged file are refused in words that help', async () => {
    await expect(pagesOf('password.pdf')).rejects.toMatchObject({ code: 'custom_error' })
    await expect(pagesOf('truncated.pdf')).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: '“truncated.pdf” is damaged and cannot be read.',
    })
  })

  it('are no longer made when the signal says so', async () => {
    const controller = new AbortController()
    const made: number[] = []

    const run = pagesOf('sixty-pages.pdf', {
      signal: controller.signal,
      dpi: 20,
      only: (number) => {
        made.push(number)
        if (number === 3) controller.abort()
        return true
      },
    })

    await expect(run).rejects.toMatchObject({ name: 'AbortError' })
    expect(made).toEqual([1, 2, 3])
  })
})
