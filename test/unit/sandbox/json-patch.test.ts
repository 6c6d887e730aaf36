import { describe, expect, test } from 'vitest'
import { applyPatch, PatchProblem, readPatch } from '../../../core/sandbox/json-patch.ts'

const patch = (document: unknown, ...operations: unknown[]) => applyPatch(document, readPatch(operations))

function problemOf(act: () => unknown): string {
  try {
    act()
  } catch (thrown) {
    if (thrown instanceof PatchProblem) return thrown.kind
    throw thrown
  }
  return 'none'
}

describe('a JSON patch', () => {
  test.each([
    ['adds a key', { a: 1 }, { op: 'add', path: '/b', value: 2 }, { a: 1, b: 2 }],
    ['adds over a key', { a: 1 }, { op: 'add', path: '/a', value: [2] }, { a: [2] }],
    ['adds into a list', { a: [1, 3] }, { op: 'add', path: '/a/1', value: 2 }, { a: [1, 2, 3] }],
    ['adds at the end by its number', { a: [1] }, { op: 'add', path: '/a/1', value: 2 }, { a: [1, 2] }],
    ['adds at the end by a dash', { a: [1] }, { op: 'add', path: '/a/-', value: 2 }, { a: [1, 2] }],
    [
      'replaces deep inside',
      { a: [{ b: 1 }] },
      { op: 'replace', path: '/a/0/b', value: null },
      { a: [{ b: null }] },
    ],
    ['replaces the whole', { a: 1 }, { op: 'replace', path: '', value: { b: 2 } }, { b: 2 }],
    ['removes a key', { a: 1, b: 2 }, { op: 'remove', path: '/a' }, { b: 2 }],
    ['removes from a list', [1, 2, 3], { op: 'remove', path: '/1' }, [1, 3]],
    [
      'reads ~1 as a slash and ~0 as a tilde',
      { 'a/b': 1, 'm~n': 1 },
      { op: 'remove', path: '/a~1b' },
      { 'm~n': 1 },
    ],
    ['reads ~01 as ~1', { '~1': 1, '/': 2 }, { op: 'remove', path: '/~01' }, { '/': 2 }],
    ['takes an empty key as a key', { '': 1, a: 2 }, { op: 'remove', path: '/' }, { a: 2 }],
    [
      'passes a test whatever the order of keys',
      { a: { x: 1, y: [2] } },
      { op: 'test', path: '/a', value: { y: [2], x: 1 } },
      { a: { x: 1, y: [2] } },
    ],
  ])('%s', (_what, document, operation, expected) => {
    expect(patch(document, operation)).toEqual(expected)
  })

  test.each([
    ['a test of another value', { a: 1 }, { op: 'test', path: '/a', value: '1' }, 'test'],
    ['a test of a path that is not there', { a: 1 }, { op: 'test', path: '/b', value: 1 }, 'path'],
    ['a replacement of what is not there', { a: 1 }, { op: 'replace', path: '/b', value: 1 }, 'path'],
    ['a removal of what is not there', { a: 1 }, { op: 'remove', path: '/b' }, 'path'],
    ['a removal of the whole', { a: 1 }, { op: 'remove', path: '' }, 'path'],
    ['an index beyond the end', { a: [1] }, { op: 'add', path: '/a/2', value: 1 }, 'path'],
    ['an index with a leading zero', { a: [1, 2] }, { op: 'replace', path: '/a/01', value: 1 }, 'path'],
    ['a negative index', { a: [1] }, { op: 'remove', path: '/a/-1' }, 'path'],
    ['a dash where nothing is added', { a: [1] }, { op: 'remove', path: '/a/-' }, 'path'],
    ['a way through a text', { a: 'text' }, { op: 'replace', path: '/a/0', value: 1 }, 'path'],
    ['an addition to a text', { a: 'text' }, { op: 'add', path: '/a/b', value: 1 }, 'path'],
    ['a way through what is inherited', {}, { op: 'replace', path: '/constructor/name', value: 1 }, 'path'],
    ['a path without its slash', { a: 1 }, { op: 'remove', path: 'a' }, 'malformed'],
    ['a tilde that escapes nothing', { 'a~2': 1 }, { op: 'remove', path: '/a~2' }, 'malformed'],
    ['an unknown op', { a: 1 }, { op: 'increment', path: '/a', value: 1 }, 'malformed'],
    ['an operation without a path', { a: 1 }, { op: 'remove' }, 'malformed'],
    ['an operation without a value', { a: 1 }, { op: 'add', path: '/b' }, 'malformed'],
    ['an operation that is no object', { a: 1 }, ['remove'], 'malformed'],
  ])('refuses %s', (_what, document, operation, kind) => {
    expect(problemOf(() => patch(document, operation))).toBe(kind)
  })

  test('that is no list is refused', () => {
    expect(problemOf(() => readPatch({ op: 'remove', path: '/a' }))).toBe('malformed')
  })

  test('happens whole or not at all', () => {
    const document = { a: [1], b: 2 }

    const kind = problemOf(() =>
      patch(
        document,
        { op: 'add', path: '/a/-', value: 2 },
        { op: 'remove', path: '/b' },
        { op: 'test', path: '/a/0', value: 9 },
      ),
    )

    expect(kind).toBe('test')
    expect(document).toEqual({ a: [1], b: 2 })
  })

  test('sees in each operation what the ones before it did', () => {
    const result = patch(
      { a: [] },
      { op: 'add', path: '/a/-', value: { n: 1 } },
      { op: 'test', path: '/a/0/n', value: 1 },
      { op: 'replace', path: '/a/0/n', value: 2 },
    )

    expect(result).toEqual({ a: [{ n: 2 }] })
  })

  test('cannot reach a prototype', () => {
    const result = patch({}, { op: 'add', path: '/__proto__', value: { polluted: true } })

    expect(Object.hasOwn(result as object, '__proto__')).toBe(true)
    expect({}).not.toHaveProperty('polluted')
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype)
  })
})
