import { setImmediate as breathe } from 'node:timers/promises'
import { definePlugin } from 'box-skill-runner/plugin'
import { languageName, languageOf } from './language.ts'
import { rulesOf } from './languages/language-rules.ts'
import { type EntityTitle, findEntities } from './names/entities.ts'
import { readableExtensions, readText } from './reading/read-text.ts'
import { readingTime } from './reading/reading-time.ts'
import { summaryOf } from './summary/summary.ts'
import { keywordsOf } from './weighing/keywords.ts'
import { japaneseTokens, nounRuns } from './words/japanese-tokens.ts'
import { loadStopWords } from './words/stop-words.ts'
import { loadWordRanks } from './words/word-ranks.ts'
import { wordRuns } from './words/words.ts'

/** What a text is about, without opening it: a summary, its keywords, the names in it, its language and length. */
export default definePlugin({
  name: 'keywords',
  version: '0.1.0',
  description: 'Summary, keywords, named entities and language of a text or document.',
  extensions: readableExtensions,
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
          'Add cards with the people, organizations and places (English, German, French, Spanish, Portuguese, Italian, Japanese) and the dates and amounts of money (any language) that are named.',
      },
      topEntities: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 12,
        description: 'Names to show at most on each of those cards.',
      },
      summarySentences: {
        type: 'integer',
        minimum: 0,
        maximum: 10,
        default: 3,
        description:
          'Sentences of the text that a card shows as its summary, where it is long enough for one; 0 for none.',
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
  async setup() {
    // What each file needs. Grammars, dictionaries and readers of documents come with the first file that needs them.
    await import('franc')
  },
  async run({ file, options, cards, log, signal, progress }) {
    progress(0, 'Reading the text')
    const { text, sample, isProse } = await readText(file, { maxChars: options.maxChars, log, signal })
    await breathe(undefined, { signal })

    const language = options.language === 'auto' ? await languageOf(text) : options.language
    const [rules, ranks] = await Promise.all([rulesOf(language), loadWordRanks(language)])
    const stopWords = loadStopWords(language)
    const runs = wordRuns(text, language)
    await breathe(undefined, { signal })
    const tokens = language === 'ja' ? await japaneseTokens(text, signal) : undefined

    progress(0.5, 'Looking for names')
    const entities = options.entities
      ? await findEntities(text, {
          language,
          rules,
          stopWords,
          ranks,
          tokens,
          top: options.topEntities,
          signal,
        })
      : []

    progress(0.7, 'Weighing the words')
    const names = entities.filter(({ title }) => isName(title))
    const people = names.find(({ title }) => title === 'People')?.names ?? []
    const keywords = keywordsOf(tokens === undefined ? runs : nounRuns(tokens), {
      ...options,
      language,
      stopWords,
      rules,
      ranks,
      shown: {
        personWords: new Set(people.flatMap((name) => name.split(' '))),
        names: names.flatMap((group) => group.names),
      },
    })
    if (keywords.length === 0 && names.length === 0) return []
    await breathe(undefined, { signal })

    progress(0.8, 'Choosing sentences')
    const summary =
      isProse && options.summarySentences > 0
        ? await summaryOf(text, { language, rules, stopWords, sentences: options.summarySentences, signal })
        : []
    progress(1)
    return [
      ...(summary.length > 0 ? [cards.transcript({ title: 'Summary', entries: summary })] : []),
      ...(keywords.length > 0
        ? [
            cards.keyword({
              title: 'Keywords',
              entries: keywords.map(({ text, count }) => (options.counts ? `${text} (${count})` : text)),
            }),
          ]
        : []),
      ...entities.map(({ title, names }) => cards.keyword({ title, entries: names })),
      cards.rows({
        title: 'Text',
        values: { Language: languageName(language), ...readingTime(runs, sample) },
      }),
    ]
  },
})

/** Dates and amounts alone, as in a table of numbers, tell nobody what a file is about. */
function isName(title: EntityTitle): boolean {
  return title !== 'Dates' && title !== 'Amounts'
}
