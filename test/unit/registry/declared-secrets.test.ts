import { expect, test } from 'vitest'
import { declaredSecrets, secretPattern } from '../../../core/registry/declared-secrets.ts'

test.each([
  [['KEY'], ['KEY'], { KEY: true, OTHER: false }],
  [['KEY?'], [], { KEY: true, OTHER: false }],
  [['KEY', '*'], ['KEY'], { KEY: true, OTHER: true }],
  [[], [], { KEY: false }],
])('of %j it has to have %j, and wants what %j says', (entries, required, wants) => {
  const declared = declaredSecrets(entries)

  expect(declared.required).toEqual(required)
  for (const [name, expected] of Object.entries(wants)) expect(declared.wants(name)).toBe(expected)
})

test.each([
  ['API_KEY', true],
  ['API_KEY?', true],
  ['*', true],
  ['API_*', false],
  ['?', false],
  ['A?B', false],
  ['1KEY', false],
  ['', false],
])('%j is an entry: %s', (entry, good) => {
  expect(secretPattern.test(entry)).toBe(good)
})
