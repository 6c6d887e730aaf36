import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf, runPlugin } from '../../../test/support/plugin-context.ts'
import documentText from '../index.ts'
import { readDocument } from '../reader.ts'
import { fileAt, fixture } from './file-at.ts'
import { zipOf } from './zip.ts'

/** Three slides, the second of which is hidden. */
const presentations: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'hidden.pptx': {
    '_rels/.rels': '<r><Relationship Id="a" Type="t/officeDocument" Target="ppt/presentation.xml"/></r>',
    'ppt/presentation.xml': '<p:p><p:sldId r:id="a"/><p:sldId r:id="b"/><p:sldId r:id="c"/></p:p>',
    'ppt/_rels/presentation.xml.rels': `<r>${['a', 'b', 'c'].map((id) => `<Relationship Id="${id}" Type="t/slide" Target="${id}.xml"/>`).join('')}</r>`,
    'ppt/a.xml': slide('First'),
    'ppt/b.xml': slide('Second', ' show="0"'),
    'ppt/c.xml': slide('Third'),
    'ppt/_rels/b.xml.rels': '<r><Relationship Id="n" Type="t/notesSlide" Target="notes.xml"/></r>',
    'ppt/notes.xml': '<p:notes><a:p><a:t>Aside</a:t></a:p></p:notes>',
  },
  'hidden.odp': {
    mimetype: 'application/vnd.oasis.opendocument.presentation',
    'content.xml': `<office:document-content><office:automatic-styles>
      <style:style style:name="away"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>
      </office:automatic-styles><office:body>${page('First')}${page('Second', ' draw:style-name="away"')}${page('Third')}</office:body>
      </office:document-content>`,
  },
}

function slide(title: string, attributes = ''): string {
  return `<p:sld${attributes}><p:sp><p:ph type="title"/><a:p><a:t>${title}</a:t></a:p></p:sp></p:sld>`
}

function page(title: string, attributes = ''): string {
  return `<draw:page${attributes}><draw:frame presentation:class="title"><text:p>${title}</text:p></draw:frame><presentation:notes><text:p>${title === 'Second' ? 'Aside' : ''}</text:p></presentation:notes></draw:page>`
}

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'document-text-'))
  for (const [name, parts] of Object.entries(presentations)) await writeFile(join(folder, name), zipOf(parts))
})
afterAll(() => rm(folder, { recursive: true }))

describe.each(['budget.xlsx', 'budget.ods'])('the hidden sheet of %s', (name) => {
  it('is counted on the card, but not read', async () => {
    const outcome = await runPlugin(documentText, fixture(name))

    expect(entriesOf(outcome, 'Document')?.slice(-2)).toEqual([
      'Sheets: 3',
      'Hidden: 1 sheet, not shown here',
    ])
    expect(JSON.stringify(outcome.cards)).not.toMatch(/Salaries|secretsalary/)
  })

  it('is read where another plugin wants it, and marked', async () => {
    const document = await readDocument(fileAt(fixture(name)), { hidden: true })

    expect(document).toMatchObject({ count: 4, read: 4, hidden: 1 })
    expect(document.parts.map(({ label, hidden }) => [label, hidden])).toEqual([
      ['Sheet Budget', false],
      ['Sheet 潮位', false],
      ['Sheet Salaries', true],
    ])
    expect(document.parts[2]?.text).toBe('secretsalary | 99999')
  })
})

describe.each(Object.keys(presentations))('the hidden slide of %s', (name) => {
  it('is counted on the card, but not read', async () => {
    const outcome = await runPlugin(documentText, join(folder, name), { options: { notes: true } })

    expect(entriesOf(outcome, 'Document')?.slice(-2)).toEqual([
      'Slides: 3',
      'Hidden: 1 slide, not shown here',
    ])
    expect(entriesOf(outcome, 'Outline')).toEqual(['First (slide 1)', 'Third (slide 3)'])
    expect(entriesOf(outcome, 'Text')).toEqual(['Slide 1: First', 'Slide 3: Third'])
  })

  it('is read where another plugin wants it, with its notes, and marked', async () => {
    const { parts, hidden } = await readDocument(fileAt(join(folder, name)), { hidden: true, notes: true })

    expect(hidden).toBe(1)
    expect(parts).toEqual([
      { label: 'Slide 1', text: 'First', hidden: false },
      { label: 'Slide 2', text: 'Second', hidden: true },
      { label: 'Notes of slide 2', text: 'Aside', hidden: true },
      { label: 'Slide 3', text: 'Third', hidden: false },
    ])
  })
})

describe('a document in which nothing is hidden', () => {
  it.each(['lock.pptx', 'lock.odp', 'report.pdf'])('has no row about it: %s', async (name) => {
    const outcome = await runPlugin(documentText, fixture(name))

    expect(entriesOf(outcome, 'Document')?.join()).not.toContain('Hidden')
  })
})
