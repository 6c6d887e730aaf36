import { expect, test } from 'vitest'
import { fail } from '../../../core/errors/error.ts'
import { Problems } from '../../../core/errors/problems.ts'
import { fromWire, isSkillError, toReason, toWire } from '../../../core/errors/wire.ts'
import { SkillError } from '../../../core/plugin.ts'

const fallback = 'SKR_PLUGIN_LOAD_CRASHED'

test('an error of the runner keeps its code, its texts and when to try again', () => {
  const error = fail('SKR_FILE_TOO_LARGE', { size: 20, limit: 10 }, { retryAt: 1234 })

  const { stack, ...reason } = toReason(error, fallback)

  expect(reason).toEqual({
    code: 'SKR_FILE_TOO_LARGE',
    message: 'The file has 20 bytes; at most 10 are read.',
    fix: error.fix,
    retryable: false,
    retryAt: 1234,
  })
  expect(stack).toContain('wire.test.ts')
})

test('a retryable error of the runner stays retryable', () => {
  expect(toReason(fail('SKR_RUN_STOPPED', { plugin: 'a', detail: 'b' }), fallback).retryable).toBe(true)
})

test('several problems become one reason with the code of the first', () => {
  const problems = new Problems([
    fail('SKR_PLUGIN_NAME_MISSING', { file: 'a' }),
    fail('SKR_PLUGIN_RUN_MISSING', { file: 'a' }),
  ])

  const reason = toReason(problems, fallback)

  expect(reason.code).toBe('SKR_PLUGIN_NAME_MISSING')
  expect(reason.message).toBe('a: the plugin has no name. a: the plugin has no run().')
})

test('a SkillError keeps its code, its message and whether it may be tried again', () => {
  const reason = toReason(new SkillError('custom_error', 'The scan is blank.', { retryable: true }), fallback)

  expect(reason).toMatchObject({ code: 'custom_error', message: 'The scan is blank.', retryable: true })
  expect(reason).not.toHaveProperty('fix')
})

test("a SkillError's causes do not come into its message, which people read, but into its stack", () => {
  const cause = new TypeError('unexpected byte 0x00', { cause: new Error('at offset 12') })
  const reason = toReason(new SkillError('custom_error', 'The scan is damaged.', { cause }), fallback)

  expect(reason.message).toBe('The scan is damaged.')
  expect(reason.stack).toContain('Caused by: TypeError: unexpected byte 0x00: at offset 12')
})

test("a SkillError of another copy of the package is known by its shape; another's error with a code is not one", () => {
  class SkillErrorCopy extends Error {
    override readonly name = 'SkillError'
    readonly code = 'skills_billing_error'
  }

  expect(isSkillError(new SkillErrorCopy('no credit'))).toBe(true)
  expect(toReason(new SkillErrorCopy('no credit'), fallback)).toMatchObject({
    code: 'skills_billing_error',
    retryable: false,
  })
  expect(isSkillError(Object.assign(new Error('x'), { code: 'ENOENT' }))).toBe(false)
  expect(isSkillError({ name: 'SkillError' })).toBe(false)
  expect(isSkillError({ name: 'SkillError', code: 7 })).toBe(false)
})

test.each<[string, unknown, string]>([
  ['an error', new Error('broken'), 'broken'],
  ['an error of another kind', new TypeError('x is no function'), 'TypeError: x is no function'],
  ['an error without a message', new RangeError(''), 'RangeError without a message'],
  [
    'an error that wraps another',
    new Error('fetch failed', { cause: new Error('connect ECONNREFUSED') }),
    'fetch failed: connect ECONNREFUSED',
  ],
  ['an error that repeats its cause', new Error('bad: why', { cause: new Error('why') }), 'bad: why'],
  ['a text', 'broken', 'broken'],
  ['an empty text', ' ', 'An empty text was thrown instead of an error.'],
  ['null', null, 'null was thrown instead of an error.'],
  ['undefined', undefined, 'undefined was thrown instead of an error.'],
  ['a number', 42, '42 was thrown instead of an error.'],
  ['a symbol', Symbol('s'), 'Symbol(s) was thrown instead of an error.'],
  ['a function', () => 1, 'A function was thrown instead of an error.'],
  ['an object with a message', { message: 'like an error' }, 'like an error'],
  ['an object without one', { status: 500 }, 'An object without a message was thrown instead of an error.'],
  [
    'an object without a prototype',
    Object.create(null),
    'An object without a message was thrown instead of an error.',
  ],
  ['a frozen object', Object.freeze({ message: 'cold' }), 'cold'],
  [
    'an error with a message that is no text',
    Object.assign(new Error('a'), { message: 7 }),
    'Error without a message',
  ],
])('%s becomes a reason with the fallback code', (_, thrown, message) => {
  expect(toReason(thrown, fallback)).toMatchObject({ code: fallback, message, retryable: false })
})

test('a getter, a Proxy and a revoked Proxy that throw do not throw out of it', () => {
  const angry = () => {
    throw new Error('no')
  }
  const getters = Object.defineProperties(
    {},
    { message: { get: angry }, name: { get: angry }, stack: { get: angry }, cause: { get: angry } },
  )
  const proxy = new Proxy({}, { get: angry, has: angry, getPrototypeOf: angry, ownKeys: angry })
  const revoked = Proxy.revocable({}, {})
  revoked.revoke()

  for (const thrown of [getters, proxy, revoked.proxy]) {
    expect(toReason(thrown, fallback).code).toBe(fallback)
    expect(isSkillError(thrown)).toBe(false)
  }
  expect(toReason(proxy, fallback).message).toBe('An object that cannot be read was thrown.')
})

test('causes that go round in circles end', () => {
  const first = new Error('first')
  const second = new Error('second', { cause: first })
  first.cause = second

  expect(toReason(first, fallback).message).toBe('first: second')
})

test('only the outer causes of a long chain are told', () => {
  let error = new Error('0')
  for (let depth = 1; depth < 10; depth++) error = new Error(String(depth), { cause: error })

  expect(toReason(error, fallback).message).toBe('9: 8: 7: 6')
})

test('a huge message and a huge stack are cut', () => {
  const error = Object.assign(new Error('m'.repeat(1_000_000)), { stack: 's\n'.repeat(1_000_000) })

  const { message, stack } = toReason(error, fallback)

  expect(message).toHaveLength(1000)
  expect(message.endsWith('…')).toBe(true)
  expect(stack).toHaveLength(4000)
})

test('control characters, terminal codes and turned text are taken out; the stack keeps its lines', () => {
  const error = Object.assign(new Error('a\u0000b\u001b[31mred\u001b[0m\r\nc\u202ed'), {
    stack: 'one\u0007\n  two',
  })

  expect(toReason(error, fallback)).toMatchObject({ message: 'a bred c d', stack: 'one \n  two' })
})

test('secrets are hidden by their value and by their shape', () => {
  const error = new Error(
    'GET https://x/?access_token=abc123def&page=2 with Authorization: Bearer eyJh.bGci and {"api_key": "k-123456"} and p4ssw0rd',
  )

  const { message, stack } = toReason(error, fallback, ['p4ssw0rd', ''])

  expect(message).toBe(
    'GET https://x/?access_token=•••&page=2 with Authorization: Bearer ••• and {"api_key": "•••"} and •••',
  )
  expect(stack).not.toMatch(/abc123def|eyJh|k-123456|p4ssw0rd/)
})

test('the fix and the retrying of the fallback code come along where nobody has to fill them', () => {
  expect(toReason('x', 'SKR_RUN_STOPPED')).toMatchObject({
    fix: 'Nothing needs to be done.',
    retryable: true,
  })
  expect(toReason('x', 'SKR_PLUGIN_NOT_FOUND')).not.toHaveProperty('fix')
})

test('a reason survives being cloned and being JSON', () => {
  const reason = toReason(new Error('a', { cause: { cannot: () => 1 } }), fallback)

  expect(structuredClone(reason)).toEqual(reason)
  expect(JSON.parse(JSON.stringify(reason))).toEqual(reason)
})

test('an error of the runner is the same on the other side of a thread', () => {
  const placed = fail(
    'SKR_PLUGIN_SYNTAX',
    { place: 'a.js:1:2', reason: 'x' },
    { position: { file: 'a.js', line: 1, column: 2 } },
  )
  const plain = fail('SKR_PLUGIN_NAME_MISSING', { file: 'a.js' })

  for (const error of [placed, plain]) {
    const { stack: _, ...facts } = fromWire(structuredClone(toWire(error)))
    const { stack: __, ...expected } = error
    expect(facts).toEqual(expected)
  }
})
