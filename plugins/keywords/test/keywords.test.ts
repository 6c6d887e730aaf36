import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import keywords from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))
const article = fileURLToPath(
  new URL('../../../samples/a-short-history-of-the-lighthouse.txt', import.meta.url),
)

describe('keywords of an English article', () => {
  it('names what it is about, phrases as a whole and the weightiest first', async () => {
    const outcome = await runPlugin(keywords, article)

    const found = entriesOf(outcome, 'Keywords')
    expect(found?.[0]).toBe('lighthouse')
    expect(found).toEqual(expect.arrayContaining(['Bell Rock', 'Fresnel lens', 'Eddystone']))
    expect(found).not.toContain('the')
    expect(found).not.toContain('Bell')
  })

  it('tells language, words and reading time', async () => {
    const outcome = await runPlugin(keywords, article)

    expect(entriesOf(outcome, 'Text')).toEqual([
      'Language: English',
      'Words: 582',
      'Reading time: about 3 min',
    ])
  })

  it('lists people by their full names, organizations, places, dates and amounts', async () => {
    const outcome = await runPlugin(keywords, fixture('names.txt'))

    expect(entriesOf(outcome, 'People')).toEqual(['Ada Lovelace', 'Marie Curie', 'Charles Babbage'])
    expect(entriesOf(outcome, 'Organizations')).toEqual([
      'European Space Agency',
      'Ministry of Transport',
      'University of Paris',
      'Siemens AG',
      'Royal Institution',
    ])
    expect(entriesOf(outcome, 'Places')).toEqual(
      expect.arrayContaining(['Toulouse', 'France', 'Stockholm', 'Sweden', 'London', 'Japan']),
    )
    expect(entriesOf(outcome, 'Dates')).toEqual(['3 October 2022', 'December 10, 1911', '2022-11-05'])
    expect(entriesOf(outcome, 'Amounts')).toEqual(['$4.2 million', 'EUR 30,000'])
  })

  it('keeps names whole that an editor has wrapped or that are hyphenated', async () => {
    const outcome = await runPlugin(keywords, article)

    expect(entriesOf(outcome, 'Organizations')).toContain('Northern Lighthouse Board')
    expect(entriesOf(outcome, 'People')).toContain('Augustin-Jean Fresnel')
  })

  it('reports how far it is, up to the end', async () => {
    const { progress } = await runPlugin(keywords, article)

    expect(progress[0]).toBe(0)
    expect(progress.at(-1)).toBe(1)
    expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  })
})

describe('keywords in other languages', () => {
  it('finds the words of a Japanese text, which has no spaces', async () => {
    const outcome = await runPlugin(keywords, fixture('japanese.txt'))

    expect(entriesOf(outcome, 'Keywords')).toEqual(expect.arrayContaining(['東京タワー', '展望台', '観光客']))
    expect(entriesOf(outcome, 'Text')?.[0]).toBe('Language: Japanese')
    expect(entriesOf(outcome, 'Dates')).toEqual(['1958年12月23日'])
    expect(entriesOf(outcome, 'Amounts')).toEqual(['30億円'])
  })

  it('reads UTF-16 like UTF-8', async () => {
    const utf16 = await runPlugin(keywords, fixture('utf16.txt'))

    expect(utf16.cards).toEqual((await runPlugin(keywords, fixture('japanese.txt'))).cards)
  })

  it.each([
    ['chinese.txt', 'Chinese', '上海港'],
    ['thai.txt', 'Thai', 'แม่น้ำเจ้าพระยา'],
    ['german.txt', 'German', 'Hafen'],
    ['french.txt', 'French', 'phare'],
    ['latin1.txt', 'French', 'garçon'],
  ])('knows the language of %s and a keyword of it', async (name, language, keyword) => {
    const outcome = await runPlugin(keywords, fixture(name))

    expect(entriesOf(outcome, 'Text')?.[0]).toBe(`Language: ${language}`)
    expect(entriesOf(outcome, 'Keywords')).toContain(keyword)
  })

  it('finds dates and amounts in any language, but guesses no names where it knows too little', async () => {
    const outcome = await runPlugin(keywords, fixture('german.txt'), { options: { language: 'nl' } })

    expect(titlesOf(outcome)).toEqual(['Keywords', 'Amounts', 'Text'])
  })

  it('understands German dates and amounts', async () => {
    const outcome = await runPlugin(keywords, fixture('german.txt'))

    expect(entriesOf(outcome, 'Dates')).toEqual(['7. Mai 1189', 'Januar 2025'])
    expect(entriesOf(outcome, 'Amounts')).toEqual(['250 Euro', '1,1 Milliarden Euro'])
  })

  it('understands French amounts', async () => {
    const outcome = await runPlugin(keywords, fixture('french.txt'))

    expect(entriesOf(outcome, 'Amounts')).toEqual(["4,5 millions d'euros"])
  })
})

describe('keywords of other formats', () => {
  it('reads of a web page what a person sees', async () => {
    const outcome = await runPlugin(keywords, fixture('page.html'), { options: { top: 50 } })

    const found = entriesOf(outcome, 'Keywords')
    expect(found).toEqual(expect.arrayContaining(['tide tables', 'estuary', 'Rotterdam']))
    for (const unseen of ['trackingPixel', 'seagreen', 'Startpage', 'secretcomment', 'eacute']) {
      expect(found?.join(' ')).not.toContain(unseen)
    }
  })

  it('reads Markdown without its marks, code, front matter and link targets', async () => {
    const outcome = await runPlugin(keywords, fixture('readme.md'), { options: { top: 50 } })

    const found = entriesOf(outcome, 'Keywords')?.join(' ') ?? ''
    expect(found).toContain('pump station')
    expect(found).toContain('water board')
    for (const unseen of ['Frontmatter', 'frontmattertag', 'codeblock', 'hidden', 'const']) {
      expect(found).not.toContain(unseen)
    }
  })

  it('joins no words across the cells of a table', async () => {
    const outcome = await runPlugin(keywords, fixture('ports.csv'))

    expect(entriesOf(outcome, 'Keywords')).toEqual(
      expect.arrayContaining(['crude oil', 'Rotterdam', 'Netherlands']),
    )
    expect(entriesOf(outcome, 'Keywords')?.join()).not.toContain('Rotterdam Netherlands')
  })

  it('reads of a log what happened, without times, levels and ids', async () => {
    const outcome = await runPlugin(keywords, fixture('server.log'))

    expect(entriesOf(outcome, 'Keywords')).toEqual([
      'request upstream timeout',
      'volume archive',
      'reading response header',
      'disk quota exceeded',
      'gateway kernel',
    ])
    expect(titlesOf(outcome)).toEqual(['Keywords', 'Text'])
  })
})

describe('files without anything to say', () => {
  it.each(['empty.txt', 'blank.txt', 'emoji.txt', 'numbers.csv'])('finds nothing in %s', async (name) => {
    const { cards } = await runPlugin(keywords, fixture(name))

    expect(cards).toEqual([])
  })

  it('refuses binary data that is called a text', async () => {
    const run = runPlugin(keywords, fixture('binary.txt'))

    await expect(run).rejects.toMatchObject({
      code: 'skills_invalid_file_format_error',
      message: '“binary.txt” holds binary data, not text.',
    })
  })
})

describe('options', () => {
  it('shows as many keywords as asked for, with counts where wanted', async () => {
    const outcome = await runPlugin(keywords, article, { options: { top: 2, counts: true } })

    expect(entriesOf(outcome, 'Keywords')).toEqual([
      'lighthouse (14)',
      expect.stringMatching(/^\w+ \(\d+\)$/),
    ])
  })

  it('leaves short words out', async () => {
    const outcome = await runPlugin(keywords, article, { options: { minWordLength: 6, phrases: false } })

    expect(entriesOf(outcome, 'Keywords')?.filter((word) => word.length < 6)).toEqual([])
  })

  it('takes single words only where phrases are off', async () => {
    const outcome = await runPlugin(keywords, article, { options: { phrases: false, top: 40 } })

    expect(entriesOf(outcome, 'Keywords')?.filter((keyword) => keyword.includes(' '))).toEqual([])
  })

  it('looks for no names where entities are off', async () => {
    const outcome = await runPlugin(keywords, fixture('names.txt'), { options: { entities: false } })

    expect(titlesOf(outcome)).toEqual(['Keywords', 'Text'])
  })

  it('shows as many names as asked for', async () => {
    const outcome = await runPlugin(keywords, fixture('names.txt'), { options: { topEntities: 1 } })

    expect(entriesOf(outcome, 'People')).toEqual(['Ada Lovelace'])
  })

  it('takes the language that the operator has set', async () => {
    const outcome = await runPlugin(keywords, fixture('german.txt'), { options: { language: 'nl' } })

    expect(entriesOf(outcome, 'Text')?.[0]).toBe('Language: Dutch')
  })
})
