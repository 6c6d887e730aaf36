import { expect, test } from 'vitest'
import { findTestFunctions } from '../../../core/testing/test-functions.ts'

/** Functions that note what they are called with. */
function recorder(...names: readonly string[]) {
  const calls: unknown[] = []
  const functions = Object.fromEntries(
    names.map((name) => [name, (...args: unknown[]) => void calls.push([name, ...args])]),
  )
  return { calls, functions }
}

const body = async () => {}

test('functions that are given come before the globals', () => {
  const given = recorder('describe', 'test', 'afterAll')

  const found = findTestFunctions(given.functions, recorder('describe', 'test', 'afterAll').functions, true)
  found.test('works', body, 50)
  found.afterAll(body)

  expect(given.calls).toEqual([
    ['test', 'works', body, 50],
    ['afterAll', body],
  ])
})

test('the names of node:test and of older runners do as well', () => {
  const given = recorder('describe', 'it', 'after')

  const found = findTestFunctions(given.functions, {}, false)
  found.test('works', body, 50)
  found.afterAll(body)

  expect(given.calls.map((call) => (call as unknown[])[0])).toEqual(['it', 'after'])
})

test('a function that holds the others does, such as the default export of node:test', () => {
  const { functions, calls } = recorder('describe', 'test', 'after')

  findTestFunctions(
    Object.assign(() => {}, functions),
    {},
    false,
  ).describe('suite', () => {})

  expect(calls).toHaveLength(1)
})

test('globals are used where nothing is given', () => {
  const { functions, calls } = recorder('describe', 'test', 'afterAll')

  findTestFunctions(undefined, functions, true).test('works', body, 50)

  expect(calls).toHaveLength(1)
})

test('node:test is used where no other runner is at work', () => {
  expect(findTestFunctions(undefined, {}, false).test).toBeTypeOf('function')
})

test('without globals the functions of another runner are asked for', () => {
  expect(() => findTestFunctions(undefined, {}, true)).toThrow(
    expect.objectContaining({ code: 'SKR_TESTING_NO_RUNNER' }),
  )
})

test.each([
  [recorder('test', 'afterAll').functions, 'describe'],
  [recorder('describe', 'afterAll').functions, 'test" or "it'],
  [recorder('describe', 'test').functions, 'afterAll" or "after'],
  [null, 'describe'],
  ['vitest', 'describe'],
])('a runner without all functions is refused: %o', (given, missing) => {
  expect(() => findTestFunctions(given)).toThrow(
    expect.objectContaining({ code: 'SKR_TESTING_RUNNER_INCOMPLETE', params: { missing } }),
  )
})
