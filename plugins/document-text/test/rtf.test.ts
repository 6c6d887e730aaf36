import { describe, expect, it } from 'vitest'
import { rtfText } from '../rtf/rtf-text.ts'
import { walkRtf } from '../rtf/walk-rtf.ts'
import { textCollector } from '../text/text-collector.ts'
import { textFlow } from '../text/text-flow.ts'

/** The text of an RTF file with this content, by its parts; footnotes last. */
async function textOf(content: string): Promise<string[]> {
  const flow = textFlow(textCollector(10_000), 50)
  const notes = textFlow(textCollector(10_000), 1)
  const rtf = Buffer.from(`{\\rtf1\\ansi\\ansicpg1252\\deff0${content}}`, 'latin1')
  await walkRtf(rtf, rtfText(flow, notes).visitor, new AbortController().signal)
  return [...flow.parts(), ...notes.parts()].map(({ text }) => text)
}

describe('the text of an RTF file', () => {
  it.each([
    ['in the code page of its font', String.raw`{\fonttbl{\f1\fcharset204 Arial;}}\f1 \'cf\'f0\'e8`, 'При'],
    [
      'of which a character is two bytes',
      String.raw`{\fonttbl{\f0\fcharset128 Mincho;}}\f0 \'93\'8c\'8b\'9e`,
      '東京',
    ],
    [
      'in Unicode, without what stands there for old readers',
      String.raw`\uc2\u26481??\uc1\u20140?!`,
      '東京!',
    ],
    ['in Unicode, beyond its first plane', String.raw`\u-10179?\u-9078?`, '💊'],
    ['with the marks of Windows', String.raw`\'84so\'93 \endash  \'80 5`, '„so“ – € 5'],
    ['with braces', String.raw`a \{b\} \\c`, 'a {b} \\c'],
    ['of a link', String.raw`{\field{\*\fldinst HYPERLINK "x"}{\fldrslt the link}}`, 'the link'],
    ['of a drawing', String.raw`{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt in a box}}`, 'in a box'],
  ])('is read %s', async (_what, rtf, text) => {
    expect(await textOf(rtf)).toEqual([text])
  })

  it('has nothing hidden, deleted, repeated or unknown in it', async () => {
    const text = await textOf(
      String.raw`seen{\v hidden}{\deleted gone}{\header{\shptxt head}}{\*\bkmkstart mark}{\pict 00ff}{\*\unknown{\shptxt x}}{\annotation remark}`,
    )

    expect(text).toEqual(['seen'])
  })

  it('has its tables as rows and cells', async () => {
    const row = (...cells: readonly string[]) =>
      String.raw`\trowd\cellx1\cellx2\pard\intbl ${cells.map((cell) => `${cell}\\cell`).join(' ')}\row `

    const text = await textOf(`before\\par ${row('A', 'B')}${row('', 'D')}\\pard after`)

    expect(text).toEqual(['before\nA | B; D\nafter'])
  })

  it('is divided where pages and sections end, but not where a section goes on', async () => {
    const text = await textOf(
      String.raw`one\page two\par\sect\sectd three\par\sect\sectd\sbknone still three\par`,
    )

    expect(text).toEqual(['one', 'two', 'three\nstill three'])
  })

  it('has its footnotes at the end', async () => {
    const text = await textOf(String.raw`text{\super\chftn{\footnote\chftn the note}} goes on`)

    expect(text).toEqual(['text goes on', 'the note'])
  })

  it('ends where the file does, even in the middle', async () => {
    const flow = textFlow(textCollector(100), 1)
    const visitor = rtfText(flow, textFlow(textCollector(100), 1)).visitor
    await walkRtf(Buffer.from('{\\rtf1 cut o'), visitor, new AbortController().signal)

    expect(flow.parts()).toEqual([{ label: undefined, text: 'cut o' }])
  })
})
