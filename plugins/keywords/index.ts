import { setImmediate as breathe } from 'node:timers/promises'
import { definePlugin } from 'box-skill-runner/plugin'
import { findEntities } from './entities.ts'
import { keywordsOf } from './keywords.ts'
import { languageName, languageOf } from './language.ts'
import { plainText } from './plain-text.ts'
import { readingTime } from './reading-time.ts'
import { readSample } from './sample.ts'
import { loadStopWords } from './stop-words.ts'
import { wordRuns } from './words.ts'

/** What a text is about, without opening it: its language and length, its keywords, and the names in it. */
export default definePlugin({
  name: 'keywords',
  version: '0.1.0',
  description: 'Language, keywords and named entities of a text.',
  extensions: ['txt', 'text', 'md', 'markdown', 'csv', 'tsv', 'log', 'html', 'htm'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      top: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 12,
        description: 'Keywords to show at most.',
      },
      counts: {
        type: 'boolean',
        default: false,
        description: 'Show behind each keyword how often it stands in the text, as in “harbour (12)”.',
      },
      minWordLength: {
        type: 'integer',
        minimum: 1,
        maximum: 20,
        default: 3,
        description:
          'Shorter words are no keywords. For scripts without spaces, such as Chinese, at most 2 counts.',
      },
      phrases: {
        type: 'boolean',
        default: true,
        description:
          'Take words that stand together again and again as one keyword, as in “container terminal”.',
      },
      entities: {
        type: 'boolean',
        default: true,
        description:
          'Add cards with the people, organizations and places (English texts) and the dates and amounts of money (any language) that are named.',
      },
      topEntities: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 12,
        description: 'Names to show at most on each of those cards.',
      },
      language: {
        type: 'string',
        pattern: '^(auto|[a-z]{2,3})$',
        default: 'auto',
        description:
          'Language of all files as an ISO 639 code such as "en" or "ja"; "auto" detects it for each file.',
      },
      maxChars: {
        type: 'integer',
        minimum: 1000,
        maximum: 20_000_000,
        default: 1_000_000,
        description: 'Characters to read of a file at most, from its beginning.',
      },
    },
  },
  async setup({ options }) {
    await Promise.all([
      import('franc'),
      import('htmlparser2'),
      ...(options.entities ? [import('compromise')] : []),
    ])
  },
  async run({ file, options, cards, signal, progress }) {
    progress(0, 'Reading the text')
    const sample = await readSample(file, options.maxChars, signal)
    const text = await plainText(sample.text, file.extension)
    await breathe(undefined, { signal })

    const language = options.language === 'auto' ? await languageOf(text) : options.language
    const runs = wordRuns(text, language)
    await breathe(undefined, { signal })

    progress(0.3, 'Weighing the words')
    const keywords = keywordsOf(runs, { ...options, language, stopWords: loadStopWords(language) })
    if (keywords.length === 0) return []
    await breathe(undefined, { signal })

    progress(0.5, 'Looking for names')
    const entities = options.entities
      ? await findEntities(text, { language, top: options.topEntities, signal })
      : []
    progress(1)
    return [
      cards.keyword({
        title: 'Keywords',
        entries: keywords.map(({ text, count }) => (options.counts ? `${text} (${count})` : text)),
      }),
      ...entities.map(({ title, names }) => cards.keyword({ title, entries: names })),
      cards.rows({
        title: 'Text',
        values: { Language: languageName(language), ...readingTime(runs, sample) },
      }),
    ]
  },
})
