import { expect, test } from 'vitest'
import { withoutComments } from '../../../core/package-check/without-comments.ts'

test.each([
  ['a // b\nc', 'a     \nc'],
  ['a /* b\nc */ d', 'a     \n     d'],
  ['"// no" // yes', '"// no"       '],
  ["'/* no' /* yes */", "'/* no'          "],
  ['`a\n// no` // yes', '`a\n// no`       '],
  ['"\\"// no" // yes', '"\\"// no"       '],
  ['/"/ // yes\nb', '/"/       \nb'],
  ['/`/ // yes', '/`/       '],
  ['a /* without an end', 'a /* without an end'],
  ['a //', 'a   '],
])('%j becomes %j, with all in its place', (code, bare) => {
  expect(withoutComments(code)).toBe(bare)
})

test.each(['\\"', "'\\", '`\\', '/*', '"/*\'`', '//', '"\n'])(
  'four megabytes of %j are read to their end',
  (piece) => {
    expect(withoutComments(piece.repeat(2_000_000))).toHaveLength(piece.length * 2_000_000)
  },
)
