import { expect, test } from 'vitest'
import { toResultJson } from '../../../core/pool/result-json.ts'

const limits = { plugin: 'words', maxOutputBytes: 100 }
const codeOf = (drafts: readonly unknown[]) => {
  try {
    return toResultJson(drafts, limits)
  } catch (error) {
    return (error as { code: string }).code
  }
}

test('plain data comes back as its JSON', () => {
  expect(toResultJson([{ a: [1, 'b', null] }], limits)).toBe('[{"a":[1,"b",null]}]')
})

test('what is too large is refused by its length in bytes, not in characters', () => {
  expect(codeOf(['x'.repeat(97)])).toBe('SKR_RUN_RESULT_TOO_LARGE')
  expect(codeOf(['ö'.repeat(49)])).toBe('SKR_RUN_RESULT_TOO_LARGE')
  expect(codeOf(['x'.repeat(96)])).toHaveLength(100)
})

test('many small things and typed arrays count, too', () => {
  expect(codeOf([new Array(1000).fill(1)])).toBe('SKR_RUN_RESULT_TOO_LARGE')
  expect(codeOf([new Uint8Array(1000)])).toBe('SKR_RUN_RESULT_TOO_LARGE')
})

test('a list of holes counts as the nulls that it would be written as', () => {
  expect(codeOf([new Array(4e9)])).toBe('SKR_RUN_RESULT_TOO_LARGE')
  expect(codeOf([new Array(40), new Array(40), new Array(40)])).toBe('SKR_RUN_RESULT_TOO_LARGE')
})

test('what holds itself is no data', () => {
  const one: Record<string, unknown> = {}
  one.self = one
  expect(() => toResultJson([one], { ...limits, maxOutputBytes: 1000 })).toThrow(/holds itself/)
})

test('a small thing that is a part of itself many times over is refused without being written out', () => {
  let bomb: unknown = 'x'
  for (let level = 0; level < 40; level += 1) bomb = [bomb, bomb]
  expect(codeOf([bomb])).toBe('SKR_RUN_RESULT_TOO_LARGE')
})

test('getters that throw, BigInts and revoked proxies are no data', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  const getter = {
    get text(): string {
      throw new TypeError('not now')
    },
  }
  for (const value of [getter, 1n, proxy]) expect(codeOf([value])).toBe('SKR_RUN_RESULT_NOT_DATA')
})
