import { expect, test } from 'vitest'
import { checkExtensions } from '../../../core/package-check/extension-rules.ts'
import { checkSchema } from '../../../core/package-check/options-rules.ts'
import type { OptionsSchema } from '../../../core/plugin-options.ts'

const schema = (properties: OptionsSchema['properties'] & object, more: object = {}): OptionsSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
})

test.each<[string, OptionsSchema | undefined]>([
  ['no schema', undefined],
  ['a schema without options', { type: 'object', additionalProperties: false }],
  ['options that have to be set', schema({ key: { type: 'string' } }, { required: ['key'] })],
  [
    'strict objects within',
    schema({
      map: { type: 'object', additionalProperties: { type: 'string' } },
      list: { type: 'array', items: { type: 'object', properties: {}, additionalProperties: false } },
    }),
  ],
])('%s is fine', (_what, options) => {
  expect(checkSchema(options)).toEqual({ problems: [], warnings: [] })
})

test.each<[string, OptionsSchema, string]>([
  ['an unknown keyword', schema({ top: { type: 'integer', minimun: 1 } }), 'minimun'],
  ['an unknown type', schema({ top: { type: 'int' } as never }), 'type'],
  ['a promise', schema({}, { $async: true }), '$async'],
])('a schema with %s is a problem', (_what, options, says) => {
  const { problems } = checkSchema(options)

  expect(problems).toMatchObject([
    { code: 'SKR_PACKAGE_OPTIONS_SCHEMA', message: expect.stringContaining(says) },
  ])
})

test('a default that does not keep to its schema is a problem, in the words that an operator would read', () => {
  const { problems } = checkSchema(schema({ top: { type: 'integer', default: 'many' } }))

  expect(problems).toMatchObject([
    {
      code: 'SKR_PACKAGE_DEFAULT_INVALID',
      message: expect.stringContaining('options.top must be a whole number'),
    },
  ])
})

test('objects within that let any key pass are warnings, each with its place', () => {
  const { warnings } = checkSchema(
    schema({
      size: { type: 'object', properties: { deep: { type: 'object', additionalProperties: true } } },
      list: { type: 'array', items: { type: 'object', properties: { a: { type: 'string' } } } },
    }),
  )

  expect(warnings.map(({ code, params }) => [code, params.path])).toEqual([
    ['SKR_PACKAGE_OPTION_OPEN', 'options.size'],
    ['SKR_PACKAGE_OPTION_OPEN', 'options.size.deep'],
    ['SKR_PACKAGE_OPTION_OPEN', 'options.list[]'],
  ])
})

test('extensions that Box knows, and any, are fine', () => {
  expect(checkExtensions(['txt', 'pdf', 'jpg', '*'])).toEqual([])
})

test('an extension that Box does not know is a warning, with the one that was meant', () => {
  expect(checkExtensions(['jepg', 'tar.qqqqq'])).toMatchObject([
    { code: 'SKR_PACKAGE_EXTENSION_UNKNOWN', message: expect.stringContaining('(did you mean "jpeg"?)') },
    { code: 'SKR_PACKAGE_EXTENSION_UNKNOWN', message: expect.stringContaining('"tar.qqqqq" is on none') },
  ])
})

test('an extension of two formats is a warning', () => {
  expect(checkExtensions(['ts'])).toMatchObject([
    {
      code: 'SKR_PACKAGE_EXTENSION_TWOFOLD',
      message: expect.stringMatching(/video to Box, but may be TypeScript/),
    },
  ])
})
