import { describe, expect, it } from 'vitest'
import { cellText } from '../office/cell.ts'
import { propertiesOf } from '../properties.ts'
import { separator } from '../text/separator.ts'

const format = { strings: ['one', ' two\n lines '], dates: new Set([1]), from1904: false }

describe('a cell', () => {
  it.each([
    [{ type: 's', style: 0, value: '1' }, 'two lines'],
    [{ type: 's', style: 0, value: '99' }, ''],
    [{ type: 'b', style: 0, value: '1' }, 'TRUE'],
    [{ type: 'e', style: 0, value: '#DIV/0!' }, '#DIV/0!'],
    [{ type: 'str', style: 0, value: ' a formula ' }, 'a formula'],
    [{ type: 'n', style: 0, value: '0.30000000000000004' }, '0.3'],
    [{ type: 'n', style: 0, value: 'no number' }, 'no number'],
    [{ type: 'n', style: 1, value: '' }, ''],
  ])('%o shows %s', (cell, shown) => {
    expect(cellText(cell, format)).toBe(shown)
  })

  it.each([
    ['45000', '2023-03-15'],
    ['45000.75', '2023-03-15 18:00'],
    ['0.25', '06:00'],
    ['1', '1900-01-01'],
    ['61', '1900-03-01'],
    ['-3', '-3'],
    ['99999999', '99999999'],
  ])('with the day %s and the style of a date shows %s', (value, shown) => {
    expect(cellText({ type: 'n', style: 1, value }, format)).toBe(shown)
  })

  it('of an old Mac counts days from 1904', () => {
    expect(cellText({ type: 'n', style: 1, value: '0' }, { ...format, from1904: true })).toBe('1904-01-01')
  })
})

describe('properties', () => {
  it.each([
    ['untitled', 'anonymous', 'unspecified'],
    ['(untitled)', '(anonymous)', '(unspecified)'],
  ])('are not what programs write where nobody has said anything: %s', (title, author, subject) => {
    expect(propertiesOf({ title, author, subject, keywords: subject, program: author })).toEqual({})
    expect(propertiesOf({ title: 'Untitled poems', author: 'Anonymous' })).toEqual({
      Title: 'Untitled poems',
      Author: 'Anonymous',
    })
  })

  it('show only what is known, with times that people read', () => {
    const rows = propertiesOf({
      title: '  A \n title\0 ',
      author: '',
      subject: 7,
      created: '2024-03-05T10:20:30+01:00',
      modified: 'last week',
    })

    expect(rows).toEqual({ Title: 'A title', Created: '2024-03-05 10:20 +01:00', Modified: 'last week' })
  })
})

describe('what stands between texts', () => {
  it('are no marks for empty cells, and those of the outer table after an inner one', () => {
    const between = separator()
    const written: string[] = []
    const write = (text: string) => written.push(between.take() + text)

    between.openTable()
    between.openRow()
    for (const text of ['a', '', 'c']) {
      between.openCell()
      if (text !== '') write(text)
      between.endParagraph()
    }
    between.openRow()
    between.openCell()
    between.openTable()
    between.openRow()
    between.openCell()
    write('inner')
    between.closeTable()
    between.openCell()
    write('d')
    between.closeTable()
    write('after')

    expect(written).toEqual(['a', ' | c', '; inner', ' | d', '\nafter'])
  })

  it('are blanks where rows and cells stand outside of any table', () => {
    const between = separator()

    between.openRow()
    between.openCell()

    expect(between.take()).toBe('')
  })
})
