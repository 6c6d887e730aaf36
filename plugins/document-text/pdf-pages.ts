import { setImmediate } from 'node:timers/promises'
import type { PDFiumDocument } from '@hyzyla/pdfium'
import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import { openWithPdfium } from './pdf/pdfium.ts'
import { damaged } from './refusals.ts'

/** A page as a picture, on white. */
export interface PdfPage {
  /** From 1 on. */
  readonly number: number
  /** Pages of the whole document. */
  readonly count: number
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** Row by row, `channels` bytes for each pixel. A copy: it stays valid after the next page. */
  readonly pixels: Uint8Array
  /** 1 is grey, from black 0 to white 255; 4 is red, green, blue, and an alpha of 255. */
  readonly channels: 1 | 4
  /** Pixels to an inch of paper, for programs that recognize text; lower than asked for on a large page. */
  readonly dpi: number
}

/** Which pages are made, and how large. */
export interface PdfPagesOptions {
  /** Pages to make at most, those that `only` leaves out not counted; 50 unless given. */
  readonly maxPages?: number
  /** The pages that are wanted, by their number from 1 on; all of them unless given. */
  readonly only?: (number: number) => boolean
  /** Pixels to an inch where the page is small enough for `maxPixels`; 200 unless given. */
  readonly dpi?: number
  /** Width times height at most; a larger page is made smaller. 8 million unless given: A4 at 300 dpi has 8.7. */
  readonly maxPixels?: number
  /** `'grey'` unless given; what is read by a machine seldom needs more, and it takes a quarter of the memory. */
  readonly colors?: 'grey' | 'rgba'
  readonly signal?: AbortSignal
  /** Told about the pages that could not be made. */
  readonly log?: PluginLog
}

/** Larger sides serve nobody, and a page of 1 to a million would have one without it. */
const MAX_SIDE = 16_384
const POINTS_PER_INCH = 72

/**
 * Makes pictures of the pages of a PDF one after another, each when it is asked for, filled-in forms included. A page that
 * cannot be made is left out. The memory is given back when the loop ends, also by `break` or an error.
 *
 * @throws SkillError where the file is no PDF, damaged, or protected by a password; the reason of `signal` where that aborts.
 */
export async function* pdfPages(
  file: Pick<SkillFile, 'bytes' | 'name'>,
  options: PdfPagesOptions = {},
): AsyncGenerator<PdfPage, void, undefined> {
  const { maxPages = 50, only = () => true, signal, log } = options
  const bytes = await file.bytes()
  signal?.throwIfAborted()
  let pdf = await openWithPdfium(bytes, file.name)
  const count = pdf.getPageCount()
  let tried = 0
  let made = 0
  let failure: unknown
  for (let number = 1; number <= count && tried < maxPages; number++) {
    if (!only(number)) continue
    // PDFium does not let go of the thread, so an abort can only come in between.
    await setImmediate()
    signal?.throwIfAborted()
    tried++
    let page: Awaited<ReturnType<typeof render>>
    try {
      page = await render(pdf, number, options)
    } catch (error) {
      log?.warn('A page cannot be shown.', { page: number, reason: String(error) })
      failure = error
      // Where memory ran out, this PDFium is of no more use.
      pdf = await openWithPdfium(bytes, file.name)
      continue
    }
    made++
    yield { number, count, ...page }
  }
  if (made === 0 && tried > 0) throw damaged(file.name, failure)
}

async function render(
  pdf: PDFiumDocument,
  number: number,
  { dpi = 200, maxPixels = 8_000_000, colors = 'grey' }: PdfPagesOptions,
): Promise<Omit<PdfPage, 'number' | 'count'>> {
  const page = pdf.getPage(number - 1)
  const { originalWidth, originalHeight } = page.getOriginalSize()
  if (!(originalWidth > 0 && originalHeight > 0)) throw new RangeError('The page has no size.')
  const scale = Math.min(
    dpi / POINTS_PER_INCH,
    Math.sqrt(maxPixels / (originalWidth * originalHeight)),
    MAX_SIDE / Math.max(originalWidth, originalHeight),
  )
  const { width, height, data } = await page.render({
    width: Math.max(1, originalWidth * scale),
    height: Math.max(1, originalHeight * scale),
    colorSpace: colors === 'grey' ? 'Gray' : 'BGRA',
    renderFormFields: true,
  })
  return {
    width,
    height,
    pixels: data,
    channels: colors === 'grey' ? 1 : 4,
    dpi: Math.max(1, Math.round(scale * POINTS_PER_INCH)),
  }
}
