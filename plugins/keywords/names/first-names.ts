import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { NameRules } from '../languages/language-rules.ts'

const require = createRequire(import.meta.url)

/** Whether a word is a first name in the language of these rules. Words such as “Jean-Luc” are, if their parts are. */
export function firstNameTest({
  firstNameLists,
  moreFirstNames,
}: Pick<NameRules, 'firstNameLists' | 'moreFirstNames'>): (word: string) => boolean {
  const folder = dirname(require.resolve('gender-detection-from-name'))
  const lists = firstNameLists.map(
    (list): ReadonlyMap<string, unknown> => require(join(folder, 'names', `${list}.js`)),
  )
  const isListed = (word: string) => moreFirstNames.has(word) || lists.some((list) => list.has(word))
  return (word) => {
    const lower = word.toLowerCase()
    return isListed(lower) || (lower.includes('-') && lower.split('-').every((part) => isListed(part)))
  }
}
