import { definePlugin } from 'box-skill-runner/plugin'
import { documentRows, textRows } from './cards.ts'
import { keywordsOf } from './keywords.ts'
import { readDocument } from './read-document.ts'

/** What stands in a document, page by page, with its properties and keywords. */
export default definePlugin({
  name: 'document-text',
  version: '0.1.0',
  description: 'Properties, text by page, sheet or slide, and keywords of a document.',
  extensions: ['pdf', 'docx', 'xlsx', 'pptx'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      maxPages: {
        type: 'integer',
        minimum: 1,
        maximum: 5000,
        default: 50,
        description: 'Pages, sheets or slides to read at most, from the first on.',
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
          'Megabytes that may come out of an Office file, which is a ZIP archive; more is refused.',
      },
      top: {
        type: 'integer',
        minimum: 0,
        maximum: 100,
        default: 12,
        description: 'Keywords to show; 0 for none.',
      },
      characterMaps: {
        type: 'string',
        default: '',
        description:
          'Folder with the character maps of pdf.js, such as "node_modules/pdfjs-dist/cmaps", for PDF files with Chinese, Japanese or Korean text that do not embed their fonts.',
      },
      notes: {
        type: 'boolean',
        default: false,
        description: 'Show the notes below the slides of a presentation.',
      },
    },
  },
  async setup() {
    await Promise.all([import('unpdf/pdfjs'), import('yauzl'), import('htmlparser2')])
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the document')
    const document = await readDocument(file, {
      ...options,
      signal,
      log,
      progress: (fraction, message) => progress(fraction * 0.9, message),
    })
    const rows = documentRows(document, file)
    const texts = textRows(document, options.maxPageChars)
    if (texts.length === 0 && Object.keys(document.properties).length === 0) return []
    const keywords = options.top > 0 ? keywordsOf(document.parts, options.top) : []
    progress(1)
    return [
      cards.rows({ title: 'Document', values: rows }),
      ...(keywords.length > 0 ? [cards.keyword({ title: 'Keywords', entries: keywords })] : []),
      ...(texts.length > 0 ? [cards.transcript({ title: 'Text', entries: texts })] : []),
    ]
  },
})
