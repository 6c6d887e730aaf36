import { picturesOf } from 'box-skill-plugin-document-text/pictures'
import { definePlugin } from 'box-skill-runner/plugin'
import { findLanguages, LANGUAGE_CODE } from './languages.ts'
import { readPages } from './read-pages.ts'
import { createRecognizer, type Recognizer } from './recognize.ts'
import { scannedPages } from './scanned-pages.ts'
import { textRows } from './text-rows.ts'

let recognizer: Recognizer | undefined

/** The text in pictures and scanned pages, as a transcript. */
export default definePlugin({
  name: 'ocr',
  version: '0.1.0',
  description: 'Text in pictures and scans, read on the machine.',
  extensions: ['png', 'jpg', 'jpeg', 'tif', 'tiff', 'webp', 'bmp', 'gif', 'avif', 'heic', 'heif', 'pdf'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      languages: {
        type: 'array',
        items: { type: 'string', pattern: LANGUAGE_CODE, description: 'Tesseract’s code, such as "deu".' },
        minItems: 1,
        maxItems: 5,
        uniqueItems: true,
        default: ['eng'],
        description:
          'Languages of the texts, the most frequent first, by the codes of Tesseract. Each but "eng" has to be installed: npm install @tesseract.js-data/CODE.',
      },
      minConfidence: {
        type: 'integer',
        minimum: 0,
        maximum: 100,
        default: 60,
        description: 'Lines of which the recognition is less sure are left out, in percent.',
      },
      maxPages: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        default: 10,
        description:
          'Scanned pages of a PDF or TIFF to read at most. A page takes one to five seconds: for more, raise timeoutMs as well.',
      },
    },
  },
  async setup({ options }) {
    // So that the operator hears at once which data are missing. The model itself is loaded with the first picture.
    await findLanguages(options.languages)
  },
  async run({ file, options, cards, log, signal, progress }) {
    const { default: sharp } = await import('sharp')
    const wanted = { maxPages: options.maxPages, signal, log }
    const pictures = picturesOf(file, {
      ...wanted,
      sharp,
      pdfPictures: () => scannedPages(file, wanted),
    })
    recognizer ??= await createRecognizer(options)
    const { pages, left } = await readPages(pictures, { name: file.name, recognizer, signal, log, progress })
    progress(1)
    const rows = textRows(pages, left)
    return rows.length === 0 ? [] : [cards.transcript({ title: 'Recognized text', entries: rows })]
  },
  async teardown() {
    await recognizer?.close()
    recognizer = undefined
  },
})
