import { describe, expect, test } from 'vitest'
import { extensionOf, extensionsOf } from '../../../core/routing/extension.ts'

describe('the extension of a name', () => {
  test.each([
    ['photo.jpg', 'jpg'],
    ['PHOTO.JPG', 'jpg'],
    ['archive.tar.gz', 'gz'],
    ['写真 📷.HEIC', 'heic'],
    ['report.pdf.', 'pdf'],
    ['report.pdf . ', 'pdf'],
    ['.config.json', 'json'],
    ['a..gz', 'gz'],
    ['LIST.TXT', 'txt'],
    ['ŞEKİL.İ', 'i̇'],
    ['full．width．txt', ''],
    ['.gitignore', ''],
    ['..hidden', ''],
    ['.gitignore.', ''],
    ['Makefile', ''],
    ['', ''],
    ['...', ''],
    ['v1.2 final', ''],
    ['a.b/c', ''],
    ['a.b\\c', ''],
    ['a.b\u0000c', ''],
  ])('of %j is %j', (name, extension) => {
    expect(extensionOf(name)).toBe(extension)
  })
})

describe('all extensions of a name', () => {
  test.each([
    ['archive.tar.gz', ['tar.gz', 'gz']],
    ['.tar.gz', ['gz']],
    ['v1.2 final.tar.GZ', ['tar.gz', 'gz']],
    ['a.b..c', ['c']],
    ['Makefile', []],
    ['a.1.2.3.4.5', ['2.3.4.5', '3.4.5', '4.5', '5']],
  ])('of %j come with the longest first', (name, extensions) => {
    expect(extensionsOf(name)).toEqual(extensions)
  })

  test('of a name of a million dots or blanks are found without going over it again and again', () => {
    expect(extensionsOf(`${'a.'.repeat(1_000_000)}txt`)).toHaveLength(4)
    expect(extensionsOf(`a.txt${' '.repeat(1_000_000)}b`)).toEqual([])
    expect(extensionsOf(`a.txt${' .'.repeat(1_000_000)}`)).toEqual(['txt'])
  })
})
