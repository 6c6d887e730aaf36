import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import keywords from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/documents/${name}`, import.meta.url))

describe('a document', () => {
  it.each([
    ['letter-en.pdf', 'English', 'sycamore', 'Rachel Nkemelu'],
    ['contract-de.odt', 'German', 'Kaution', 'Katrin Sommerfeld'],
    ['letter-it.docx', 'Italian', 'organo', 'Paolo Ruffini'],
  ])('such as %s is read like the text in it', async (name, language, keyword, person) => {
    const outcome = await runPlugin(keywords, fixture(name))

    expect(entriesOf(outcome, 'Text')?.[0]).toBe(`Language: ${language}`)
    expect(entriesOf(outcome, 'Keywords')).toContain(keyword)
    expect(entriesOf(outcome, 'People')).toContain(person)
    expect(entriesOf(outcome, 'Summary')).toHaveLength(3)
  })

  it('is known by its content, whatever its name ends in', async () => {
    const lying = await runPlugin(keywords, fixture('really-a-docx.txt'))

    expect(lying.cards).toEqual((await runPlugin(keywords, fixture('letter-it.docx'))).cards)
  })

  it('and a text are told apart by content as well', async () => {
    const letter = fileURLToPath(new URL('fixtures/texts/letter-en.txt', import.meta.url))

    const outcome = await runPlugin(keywords, letter, { name: 'letter.pdf' })

    expect(entriesOf(outcome, 'Keywords')).toContain('sycamore')
  })

  it('that is cut off is refused in words', async () => {
    await expect(runPlugin(keywords, fixture('truncated.pdf'))).rejects.toMatchObject({ name: 'SkillError' })
  })
})
