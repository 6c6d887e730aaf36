import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import keywords from '../index.ts'
import { german } from '../languages/german.ts'
import { sentencesOf } from '../summary/sentences.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const minutes = fixture('texts/minutes-en.txt')

describe('the summary', () => {
  it('is made of whole sentences of the text, in its order', async () => {
    const text = (await readFile(minutes, 'utf8')).replace(/\s+/g, ' ')

    const summary = entriesOf(await runPlugin(keywords, minutes), 'Summary') ?? []

    const places = summary.map((sentence) => text.indexOf(sentence))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
  })

  it('has as many sentences as asked for, and none where none are', async () => {
    const options = { entities: false }

    const five = await runPlugin(keywords, minutes, { options: { ...options, summarySentences: 5 } })
    const none = await runPlugin(keywords, minutes, { options: { ...options, summarySentences: 0 } })

    expect(entriesOf(five, 'Summary')).toHaveLength(5)
    expect(titlesOf(none)).toEqual(['Keywords', 'Text'])
  })

  it.each(['german.txt', 'ports.csv', 'server.log'])('is not made of %s', async (name) => {
    expect(titlesOf(await runPlugin(keywords, fixture(name)))).not.toContain('Summary')
  })
})

describe('sentences', () => {
  const sentences = (text: string) =>
    sentencesOf(text, 'de', german.abbreviations, 10).map(({ text: sentence }) => sentence)

  it('do not end at an abbreviation, an initial or the number of a day', () => {
    expect(sentences('Am 3. Mai kam Dr. A. Weber, z. B. um zwölf. Danach ging er.')).toEqual([
      'Am 3. Mai kam Dr. A. Weber, z. B. um zwölf.',
      'Danach ging er.',
    ])
  })

  it('are no headings and no items of lists', () => {
    expect(sentences('Die Kosten\n\n- Miete\n- Strom\n\nSie sind hoch.')).toEqual(['Sie sind hoch.'])
  })
})
