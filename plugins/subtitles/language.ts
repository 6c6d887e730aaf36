/** Languages in which subtitles are made, as franc calls them: among all of its 187, it takes short texts for rare ones. */
const likely = [
  ...[
    'eng',
    'deu',
    'fra',
    'spa',
    'por',
    'ita',
    'nld',
    'swe',
    'dan',
    'nob',
    'fin',
    'isl',
    'pol',
    'ces',
    'slk',
    'slv',
  ],
  ...[
    'hrv',
    'srp',
    'bul',
    'ron',
    'hun',
    'ell',
    'tur',
    'rus',
    'ukr',
    'heb',
    'arb',
    'pes',
    'hin',
    'ben',
    'tam',
    'tel',
  ],
  ...['tha', 'vie', 'ind', 'jpn', 'kor', 'cmn', 'cat', 'est', 'lit', 'lav'],
]

/** Letters from which on a guess is worth something. */
const MIN_LETTERS = 80
/** More text makes the guess no surer. */
const ENOUGH = 10_000

/** What a declared tag such as `pt-BR` or `ger` is called in English; undefined where it is none. */
export function languageName(tag: string | undefined): string | undefined {
  if (tag === undefined) return undefined
  try {
    const [canonical = ''] = Intl.getCanonicalLocales(tag.replaceAll('_', '-'))
    if (/^(?:und|mul|zxx|x)(?:-|$)/.test(canonical)) return undefined
    const name = new Intl.DisplayNames('en', { type: 'language' }).of(canonical)
    return name?.toLowerCase() === canonical.toLowerCase() ? undefined : name
  } catch {
    // RangeError: not formed like a tag.
    return undefined
  }
}

/** The language that a text seems to be in, by its name in English; undefined where it is too short to tell. */
export async function guessLanguage(text: string): Promise<string | undefined> {
  const sample = text.slice(0, ENOUGH)
  if ((sample.match(/\p{L}/gu)?.length ?? 0) < minLetters(sample)) return undefined
  const { franc } = await import('franc')
  return languageName(franc(sample, { only: [cyrillicOf(sample) ?? likely].flat(), minLength: 10 }))
}

/** Letters that only one of the likely languages in Cyrillic has: franc takes short Russian texts for Serbian. */
const cyrillic: readonly (readonly [RegExp, string])[] = [
  [/[ђјљњћџ]/i, 'srp'],
  [/[іїєґ]/i, 'ukr'],
  [/[ыэё]/i, 'rus'],
]

function cyrillicOf(sample: string): string | undefined {
  return cyrillic.find(([letters]) => letters.test(sample))?.[1]
}

/** A sign of Chinese or Japanese says as much as several letters, and so does an alphabet that few languages have. */
function minLetters(sample: string): number {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}\p{Script=Thai}]/u.test(sample)
    ? MIN_LETTERS / 4
    : MIN_LETTERS
}

/** The language that a name declares before its ending, as in `harbour.pt-BR.srt`. */
export function languageInName(name: string): string | undefined {
  return languageName(/[._-]([a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)\.[a-z]{2,5}$/.exec(name)?.[1])
}
