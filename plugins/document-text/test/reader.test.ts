import { describe, expect, it } from 'vitest'
import { outlineRows } from '../outline.ts'
import { loadRecognizer } from '../page-recognizer.ts'
import { pageText } from '../pdf/page-text.ts'
import { readDocument } from '../reader.ts'
import { encodingOf } from '../web/decode-html.ts'
import { fileAt, fixture } from './file-at.ts'

describe('the reader for other plugins', () => {
  it('needs nothing but the file', async () => {
    const document = await readDocument(fileAt(fixture('handbook.odt')))

    expect(document).toMatchObject({ kind: 'odt', count: 3, read: 3, cut: false })
    expect(document.parts[1]?.label).toBe('Page 2')
  })

  it('keeps the paragraphs apart, so that a heading is not part of the sentence below', async () => {
    for (const name of ['handbook.odt', 'handbook.pdf', 'handbook.docx', 'handbook.rtf']) {
      const { parts } = await readDocument(fileAt(fixture(name)))

      expect(parts[2]?.text.split('\n')).toEqual([
        'In fog',
        expect.stringMatching(/^The fog signal gives .* Ships answer with one long blast\.$/),
      ])
    }
  })
})

describe('the outline', () => {
  const heading = (level: number, title: string) => ({ level, title })

  it('leaves out the title that stands above all else', () => {
    const rows = outlineRows(
      [heading(1, 'Book'), heading(2, 'One'), heading(3, 'Inner'), heading(2, 'Two')],
      'page',
    )

    expect(rows).toEqual(['One', '› Inner', 'Two'])
  })

  it('leaves out the deepest levels where there are too many', () => {
    const rows = outlineRows(
      Array.from({ length: 30 }, (_, index) => [
        { ...heading(1, `Chapter ${index}`), page: index + 1 },
        heading(2, 'Section'),
      ]).flat(),
      'page',
    )

    expect(rows).toHaveLength(30)
    expect(rows[1]).toBe('Chapter 1 (page 2)')
  })

  it('is none where a single heading would stand in it', () => {
    expect(outlineRows([heading(1, 'Only')], 'page')).toEqual([])
    expect(outlineRows([heading(1, 'Title'), heading(2, 'Only')], 'page')).toEqual([])
  })
})

describe('the paragraphs of a page of a PDF', () => {
  const item = (str: string, y: number, height = 10) => ({
    str,
    height,
    hasEOL: true,
    transform: [height, 0, 0, height, 50, y],
  })

  it('are divided by wider gaps and by other sizes of letters, but not where a column ends', () => {
    const text = pageText([
      item('Heading', 700, 16),
      item('first line', 680),
      item('second line', 668),
      item('after a gap', 640),
      item('top of the next column', 700),
    ])

    expect(text).toBe('Heading\n\nfirst line\nsecond line\n\nafter a gap\ntop of the next column')
  })
})

describe('the encoding of a page', () => {
  it.each([
    ['<meta charset=shift_jis>', 'shift_jis'],
    ['<?xml version="1.0" encoding="iso-8859-2"?><html>', 'iso-8859-2'],
    ['<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', 'windows-1251'],
    ['<meta charset="utf-16">', 'utf-8'],
    ['<meta charset="no-such-thing">', 'utf-8'],
    ['<p>no word about it', 'utf-8'],
  ])('in %s is taken from there, where it makes sense', (page, encoding) => {
    expect(encodingOf(Buffer.from(page))).toBe(encoding)
  })

  it('is that of old Windows where it is not said and is no UTF-8', () => {
    expect(encodingOf(Buffer.from('<p>Caf\xe9 open', 'latin1'))).toBe('windows-1252')
  })
})

describe('the recognition of scanned pages', () => {
  it('says which package is missing', async () => {
    const loading = loadRecognizer({ languages: ['eng'], maxPages: 1 }, 'box-skill-plugin-not-there')

    await expect(loading).rejects.toMatchObject({
      code: 'custom_error',
      message:
        'The option "ocr" needs the package box-skill-plugin-not-there: npm install box-skill-plugin-not-there',
    })
  })
})
