import { expect, test } from 'vitest'
import { backoffMs } from '../../../core/processing/backoff.ts'

const retry = { firstDelayMs: 1000, maxDelayMs: 60_000 }

test('the wait doubles with each try up to the longest one', () => {
  expect([1, 2, 3, 4, 10, 1000].map((attempt) => backoffMs(attempt, retry, 0.5))).toEqual([
    1000, 2000, 4000, 8000, 60_000, 60_000,
  ])
})

test('chance moves it by a quarter either way', () => {
  expect([backoffMs(1, retry, 0), backoffMs(1, retry, 1)]).toEqual([750, 1250])
})
