import { describe, expect, it } from 'vitest'
import { didYouMean } from '../../../core/config/did-you-mean.ts'

describe('didYouMean', () => {
  it.each([
    ['optons', ['plugins', 'options'], ' (did you mean "options"?)'],
    ['OPTIONS', ['options'], ' (did you mean "options"?)'],
    ['otpions', ['options'], ' (did you mean "options"?)'],
    ['timeout', ['threads', 'timeoutMs'], ' (did you mean "timeoutMs"?)'],
    ['wrods', ['words', 'wards'], ' (did you mean "words"?)'],
    ['of', ['on', 'off'], ' (did you mean "off"?)'],
    ['a', ['b'], ''],
    ['zebra', ['options', 'use'], ''],
    ['', ['a'], ''],
    ['x', [], ''],
    ['a'.repeat(61), ['a'.repeat(60)], ''],
  ])('of %j among %j', (word, candidates, suggestion) => {
    expect(didYouMean(word, candidates)).toBe(suggestion)
  })
})
