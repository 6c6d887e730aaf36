import { describe, expect, it } from 'vitest'
import type { OptionsSchema, ValueSchema } from '../../../core/plugin-options.ts'
import { check, one } from './check-options.ts'

describe('options that may have several forms', () => {
  const withRef: OptionsSchema = {
    type: 'object',
    additionalProperties: false,
    properties: { a: { anyOf: [{ $ref: '#/definitions/size' }, { $ref: '#/definitions/auto' }] } },
    definitions: {
      size: {
        type: 'object',
        additionalProperties: false,
        required: ['width'],
        properties: { width: { type: 'integer' } },
      },
      auto: { const: 'auto' },
    },
  }
  const byName: ValueSchema = {
    type: 'object',
    required: ['kind'],
    oneOf: [
      { properties: { kind: { const: 'fast' }, level: { type: 'integer' } } },
      { properties: { kind: { const: 'good' }, passes: { type: 'integer' } } },
    ],
  }
  const cases: readonly (readonly [
    what: string,
    schema: OptionsSchema,
    value: string,
    messages: readonly string[],
  ])[] = [
    [
      'types are joined',
      one({ anyOf: [{ type: 'string' }, { type: 'array', items: {} }] }),
      '1',
      ['46 a must be a text or a list, found the number 1'],
    ],
    [
      'values are joined',
      one({ oneOf: [{ const: 'x' }, { enum: ['y', 'z'] }] }),
      '"w"',
      ['46 a must be "x", "y" or "z", found the text "w"'],
    ],
    [
      'the form that was meant is told by its type',
      withRef,
      '{"width":"wide"}',
      ['55 a.width must be a whole number, found the text "wide"'],
    ],
    [
      'a slip in the form that was meant',
      withRef,
      '{"widht":1}',
      ['47 a.widht is not a known key (did you mean "width"?)', '46 a.width is missing'],
    ],
    [
      'the form that was meant is told by a constant',
      one(byName),
      '{"kind":"good","passes":"2"}',
      ['70 a.passes must be a whole number, found the text "2"'],
    ],
    [
      'a constant of no form',
      one(byName),
      '{"kind":"best"}',
      ['46 a is not valid: it must match exactly one schema in oneOf'],
    ],
    [
      'several forms that might be meant',
      one({
        anyOf: [
          { type: 'integer', minimum: 5 },
          { type: 'integer', multipleOf: 2 },
        ],
      }),
      '3',
      ['46 a is not valid: it must match a schema in anyOf'],
    ],
    [
      'a value of two forms',
      one({ oneOf: [{ type: 'integer' }, { type: 'number' }] }),
      '3',
      ['46 a is not valid: it must match exactly one schema in oneOf'],
    ],
    [
      'forms inside of forms',
      one({
        anyOf: [
          { type: 'string' },
          { type: 'array', items: { anyOf: [{ type: 'integer' }, { type: 'boolean' }] } },
        ],
      }),
      '[1,"x"]',
      ['49 a[1] must be a whole number or true or false, found the text "x"'],
    ],
  ]

  it.each(cases)('%s', async (_, schema, value, messages) => {
    const { shown } = await check(`{"a":${value}}`, schema)

    const lines = shown.map((text) =>
      text.split('\n')[0]?.replace('skill.config.json:2:', '').replace('plugins.words.options.', ''),
    )
    expect(lines.toSorted()).toEqual(messages.toSorted())
  })
})
