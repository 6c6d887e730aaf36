import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { languageOf } from '../language.ts'

describe('the language of a text', () => {
  it('is known from a line of two to eight words, but where the line fits two languages', async () => {
    const lines = await readFile(new URL('fixtures/labelled/short-lines.tsv', import.meta.url), 'utf8')
    const wrong: string[] = []
    for (const line of lines.trimEnd().split('\n')) {
      const [language, text = ''] = line.split('\t')
      const found = await languageOf(text)
      if (found !== language) wrong.push(`${text} (${language}, taken for ${found})`)
    }

    expect(lines.trimEnd().split('\n')).toHaveLength(90)
    expect(wrong).toMatchInlineSnapshot(`
      [
        "Mietvertrag Garage (de, taken for da)",
        "Lista de participantes (es, taken for pt)",
        "Leieavtale for bolig (nb, taken for da)",
        "Contrato de alugueiro da vivenda (gl, taken for pt)",
        "賃貸契約書 (ja, taken for zh)",
        "見積書 (ja, taken for zh)",
      ]
    `)
  })

  it.each([
    ['contract-de', 'de'],
    ['letter-en', 'en'],
    ['letter-it', 'it'],
    ['manual-pt', 'pt'],
    ['news-fr', 'fr'],
    ['report-es', 'es'],
    ['report-ja', 'ja'],
  ])('of %s is %s', async (name, language) => {
    const text = await readFile(new URL(`fixtures/texts/${name}.txt`, import.meta.url), 'utf8')

    expect(await languageOf(text)).toBe(language)
  })

  it('is not guessed where there are no words', async () => {
    expect(await languageOf('12 % 14:30 €')).toBe('und')
  })
})
