import { definePlugin } from 'box-skill-runner/plugin'
import { codeCards } from './code-cards.ts'
import { findCodes } from './find-codes.ts'
import { collectCodes } from './found-codes.ts'
import { picturesToScan } from './pictures-to-scan.ts'
import { createScanner, type Scanner } from './scanner.ts'

let scanner: Scanner | undefined

/** What stands in the QR codes and barcodes of pictures and PDF pages. */
export default definePlugin({
  name: 'barcodes',
  version: '0.1.0',
  description: 'QR codes and barcodes in pictures and PDF pages.',
  extensions: ['png', 'jpg', 'jpeg', 'tif', 'tiff', 'webp', 'bmp', 'gif', 'avif', 'heic', 'heif', 'pdf'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      maxPages: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        default: 20,
        description:
          'Pages of a PDF or TIFF to look at, from the first on. A page takes about half a second.',
      },
      wifiPassword: {
        type: 'boolean',
        default: false,
        description: 'Show the password that a code for joining a Wi-Fi network holds.',
      },
    },
  },
  async setup() {
    await import('sharp')
  },
  async run({ file, options, cards, log, signal, progress }) {
    scanner ??= createScanner()
    const { maxPages, wifiPassword } = options
    const codes = collectCodes()
    let left = 0
    let done = 0
    for await (const { picture, page, ...of } of picturesToScan(file, { maxPages, signal, log })) {
      const found = await findCodes(picture, scanner, signal)
      if (found === undefined)
        log.warn('The search in a picture took too long, so it was given up.', { page })
      else codes.add(found, page)
      left = of.left
      done++
      progress(done / of.count, page === undefined ? undefined : `Page ${page}`)
    }
    return codeCards(codes.all(), { wifiPassword, left }, cards)
  },
  async teardown() {
    await scanner?.close()
    scanner = undefined
  },
})
