import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { entriesOf, runPlugin, titlesOf } from '../../../test/support/plugin-context.ts'
import documentText from '../index.ts'

const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

describe('a PDF', () => {
  it('is told of by its properties', async () => {
    const outcome = await runPlugin(documentText, fixture('report.pdf'))

    expect(entriesOf(outcome, 'Document')).toEqual([
      'Title: Annual report of the harbour 2025',
      'Author: Harbour Office',
      'Subject: Traffic, dredging and budget',
      'Tags: harbour, dredging, tide',
      expect.stringMatching(/^Created: \d{4}-\d\d-\d\d \d\d:\d\d UTC$/),
      'Made with: Writer',
      'Format: PDF',
      'Pages: 3',
    ])
  })

  it('is read page by page', async () => {
    const texts = entriesOf(await runPlugin(documentText, fixture('report.pdf')), 'Text')

    expect(texts).toEqual([
      expect.stringMatching(/^Page 1: Annual report of the harbour 2025 The harbour had its busiest year/),
      expect.stringMatching(
        /^Page 2: Dredging Each tide carries sand .*Harbour dues brought in €18.4 million/,
      ),
      expect.stringMatching(/^Page 3: Decisions for 2026 .*water level every minute\.$/),
    ])
  })

  it('may be Japanese, with no blanks where lines end', async () => {
    const outcome = await runPlugin(documentText, fixture('japanese.pdf'))

    expect(entriesOf(outcome, 'Document')).toContain('Title: 港の報告 🚢')
    expect(entriesOf(outcome, 'Text')?.[0]).toContain('潮位計は北の防波堤にある。潮位計は古い。')
  })

  it('with fonts that are not embedded is readable with the character maps of pdf.js', async () => {
    const options = { characterMaps: fixture('cmaps') }

    const outcome = await runPlugin(documentText, fixture('fonts-not-embedded.pdf'), { options })

    expect(entriesOf(outcome, 'Text')).toEqual(['Page 1: 東京タワー'])
  })

  it('is readable where only changing it wants a password', async () => {
    const outcome = await runPlugin(documentText, fixture('owner-password.pdf'))

    expect(entriesOf(outcome, 'Text')).toHaveLength(3)
  })

  it('is read up to the page limit, and says so', async () => {
    const outcome = await runPlugin(documentText, fixture('sixty-pages.pdf'), { options: { maxPages: 2 } })

    expect(entriesOf(outcome, 'Text')).toEqual(['Page 1: Logbook sheet 1', 'Page 2: Logbook sheet 2'])
    expect(entriesOf(outcome, 'Document')).toContain('Read: the first 2 of 60 pages')
    expect(outcome.progress).toEqual([0, 0.45, 0.9, 1])
  })
})

describe('a scanned PDF', () => {
  it('says that no text was found', async () => {
    const outcome = await runPlugin(documentText, fixture('scanned.pdf'))

    expect(titlesOf(outcome)).toEqual(['Document'])
    expect(entriesOf(outcome, 'Document')).toContain(
      'Text: none found; the pages are probably scanned pictures',
    )
  })

  it('has the text that Box has recognized', async () => {
    const outcome = await runPlugin(documentText, fixture('scanned.pdf'), {
      representations: { extracted_text: fixture('scanned.extracted.txt') },
    })

    expect(entriesOf(outcome, 'Text')).toEqual(['Receipt of the harbour office for the mooring fee'])
    expect(entriesOf(outcome, 'Document')?.join()).not.toContain('none found')
  })
})

describe('a Word document', () => {
  it.each(['report.docx', 'libreoffice.docx'])(
    'such as %s is read by the pages that it marks',
    async (name) => {
      const outcome = await runPlugin(documentText, fixture(name))

      expect(entriesOf(outcome, 'Text')).toEqual([
        expect.stringMatching(/^Page 1: Annual report of the harbour 2025 The harbour/),
        expect.stringMatching(/^Page 2: Dredging Each tide carries sand/),
        expect.stringMatching(/^Page 3: Decisions for 2026 The council/),
        'Footnotes: Measured at the tide gauge by the north mole.',
      ])
      expect(entriesOf(outcome, 'Document')).toEqual(
        expect.arrayContaining(['Format: Word document', 'Pages: 3']),
      )
    },
  )

  it('has its tables as rows and cells', async () => {
    const outcome = await runPlugin(documentText, fixture('report.docx'))

    expect(entriesOf(outcome, 'Text')?.[0]).toContain(
      'Kind of vessel | 2024 | 2025; Container ships | 1,204 | 1,337; Bulk carriers | 611 | 598; Ferries',
    )
  })

  it('without page marks is divided at its headings', async () => {
    const outcome = await runPlugin(documentText, fixture('japanese.docx'))

    expect(entriesOf(outcome, 'Text')).toEqual([
      '港の交通 コンテナ船は増えている。港の交通は昨年より多い。',
      '潮位 潮位計は北の防波堤にある。潮位計は古い。 & < > "',
    ])
  })

  it('shows neither deleted or moved text, nor fields, nor text boxes twice', async () => {
    const outcome = await runPlugin(documentText, fixture('moved.docx'))

    expect(entriesOf(outcome, 'Text')).toEqual([
      'Page 1: Kept boxed same page end of section',
      'Page 2: new-section',
      'Page 3: third page',
    ])
  })

  it('is cut after as many pages as allowed', async () => {
    const outcome = await runPlugin(documentText, fixture('report.docx'), { options: { maxPages: 1 } })

    expect(entriesOf(outcome, 'Text')?.filter((text) => text.startsWith('Page'))).toEqual([
      expect.stringMatching(/^Page 1: /),
    ])
  })

  it('that is empty says so', async () => {
    const outcome = await runPlugin(documentText, fixture('empty.docx'))

    expect(titlesOf(outcome)).toEqual(['Document'])
    expect(entriesOf(outcome, 'Document')).toContain('Text: none found')
  })
})

describe('an Excel workbook', () => {
  it.each(['budget.xlsx', 'libreoffice.xlsx'])(
    'such as %s is read sheet by sheet as it looks',
    async (name) => {
      const outcome = await runPlugin(documentText, fixture(name))

      expect(entriesOf(outcome, 'Text')).toEqual([
        'Sheet Budget: Item | Due | Amount | Paid; Tide gauge | 2026-04-15 | 85000 | TRUE; Shore power | 2026-09-01 14:30 | 1900000.5 | FALSE; New lock | 1985000.5; 0.3',
        'Sheet 潮位: 満潮 | 干潮; 04:12 | 10:31 🌊',
      ])
      expect(entriesOf(outcome, 'Document')).toEqual(
        expect.arrayContaining([
          'Title: Budget 2026',
          'Created: 2025-11-03 09:30 UTC',
          'Format: Excel workbook',
        ]),
      )
    },
  )

  it('keeps its hidden sheets hidden', async () => {
    const outcome = await runPlugin(documentText, fixture('budget.xlsx'))

    expect(JSON.stringify(outcome.cards)).not.toMatch(/Salaries|secretsalary/)
    expect(entriesOf(outcome, 'Document')).toContain('Sheets: 3')
  })
})

describe('a PowerPoint presentation', () => {
  it.each(['lock.pptx', 'libreoffice.pptx'])('such as %s is read slide by slide', async (name) => {
    const outcome = await runPlugin(documentText, fixture(name))

    expect(entriesOf(outcome, 'Text')).toEqual([
      'Slide 1: The new lock Plans and costs',
      'Slide 2: Costs Lock gates €9 million Lock walls €22 million',
      'Slide 4: ありがとう 🙏',
    ])
    expect(entriesOf(outcome, 'Document')).toEqual(
      expect.arrayContaining(['Title: The new lock', 'Slides: 4']),
    )
  })

  it('shows its notes where the operator wants them', async () => {
    const outcome = await runPlugin(documentText, fixture('lock.pptx'), { options: { notes: true } })

    expect(entriesOf(outcome, 'Text')?.[1]).toBe('Notes of slide 1: Welcome the council')
  })
})

describe('options', () => {
  it('cut a page at the last word that fits', async () => {
    const outcome = await runPlugin(documentText, fixture('report.pdf'), { options: { maxPageChars: 120 } })

    const [first = ''] = entriesOf(outcome, 'Text') ?? []
    expect(first).toMatch(/^Page 1: Annual report .*[a-z]…$/)
    expect(first.length).toBeLessThan(130)
  })

  it.each(['report.pdf', 'report.docx'])('end %s after as many characters as allowed', async (name) => {
    const outcome = await runPlugin(documentText, fixture(name), { options: { maxChars: 1000 } })

    const shown = entriesOf(outcome, 'Text')
      ?.join('')
      .replace(/Page \d: /g, '').length
    expect(shown).toBeLessThan(1010)
    expect(entriesOf(outcome, 'Document')?.at(-1)).toMatch(/^Read: the first (?:1,00\d|9\d\d) characters$/)
  })
})
