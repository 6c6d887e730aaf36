import { describe, expect, it } from 'vitest'
import { isArchiveName } from '../archive-name.ts'
import { kindOfContent } from '../content-kinds.ts'
import { dayOf } from '../entry.ts'
import { packedFileName } from '../packed-file-name.ts'
import { sizeWords } from '../size-words.ts'
import { complaintsAbout, leadsOutside, linksOutside } from '../suspicious-name.ts'
import { writtenName } from '../written-name.ts'

describe('a path', () => {
  it.each([
    '../a',
    'a/../../b',
    '/etc/passwd',
    '\\\\server\\share',
    'C:\\a',
    'c:a',
    '..\\a',
    'a\\..\\..\\b',
    '..',
  ])('leads outside: %s', (path) => {
    expect(leadsOutside(path)).toBe(true)
  })

  it.each(['a', 'a/../b', './a', 'a/..b', '...', 'a/b/../../c', 'über/ñ.txt'])('stays inside: %s', (path) => {
    expect(leadsOutside(path)).toBe(false)
  })
})

describe('a link', () => {
  it.each([
    ['link', '/etc/passwd', false],
    ['a/link', '../../b', false],
    ['a/b/link', '../../../c', false],
    ['link', 'C:\\Windows', false],
    ['a/hard', '../b', true],
  ])('at %s to %s leads outside', (path, target, hard) => {
    expect(linksOutside(path, target, hard)).toBe(true)
  })

  it.each([
    ['a/link', '../b', false],
    ['a/b/link', '../../c', false],
    ['link', 'a/b', false],
    ['a/b/hard', 'a/c', true],
  ])('at %s to %s stays inside', (path, target, hard) => {
    expect(linksOutside(path, target, hard)).toBe(false)
  })
})

describe('a name', () => {
  it.each([
    ['invoice.pdf.exe', ['disguised']],
    ['photo.jpg          .scr', ['disguised']],
    ['setup.exe', ['program']],
    ['a/gpj\u202eexe.bat', ['turned', 'program']],
    ['a\0.txt', ['nul']],
    ['a. /b.txt', ['trailing']],
    ['docs/con.txt', ['device']],
    ['script.js', []],
    ['archive.tar.gz', []],
    ['.bat', []],
    ['v1.2/notes.md', []],
  ])('%j is complained about as %j', (name, complaints) => {
    expect(complaintsAbout(name, 'file')).toEqual(complaints)
  })

  it('of a folder is no program', () => {
    expect(complaintsAbout('example.com', 'folder')).toEqual([])
  })

  it('is shown with everything that hides in it, and not endless', () => {
    expect(writtenName('a\u202eb\0c\nd')).toBe('a[U+202E]b[U+0000]c[U+000A]d')
    expect(writtenName('👩\u200d🚀.png')).toBe('👩\u200d🚀.png')
    expect(writtenName(`${'x'.repeat(500)}.exe`)).toMatch(/^x{60}…x{56}\.exe$/)
  })
})

describe('words', () => {
  it.each([
    [0, '0 bytes'],
    [1, '1 byte'],
    [999, '999 bytes'],
    [1000, '1 KB'],
    [1234, '1.2 KB'],
    [999_999, '1 MB'],
    [1_230_000_000, '1.2 GB'],
    [4_500_000_000_000_000, '4.5 PB'],
  ])('for %i bytes are %s', (bytes, words) => {
    expect(sizeWords(bytes)).toBe(words)
  })

  it('for a day leave out what programs write that do not know', () => {
    expect(dayOf(1_714_761_730)).toBe('2024-05-03')
    expect([dayOf(0), dayOf(315_532_800), dayOf(Number.NaN), dayOf(undefined), dayOf(1e15)]).toEqual(
      Array.from({ length: 5 }, () => undefined),
    )
  })
})

describe('an ending', () => {
  it('says what a file is', () => {
    expect(['a.JPG', 'b/c.tar.gz', 'README', '.gitignore', 'x.docx '].map(kindOfContent)).toEqual([
      'picture',
      'archive',
      'other file',
      'other file',
      'document',
    ])
  })

  it('says whether a file inside is looked into', () => {
    expect(['a.zip', 'b.TAR.GZ', 'c.jar', 'd.docx', 'e.log.gz'].map(isArchiveName)).toEqual([
      true,
      true,
      true,
      false,
      false,
    ])
  })

  it.each([
    ['report.csv.gz', 'report.csv'],
    ['drawing.svgz', 'drawing.svg'],
    ['backup.tgz', 'backup.tar'],
    ['odd', 'odd'],
  ])('of %s says that it was %s', (name, packed) => {
    expect(packedFileName(Buffer.alloc(20), name)).toBe(packed)
  })
})
