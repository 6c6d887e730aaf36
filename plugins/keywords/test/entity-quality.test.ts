import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { rulesOf } from '../languages/language-rules.ts'
import { findEntities } from '../names/entities.ts'
import { japaneseTokens } from '../words/japanese-tokens.ts'
import { loadStopWords } from '../words/stop-words.ts'
import { loadWordRanks } from '../words/word-ranks.ts'

const languages = ['en', 'de', 'fr', 'es', 'pt', 'it', 'ja']
const kinds = { P: 'People', O: 'Organizations', L: 'Places', D: 'Dates', M: 'Amounts' } as const

/** `{P Ada Lovelace}`; behind `=` stands what is shown where that differs from the text, as in `{O Deutschen Bahn=Deutsche Bahn}`. */
const marks = /\{([POLDM]) ([^{}=]+)(?:=([^{}]+))?\}/g
const signal = new AbortController().signal

interface Counts {
  readonly right: number
  readonly wrong: readonly string[]
  readonly missed: readonly string[]
}

/** How the names, dates and amounts that are found in the eight marked texts of a language compare to the marks. */
async function compare(language: string): Promise<Record<string, Counts>> {
  const source = await readFile(new URL(`fixtures/labelled/${language}.txt`, import.meta.url), 'utf8')
  const rules = await rulesOf(language)
  const ranks = await loadWordRanks(language)
  const stopWords = loadStopWords(language)
  const counts: Record<string, Counts> = {}
  for (const marked of source.trimEnd().split(/\n\n+/)) {
    const text = marked.replace(marks, '$2')
    const tokens = language === 'ja' ? await japaneseTokens(text, signal) : undefined
    const groups = await findEntities(text, { language, rules, ranks, stopWords, tokens, top: 100, signal })
    for (const [letter, kind] of Object.entries(kinds)) {
      const before = counts[kind] ?? { right: 0, wrong: [], missed: [] }
      const wanted = new Set(
        [...marked.matchAll(marks)].filter((m) => m[1] === letter).map((m) => m[3] ?? m[2] ?? ''),
      )
      const found = new Set(groups.find(({ title }) => title === kind)?.names)
      counts[kind] = {
        right: before.right + [...found].filter((name) => wanted.has(name)).length,
        wrong: [...before.wrong, ...[...found].filter((name) => !wanted.has(name))],
        missed: [...before.missed, ...[...wanted].filter((name) => !found.has(name))],
      }
    }
  }
  return counts
}

it('shows hardly a wrong name in texts that are marked by hand, and misses few', async () => {
  const rows: string[] = []
  const wrong: string[] = []
  const missed: string[] = []
  for (const language of languages) {
    const counts = await compare(language)
    const cells = Object.entries(counts).map(
      ([kind, { right, wrong, missed }]) =>
        `${kind} ${right}/${right + wrong.length} right ${right}/${right + missed.length} found`,
    )
    rows.push(`${language}: ${cells.join(', ')}`)
    for (const { wrong: names } of Object.values(counts)) wrong.push(...names)
    for (const { missed: names } of Object.values(counts)) missed.push(...names)
  }

  expect(rows.join('\n')).toMatchInlineSnapshot(`
    "en: People 12/12 right 12/13 found, Organizations 9/9 right 9/9 found, Places 14/14 right 14/14 found, Dates 6/6 right 6/6 found, Amounts 5/5 right 5/5 found
    de: People 13/13 right 13/14 found, Organizations 9/9 right 9/9 found, Places 6/6 right 6/6 found, Dates 5/5 right 5/5 found, Amounts 5/5 right 5/5 found
    fr: People 14/14 right 14/14 found, Organizations 7/8 right 7/8 found, Places 8/9 right 8/9 found, Dates 4/4 right 4/4 found, Amounts 4/4 right 4/4 found
    es: People 11/11 right 11/12 found, Organizations 9/9 right 9/9 found, Places 7/7 right 7/7 found, Dates 4/4 right 4/4 found, Amounts 5/5 right 5/5 found
    pt: People 13/13 right 13/13 found, Organizations 8/8 right 8/8 found, Places 9/9 right 9/9 found, Dates 4/4 right 4/4 found, Amounts 5/5 right 5/5 found
    it: People 11/11 right 11/12 found, Organizations 9/9 right 9/9 found, Places 7/7 right 7/7 found, Dates 4/4 right 4/4 found, Amounts 5/5 right 5/5 found
    ja: People 10/10 right 10/11 found, Organizations 8/8 right 8/8 found, Places 13/13 right 13/13 found, Dates 4/4 right 4/4 found, Amounts 5/5 right 5/5 found"
  `)
  expect(wrong).toMatchInlineSnapshot(`
    [
      "Association Nature",
      "Flandre",
    ]
  `)
  expect(missed).toMatchInlineSnapshot(`
    [
      "Margrethe Holm",
      "Katarzyna Nowak",
      "Association Nature en Flandre",
      "Fougères",
      "Inês Carvalho",
      "Camille Roche",
      "小林",
    ]
  `)
})
