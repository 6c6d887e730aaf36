import { expect, test } from 'vitest'
import { printable, printableLines } from '../../../core/errors/printable.ts'

test('a text of any language and emoji stay as they are', () => {
  expect(printable('請求書 📄 naïve.txt', 100)).toBe('請求書 📄 naïve.txt')
})

test('line ends, bells and turned writing become spaces', () => {
  expect(printable('a\r\n\tb\u0007c\u2028d\u202ee\u2066f', 100)).toBe('a b c d e f')
})

test('codes for colours and cursors go as a whole', () => {
  expect(printable('\u001b[1;31mred\u001b[0m \u001b[2Kx', 100)).toBe('red x')
})

test('lines are kept where they are wanted', () => {
  expect(printableLines('one\n\ttwo\u0007\r\n', 100)).toBe('one\n\ttwo')
})

test('a text that is too long is cut, and not in the middle of a character', () => {
  expect(printable('abcdef', 6)).toBe('abcdef')
  expect(printable('abcdefg', 6)).toBe('abcde…')
  expect(printable('abcd😀efgh', 6)).toBe('abcd\ufffd…')
  expect(printable(`${' '.repeat(1000)}a`, 6)).toBe('…')
})

test('half of a surrogate pair becomes a replacement character', () => {
  expect(printable('a\ud83dz', 100)).toBe('a\ufffdz')
})
