import { definePlugin } from 'box-skill-runner/plugin'
import { attachmentRows, documentNoun, documentRows, pageWord, textRows } from './cards.ts'
import { outlineRows } from './outline.ts'
import { type LoadedRecognizer, loadRecognizer } from './page-recognizer.ts'
import { documentExtensions, readDocument } from './read-document.ts'

/** Of this thread: its model is loaded once. */
let recognizer: LoadedRecognizer | undefined

/** What stands in a document, page by page, with its properties and outline. */
export default definePlugin({
  name: 'document-text',
  version: '0.1.0',
  description: 'Properties, outline and text by page, sheet, slide or chapter of a document.',
  extensions: documentExtensions,
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      maxPages: {
        type: 'integer',
        minimum: 1,
        maximum: 5000,
        default: 50,
        description: 'Pages, sheets, slides or chapters to read at most, from the first on.',
      },
      maxPageChars: {
        type: 'integer',
        minimum: 100,
        maximum: 100_000,
        default: 2000,
        description: 'Characters of each page to show at most; the rest ends in “…”.',
      },
      maxChars: {
        type: 'integer',
        minimum: 1000,
        maximum: 20_000_000,
        default: 1_000_000,
        description: 'Characters to read of a document at most.',
      },
      maxUnpackedMb: {
        type: 'integer',
        minimum: 1,
        maximum: 2000,
        default: 200,
        description:
          'Megabytes that may come out of an Office or OpenDocument file or an e-book, which are ZIP archives; more is refused.',
      },
      outline: {
        type: 'boolean',
        default: true,
        description: 'Show the bookmarks, headings or titles of slides.',
      },
      notes: {
        type: 'boolean',
        default: false,
        description: 'Show the notes below the slides of a presentation.',
      },
      ocr: {
        type: 'object',
        additionalProperties: false,
        required: ['languages'],
        description:
          'Recognize the text of scanned pages of a PDF, which takes seconds for each; needs the package box-skill-plugin-ocr.',
        properties: {
          languages: {
            type: 'array',
            items: { type: 'string', pattern: '^[A-Za-z_]{3,20}$' },
            minItems: 1,
            maxItems: 8,
            description: 'Codes of Tesseract for the languages in the scans, such as ["eng", "deu"].',
          },
          maxPages: {
            type: 'integer',
            minimum: 1,
            maximum: 1000,
            default: 10,
            description: 'Scanned pages to recognize at most, from the first on.',
          },
        },
      },
      characterMaps: {
        type: 'string',
        default: '',
        description:
          'Folder with the character maps of pdf.js, such as "node_modules/pdfjs-dist/cmaps", for PDF files with Chinese, Japanese or Korean text that do not embed their fonts.',
      },
    },
  },
  async setup({ options }) {
    await Promise.all([import('unpdf/pdfjs'), import('yauzl'), import('htmlparser2')])
    recognizer = options.ocr === undefined ? undefined : await loadRecognizer(options.ocr)
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the document')
    const document = await readDocument(file, {
      ...options,
      recognizer,
      signal,
      log,
      progress: (fraction, message) => progress(fraction * 0.9, message),
    })
    const { parts, properties, outline = [], attachments = [] } = document
    if (parts.length === 0 && attachments.length === 0 && Object.keys(properties).length === 0) return []
    const headings = options.outline ? outlineRows(outline, pageWord(document)) : []
    const texts = textRows(document, options.maxPageChars)
    progress(1)
    return [
      cards.rows({ title: documentNoun(document), values: documentRows(document, file) }),
      ...(attachments.length > 0
        ? [cards.transcript({ title: 'Attachments', entries: attachmentRows(attachments) })]
        : []),
      ...(headings.length > 0 ? [cards.transcript({ title: 'Outline', entries: headings })] : []),
      ...(texts.length > 0 ? [cards.transcript({ title: 'Text', entries: texts })] : []),
    ]
  },
  async teardown() {
    await recognizer?.close()
    recognizer = undefined
  },
})
