import { expect, test } from 'vitest'
import { counted, durationWords, sizeWords, timeOfDay } from '../../../core/console/page/measures.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 KB'],
  [2345678, '2.3 MB'],
  [5e12, '5000 GB'],
])('%d bytes are %s', (bytes, words) => expect(sizeWords(bytes)).toBe(words))

test.each([
  [0.4, '0 ms'],
  [840, '840 ms'],
  [3210, '3.2 s'],
  [125_000, '2 min 5 s'],
])('%d ms are %s', (ms, words) => expect(durationWords(ms)).toBe(words))

test('a time of day has hours, minutes and seconds', () => {
  expect(timeOfDay(new Date(2026, 0, 2, 14, 3, 7).getTime())).toBe('14:03:07')
})

test('things are counted in words', () => {
  expect([counted(0, 'card'), counted(1, 'card'), counted(2, 'card')]).toEqual([
    '0 cards',
    '1 card',
    '2 cards',
  ])
})
