import { languagesWithStopWords, loadStopWords } from './words/stop-words.ts'
import { loadWordRanks } from './words/word-ranks.ts'

/** Languages that franc tells apart by script alone, so that knowing them costs nothing in certainty. */
const byScript = [
  'amh',
  'kat',
  'kan',
  'khm',
  'mal',
  'tam',
  'tel',
  'pan',
  'sin',
  'mya',
  'lao',
  'kaz',
  'srp',
  'mkd',
  'bel',
  'ydd',
  'npi',
]

/** More text than this makes the answer no surer. */
const ENOUGH = 20_000

/** Below as many words neither letters nor commonest words tell languages such as Spanish and Portuguese apart. */
const FEW_WORDS = 60

/**
 * The language of a text as its shortest ISO 639 code, such as `en`; `und` where nothing points to one. Letter
 * statistics propose, and the share of each candidate's commonest words decides, since short texts mislead the first;
 * for very short ones, so does the share of words that the candidate has at all.
 */
export async function languageOf(text: string): Promise<string> {
  const { francAll } = await import('franc')
  const sample = text.slice(0, ENOUGH)
  const supported = languagesWithStopWords()
  const candidates = francAll(sample, { minLength: 3 })
    .map(([code, score]) => ({ language: shortCode(code), code, score }))
    .filter(({ language, code }) => supported.has(language) || byScript.includes(code))
  const words = sample.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? []
  let best = { language: 'und', score: 0 }
  for (const { language, score } of candidates.slice(0, 8)) {
    const common = loadStopWords(language)
    const share = words.filter((word) => common.has(word)).length / Math.max(1, words.length)
    const short = words.length < FEW_WORDS
    const sum = score + share + (short ? (await knownShare(words, language)) + likelihood(language) : 0)
    if (sum > best.score) best = { language, score: sum }
  }
  return best.language
}

/** How much likelier a language is before anything is read, where a few words fit several: most files are in one of these. */
function likelihood(language: string): number {
  return widespread.has(language) ? 0.1 : 0
}

const widespread = new Set('en de fr es pt it nl pl ru ja zh'.split(' '))

/** The share of words, one for each time they stand there, that are among the 10,000 commonest of a language. */
async function knownShare(words: readonly string[], language: string): Promise<number> {
  const ranks = await loadWordRanks(language)
  return words.filter((word) => ranks?.has(word)).length / Math.max(1, words.length)
}

/** What the language is called in English; undefined for `und`. */
export function languageName(language: string): string | undefined {
  if (language === 'und') return undefined
  return new Intl.DisplayNames('en', { type: 'language', fallback: 'code' }).of(language)
}

/** franc's ISO 639-3 code in the form that everything else uses: `eng` → `en`, `cmn` → `zh`. */
function shortCode(code: string): string {
  if (code === 'und') return code
  return new Intl.Locale(code).language
}
