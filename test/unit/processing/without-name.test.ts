import { expect, test } from 'vitest'
import { withoutName } from '../../../core/processing/without-name.ts'

test.each([
  ['“offer for X.pdf” is damaged: offer for X.pdf', 'offer for X.pdf', '“…” is damaged: …'],
  ['nothing to hide', 'other.txt', 'nothing to hide'],
  ['a name of $& and (.*)', '$& and (.*)', 'a name of …'],
  ['an a is an a', 'a', 'an a is an a'],
  ['no name at all', '', 'no name at all'],
])('%j of the file %j is logged as %j', (text, name, logged) => {
  expect(withoutName(text, name)).toBe(logged)
})
