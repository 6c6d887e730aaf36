import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import documentText from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

const outline = [
  'By day (page 1)',
  '› Cleaning the lens (page 1)',
  '› Stores (page 1)',
  'By night (page 2)',
  'In fog (page 3)',
]

describe('a text with pages and headings', () => {
  it.each([
    ['handbook.odt', 'OpenDocument text'],
    ['handbook.rtf', 'Rich Text (RTF)'],
    ['handbook.docx', 'Word document'],
    ['handbook.pdf', 'PDF'],
  ])('such as %s is read page by page, with its outline', async (name, format) => {
    const outcome = await runPlugin(documentText, fixture(name))

    expect(titlesOf(outcome)).toEqual(['Document', 'Outline', 'Text'])
    expect(entriesOf(outcome, 'Document')).toEqual(
      expect.arrayContaining([
        'Title: Handbook for keepers of the light',
        'Author: Harbour Office',
        `Format: ${format}`,
        'Pages: 3',
      ]),
    )
    expect(entriesOf(outcome, 'Outline')).toEqual(outline)
    expect(entriesOf(outcome, 'Text')).toEqual([
      expect.stringMatching(
        /^Page 1: .*soft linen & spirits of wine\. .*(?:Item \| In store; Lamp oil \| 240 litres|Item In store Lamp oil 240 litres)/,
      ),
      expect.stringMatching(/^Page 2: By night The lamp is lit at sunset/),
      'Page 3: In fog The fog signal gives two blasts of three seconds each minute – never fewer. Ships answer with one long blast.',
    ])
  })

  it('has no outline where the operator does not want one', async () => {
    const outcome = await runPlugin(documentText, fixture('handbook.odt'), { options: { outline: false } })

    expect(titlesOf(outcome)).toEqual(['Document', 'Text'])
  })

  it('is read up to the page limit, outline included', async () => {
    for (const name of ['handbook.odt', 'handbook.rtf']) {
      const outcome = await runPlugin(documentText, fixture(name), { options: { maxPages: 1 } })

      expect(entriesOf(outcome, 'Outline')).toEqual(outline.slice(0, 3))
      expect(entriesOf(outcome, 'Text')).toEqual([expect.stringMatching(/^Page 1: /)])
    }
  })
})

describe('an OpenDocument spreadsheet', () => {
  it('is read sheet by sheet as it looks, with dates that mean the same everywhere', async () => {
    const outcome = await runPlugin(documentText, fixture('budget.ods'))

    expect(entriesOf(outcome, 'Document')).toEqual([
      'Title: Budget 2026',
      'Author: Harbour Office',
      'Created: 2025-11-03 09:30',
      expect.stringMatching(/^Modified: 2026-/),
      'Made with: LibreOffice',
      'Format: OpenDocument spreadsheet',
      'Sheets: 3',
      'Hidden: 1 sheet, not shown here',
    ])
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Sheet Budget: Item | Due | Amount | Paid; Tide gauge | 2026-04-15 | 85000 | TRUE; Shore power | 2026-09-01 14:30 | 1900000.5 | FALSE; New lock | 1985000.5; 0.3',
      'Sheet 潮位: 満潮 | 干潮; 04:12 | 10:31 🌊',
    ])
  })

  it('keeps its hidden sheets hidden', async () => {
    const outcome = await runPlugin(documentText, fixture('budget.ods'))

    expect(JSON.stringify(outcome.cards)).not.toMatch(/Salaries|secretsalary/)
  })
})

describe('an OpenDocument presentation', () => {
  it('is read slide by slide', async () => {
    const outcome = await runPlugin(documentText, fixture('lock.odp'))

    expect(entriesOf(outcome, 'Document')).toEqual(
      expect.arrayContaining(['Title: The new lock', 'Format: OpenDocument presentation', 'Slides: 4']),
    )
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Slide 1: The new lock Plans and costs',
      'Slide 2: Costs Lock gates €9 million Lock walls €22 million',
      'Slide 4: ありがとう 🙏',
    ])
  })

  it('shows its notes where the operator wants them', async () => {
    const outcome = await runPlugin(documentText, fixture('lock.odp'), { options: { notes: true } })

    expect(entriesOf(outcome, 'Text')?.[1]).toBe('Notes of slide 1: Welcome the council')
  })
})

describe('a page of the web', () => {
  it('is told of by what it says of itself, and read by its headings', async () => {
    const outcome = await runPlugin(documentText, fixture('handbook.html'))

    expect(titlesOf(outcome)).toEqual(['Web page', 'Outline', 'Text'])
    expect(entriesOf(outcome, 'Web page')).toEqual([
      'Title: Handbook for keepers of the light',
      'Author: Harbour Office',
      'Description: What a keeper does by day, by night and in fog.',
      'Tags: lighthouse, keeper, fog signal',
      'Language: British English',
      'Published: 2026-02-11 08:30 +01:00',
      'Format: HTML',
    ])
    expect(entriesOf(outcome, 'Text')?.slice(2)).toEqual([
      'Cleaning the lens Draw the curtains before the sun reaches the lens. Wipe from the centre to the rim.',
      'Stores Item | In store; Lamp oil | 240 litres; Linen cloths | 36',
      'By night The lamp is lit at sunset and put out at sunrise. Between them the keeper winds the clockwork every four hours.',
      'In fog The fog signal gives two blasts of three seconds each minute – never fewer. Ships answer with one long blast.',
    ])
  })

  it('has neither its menu shown, nor its scripts, nor what it hides', async () => {
    const outcome = await runPlugin(documentText, fixture('handbook.html'))

    expect(JSON.stringify(outcome.cards)).not.toMatch(/Contact|not this|navy|Hidden/)
  })

  it('with more sections than are wanted has the rest of them in the last', async () => {
    const outcome = await runPlugin(documentText, fixture('handbook.html'), { options: { maxPages: 2 } })

    expect(entriesOf(outcome, 'Text')).toEqual([
      expect.stringMatching(/^Handbook for keepers/),
      expect.stringMatching(/^By day .* Stores .* By night .* In fog/),
    ])
  })
})

describe('an e-book', () => {
  it.each(['keeper.epub', 'keeper-2.epub'])(
    'such as %s is read by the chapters of its table of contents',
    async (name) => {
      const outcome = await runPlugin(documentText, fixture(name))

      expect(titlesOf(outcome)).toEqual(['Book', 'Outline', 'Text'])
      expect(entriesOf(outcome, 'Book')).toEqual([
        'Title: The keeper’s year',
        'Author: Harbour Office',
        'Description: Twelve months on the north mole.',
        'Tags: Lighthouses, Tides',
        'Publisher: North Mole Press',
        'Language: British English',
        'ISBN: 9783161484100',
        'Published: 2026-02-01',
        'Format: E-book (EPUB)',
        'Chapters: 3',
      ])
      expect(entriesOf(outcome, 'Outline')).toEqual(['Winter storms', '› Ice on the lens', 'Summer fog'])
      expect(entriesOf(outcome, 'Text')).toEqual([
        'Winter storms: The storms come from the north-west. Ice on the lens Ice is wiped off with warm oil. January | 14 storms; February | 9 storms',
        'Summer fog: The fog signal sounds for days. A keeper sleeps when it is quiet.',
      ])
    },
  )
})

describe('a document in a format before Office 2007', () => {
  it('shows the text that Box has extracted', async () => {
    const outcome = await runPlugin(documentText, fixture('handbook.doc'), {
      representations: { extracted_text: fixture('handbook.doc.extracted.txt') },
    })

    expect(entriesOf(outcome, 'Document')).toEqual(['Format: Word document before 2007'])
    expect(entriesOf(outcome, 'Text')).toEqual([
      'Handbook for keepers of the light The lamp is lit at sunset and put out at sunrise.',
    ])
  })

  it.each([
    ['handbook.doc', 'doc', 'docx'],
    ['budget.xls', 'xls', 'xlsx'],
  ])('such as %s says what to do where Box has none', async (name, old, newer) => {
    await expect(runPlugin(documentText, fixture(name))).rejects.toMatchObject({
      code: 'custom_error',
      message: `The text of ${old} files can only be read where Box has extracted it: “${name}”. Save it as ${newer} and upload that.`,
    })
  })
})

describe('a PDF with scanned pages', () => {
  it('has their text recognized where the operator wants that', async () => {
    const options = { ocr: { languages: ['eng'], maxPages: 10 } }
    try {
      const outcome = await runPlugin(documentText, fixture('half-scanned.pdf'), { options })

      expect(entriesOf(outcome, 'Document')).toContain(
        'Text: recognized in pictures of pages, so some of it may be wrong',
      )
      expect(entriesOf(outcome, 'Text')).toEqual([
        expect.stringMatching(/^Page 1: By night The lamp/),
        expect.stringMatching(/^Page 2: In fog The fog signal gives two blasts/),
      ])
    } finally {
      await documentText.teardown?.()
    }
  })
})
