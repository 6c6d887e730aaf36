import { expect, test } from 'vitest'
import { didYouMean } from '../../../core/errors/did-you-mean.ts'

const known = ['extensions', 'options', 'timeoutMs', 'run', 'use']

test.each([
  ['optons', 'options'],
  ['Options', 'options'],
  ['extenions', 'extensions'],
  ['timeout-ms', 'timeoutMs'],
  ['timeout', 'timeoutMs'],
  ['rnu', 'run'],
  ['uses', 'use'],
])('%s was meant to be %s', (wrong, name) => {
  expect(didYouMean(wrong, known)).toBe(` (did you mean "${name}"?)`)
})

test.each(['', 'zork', 'x', '--', 'o'.repeat(100)])('nothing is near %j', (wrong) => {
  expect(didYouMean(wrong, known)).toBe('')
})

test('the nearest of several is named', () => {
  expect(didYouMean('secrete', ['secrets', 'secret', 'sacred'])).toBe(' (did you mean "secrets"?)')
})

test('a name that could steer a terminal is told without that', () => {
  expect(didYouMean('words', ['words\u001b[2J\u202e'])).toBe(' (did you mean "words"?)')
})
