import { describe, expect, it } from 'vitest'
import { rulesOf } from '../languages/language-rules.ts'
import { keywordsOf } from '../weighing/keywords.ts'
import { baseOf } from '../words/inflection.ts'
import { loadStopWords } from '../words/stop-words.ts'
import { loadWordRanks } from '../words/word-ranks.ts'
import { wordRuns } from '../words/words.ts'

async function keywordsIn(text: string, language: string, top = 5): Promise<string[]> {
  const found = keywordsOf(wordRuns(text, language), {
    top,
    minWordLength: 3,
    phrases: true,
    language,
    stopWords: loadStopWords(language),
    rules: await rulesOf(language),
    ranks: await loadWordRanks(language),
    shown: { personWords: new Set(), names: [] },
  })
  return found.map((keyword) => keyword.text)
}

describe('the forms of a word', () => {
  it.each([
    ['en', ['city', 'cities']],
    ['en', ['box', 'boxes']],
    ['de', ['Vertrag', 'Vertrages', 'Verträge', 'Verträgen']],
    ['de', ['Mieterin', 'Mieterinnen']],
    ['fr', ['canal', 'canaux']],
    ['es', ['acción', 'acciones']],
    ['es', ['luz', 'luces']],
    ['pt', ['ação', 'ações']],
    ['it', ['lago', 'laghi']],
    ['it', ['canna', 'canne']],
  ])('in %s are one: %j', (language, forms) => {
    expect(new Set(forms.map((form) => baseOf(form, language))).size).toBe(1)
  })

  it.each([
    ['de', ['Miete', 'Mieter']],
    ['en', ['glass', 'glas']],
    ['en', ['bus', 'bu']],
  ])('in %s are told from other words: %j', (language, words) => {
    expect(new Set(words.map((word) => baseOf(word, language))).size).toBe(2)
  })
})

describe('keywords', () => {
  it('are taken from the first 5,000 words where no punctuation or line break ends them', async () => {
    const endless = `${'harbour '.repeat(5000)}${'zeppelin '.repeat(5000)}`

    expect(await keywordsIn(endless, 'en')).not.toContain('zeppelin')
    expect(await keywordsIn(`${endless}\nThe zeppelin and a zeppelin.`, 'en')).toContain('zeppelin')
  })

  it('of German are nouns, each in one form', async () => {
    const text =
      'Der Vertrag gilt. Die Dauer des Vertrages beträgt zwei Jahre. Verträge dieser Art kündigt man schriftlich. Danach endet der Vertrag.'

    const found = await keywordsIn(text, 'de')

    expect(found[0]).toBe('Vertrag')
    expect(found.filter((keyword) => keyword.startsWith('Vertr'))).toHaveLength(1)
    expect(found).not.toContain('schriftlich')
  })

  it('join nouns with what stands between them in Romance languages', async () => {
    const french = 'Le taux de chômage baisse. Le taux de chômage des jeunes reste haut.'
    const italian = "Il restauro dell'organo comincia. Il restauro dell'organo costa molto."

    expect(await keywordsIn(french, 'fr')).toContain('taux de chômage')
    expect(await keywordsIn(italian, 'it')).toContain("restauro dell'organo")
  })

  it('are rather what stands as a noun than what stands as a verb', async () => {
    const text =
      'The pump needs oil. They repaired the pump. She repaired it and he repaired it. The valve and the pump leak, and the valve sticks.'

    const found = await keywordsIn(text, 'en', 2)

    expect(found).toEqual(['pump', 'valve'])
  })

  it('do not fill the list with relatives of one word', async () => {
    const text = [
      'Der Vertrag gilt. Der Vertrag endet. Der Vertrag liegt bei.',
      'Mietvertrag und Kaufvertrag liegen vor. Der Mietvertrag und der Kaufvertrag gelten.',
      'Das Dach und der Garten gehören dazu. Das Dach ist neu, der Garten alt.',
    ].join('\n')

    const found = await keywordsIn(text, 'de', 3)

    expect(found[0]).toBe('Vertrag')
    expect(found.toSorted()).toEqual(['Dach', 'Garten', 'Vertrag'])
  })
})
