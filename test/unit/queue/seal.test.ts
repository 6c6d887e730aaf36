import { expect, test } from 'vitest'
import { createSeal } from '../../../core/queue/seal.ts'
import { parseSealKeys, type SealKey } from '../../../core/queue/seal-key.ts'

const text = '{"read":"t0k3n","name":"日本語 🎉"}'

test('opens what it sealed, and shows nothing of it meanwhile', () => {
  const seal = createSeal(keys('a first long enough key'))

  const sealed = seal.close(text, 'one tokens')

  expect(seal.open(sealed, 'one tokens')).toBe(text)
  expect(sealed.includes('t0k3n')).toBe(false)
})

test('never uses a nonce twice', () => {
  const seal = createSeal(keys('a first long enough key'))

  const nonces = Array.from({ length: 2000 }, () => seal.close(text, 'one').toString('hex', 9, 21))

  expect(new Set(nonces).size).toBe(2000)
})

test('opens nothing that belongs to another invocation', () => {
  const seal = createSeal(keys('a first long enough key'))

  expect(seal.open(seal.close(text, 'one tokens'), 'two tokens')).toBeUndefined()
})

test('opens nothing that was changed in any of its bytes, or cut off', () => {
  const seal = createSeal(keys('a first long enough key'))
  const sealed = seal.close(text, 'one')

  for (let at = 0; at < sealed.length; at++) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(seal.open(changed, 'one'), `byte ${at}`).toBeUndefined()
    expect(seal.open(sealed.subarray(0, at), 'one'), `first ${at} bytes`).toBeUndefined()
  }
})

test('seals with the first key and opens with each of them', () => {
  const [before, rotated, after] = [
    'the earlier key text',
    'the later key text,the earlier key text',
    'the later key text',
  ].map((keyText) => createSeal(keys(keyText)))
  const early = before?.close(text, 'one') ?? Buffer.alloc(0)
  const late = rotated?.close(text, 'one') ?? Buffer.alloc(0)

  expect(rotated?.open(early, 'one')).toBe(text)
  expect(after?.open(late, 'one')).toBe(text)
  expect(before?.open(late, 'one')).toBeUndefined()
  expect(after?.open(early, 'one')).toBeUndefined()
})

function keys(keyText: string): readonly [SealKey, ...SealKey[]] {
  const parsed = parseSealKeys(keyText)
  if (parsed === undefined) throw new Error('no key in the test')
  return parsed
}
