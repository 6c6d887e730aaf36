import { expect, test } from 'vitest'
import { flavourOf, parseExtensions } from '../../../core/scaffold/extensions.ts'

test.each([
  ['txt', ['txt']],
  ['.TXT, md;csv', ['txt', 'md', 'csv']],
  ['*.pdf pdf', ['pdf']],
  ['tar.gz', ['tar.gz']],
  ['*', ['*']],
  ['txt,*', ['*']],
])('%j means %j', (given, extensions) => {
  expect(parseExtensions(given)).toEqual(extensions)
})

test.each(['', ' , ', 'a/b', 'txt,$x', '..', 'p?f'])('%j is refused', (given) => {
  expect(() => parseExtensions(given)).toThrow(
    expect.objectContaining({ code: 'SKR_NEW_EXTENSIONS_INVALID' }),
  )
})

test('texts are looked into, anything else is taken as bytes', () => {
  expect(flavourOf(['txt', 'md'])).toBe('text')
  expect(flavourOf(['txt', 'pdf'])).toBe('bytes')
  expect(flavourOf(['*'])).toBe('bytes')
})
