import { languagesWithStopWords, loadStopWords } from './stop-words.ts'

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

/**
 * The language of a text as its shortest ISO 639 code, such as `en`; `und` where nothing points to one. Letter
 * statistics propose, and the share of each candidate's commonest words decides, since short texts mislead the first.
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
    if (score + share > best.score) best = { language, score: score + share }
  }
  return best.language
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
