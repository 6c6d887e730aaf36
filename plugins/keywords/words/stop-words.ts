import { createRequire } from 'node:module'
import { calendarWords } from './calendar-words.ts'

const require = createRequire(import.meta.url)

/** English nouns that the list holds as well, although a text may well be about them. */
const nounsOfTheEnglishList =
  'area areas bill computer fire group groups index information interest interests invention member members microsoft mill novel openings order orders page pages problem problems research room rooms site system systems value web website webpage young'.split(
    ' ',
  )

/** Verbs of reporting and similar fillers that the English list lacks. */
const missingInTheEnglishList =
  'according added also announced based including percent per said says told'.split(' ')

/** The words of a language that say nothing about a text's subject, in lower case; empty where none are known. Months and days are among them. */
export function loadStopWords(language: string): ReadonlySet<string> {
  const words = new Set([...(lists()[listName(language)] ?? []), ...calendarWords(language)])
  if (language === 'en') {
    for (const noun of nounsOfTheEnglishList) words.delete(noun)
    for (const word of missingInTheEnglishList) words.add(word)
  }
  return words
}

/** Codes of the languages with a list. */
export function languagesWithStopWords(): ReadonlySet<string> {
  return new Set([...Object.keys(lists()), 'nb', 'nn', 'fil'])
}

/** The package is one JSON file; `require` keeps it, so that asking again costs nothing. */
function lists(): Readonly<Record<string, readonly string[]>> {
  return require('stopwords-iso')
}

function listName(language: string): string {
  if (language === 'nb' || language === 'nn') return 'no'
  return language === 'fil' ? 'tl' : language
}
