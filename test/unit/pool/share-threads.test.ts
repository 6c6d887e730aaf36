import { expect, test } from 'vitest'
import { shareThreads } from '../../../core/pool/share-threads.ts'

const asks = (...threads: (number | undefined)[]) =>
  Object.fromEntries(threads.map((count, index) => [`p${index}`, { threads: count }]))

test.each([
  [asks(undefined), 4, { p0: 4 }],
  [asks(undefined, undefined), 4, { p0: 2, p1: 2 }],
  [asks(3, undefined), 4, { p0: 3, p1: 1 }],
  [asks(undefined, undefined, undefined), 2, { p0: 1, p1: 1, p2: 1 }],
  [asks(2, 2), 8, { p0: 2, p1: 2 }],
  [asks(), 8, {}],
])('%j of %i threads: %j', (plugins, budget, shared) => {
  expect(shareThreads(plugins, budget)).toEqual(shared)
})
