// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { describe, expect, it } from 'vitest'
import type { OptionsSchema, ValueSchema } from '../../../core/plugin-options.ts'
import { check, one } from './check-options.ts'

describe('checkOptions', () => {
  it('fills in defaults and leaves the configuration as it is', async () => {
    const schema = one({ type: 'object', properties: { b: { type: 'integer', default: 5 } }, default: {} })

    const { options, loaded } = await check('{}', schema)

    expect(options).toEqual({ a: { b: 5 } })
    expect(loaded.config.plugins.words?.options).toEqual({})
  })

  it('takes no option where the plugin declares none', async () => {
    const [none, some] = await Promise.all([check(undefined, undefined), check('{"top":1}', undefined)])

    expect(none.options).toEqual({})
    expect(some.shown).toEqual([
      'skill.config.json:2:42 plugins.words.options.top is not a known key\n' +
        '  Remove it, or write one of the known keys: there are none. [SKR_CONFIG_UNKNOWN_KEY]',
    ])
  })

  it('tells all problems at once, where they stand in the file', async () => {
    const schema: OptionsSchema = {
      type: 'object',
      additionalProperties: false,
      required: ['language'],
      properties: {
        top: { type: 'integer', minimum: 1, maximum: 100, description: 'Words to show.' },
        language: { type: 'string', description: 'A language, such as "en".' },
      },
    }

    const { shown } = await check('{"top":0,"lang":"en"}', schema)

    expect(shown).toEqual([
      'skill.config.json:2:41 plugins.words.options.language is missing\n' +
        '  Add "language": A language, such as "en". [SKR_CONFIG_MISSING_KEY]',
      'skill.config.json:2:48 plugins.words.options.top must be at least 1, found the number 0\n' +
        '  Choose another value for this: Words to show. [SKR_CONFIG_OUT_OF_RANGE]',
      'skill.config.json:2:50 plugins.words.options.lang is not a known key (did you mean "language"?)\n' +
        '  Remove it, or write one of the known keys: top, language. [SKR_CONFIG_UNKNOWN_KEY]',
    ])
  })

  it('points at the plugin where the options are not in the file', async () => {
    const { shown } = await check(undefined, { ...one({ type: 'string' }), required: ['a'] })

    expect(shown[0]).toMatch(
      /^skill\.config\.json:2:20 plugins\.words\.options\.a is missing\n {2}Add "a": the value that it needs\./,
    )
  })

  const cases: readonly (readonly [rule: string, schema: ValueSchema, value: string, message: string])[] = [
    ['format', { type: 'string', format: 'uri' }, '"no address"', 'is not valid: it must match format "uri"'],
    [
      'exclusiveMinimum',
      { type: 'number', exclusiveMinimum: 0 },
      '0',
      'must be more than 0, found the number 0',
    ],
    [
      'exclusiveMaximum',
      { type: 'number', exclusiveMaximum: 1 },
      '1',
      'must be less than 1, found the number 1',
    ],
    ['multipleOf', { type: 'integer', multipleOf: 8 }, '9', 'must be a multiple of 8, found the number 9'],
    [
      'minLength',
      { type: 'string', minLength: 2 },
      '"x"',
      'must have at least 2 characters, found 1 characters',
    ],
    [
      'maxLength',
      { type: 'string', maxLength: 1 },
      '"abc"',
      'must have at most 1 character, found 3 characters',
    ],
    [
      'minItems',
      { type: 'array', items: {}, minItems: 2 },
      '[1]',
      'must have at least 2 entries, found a list of 1 entry',
    ],
    [
      'maxItems',
      { type: 'array', items: {}, maxItems: 1 },
      '[1,2]',
      'must have at most 1 entry, found a list of 2 entries',
    ],
    ['minProperties', { type: 'object', minProperties: 1 }, '{}', 'must have at least 1 key, found no keys'],
    [
      'maxProperties',
      { type: 'object', maxProperties: 0 },
      '{"b":1}',
      'must have at most 0 keys, found 1 keys',
    ],
    [
      'pattern',
      { type: 'string', pattern: '^[a-z]+$' },
      '"1"',
      'must be a text that matches ^[a-z]+$, found the text "1"',
    ],
    [
      'pattern in words',
      { type: 'string', pattern: '^x', patternErrorMessage: 'an x' },
      '"1"',
      'must be an x, found the text "1"',
    ],
    ['const', { const: 3 }, '4', 'must be 3, found the number 4'],
    [
      'enum',
      { enum: ['auto', 7, null] },
      '"atuo"',
      'must be "auto", 7 or null, found the text "atuo" (did you mean "auto"?)',
    ],
    ['not', { type: 'string', not: { const: 'x' } }, '"x"', 'is not valid: it must NOT be valid'],
    [
      'a list of numbers',
      { type: 'array', items: { type: 'number' } },
      '7',
      'must be a list, found the number 7',
    ],
    [
      'if',
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      { type: 'integer', if: { minimum: 5 }, then: { multipleOf: 5 } },
      '6',
      'must be a multiple of 5, found the number 6',
    ],
    ['a number in quotes', { type: 'number' }, '"0.5"', 'must be a number, found the text "0.5"'],
    [
      'a long text',
      { type: 'number' },
      `"${'x'.repeat(100)}"`,
      `must be a number, found the text "${'x'.repeat(57)}…"`,
    ],
  ]

  it.each(cases)('explains %s', async (_, schema, value, message) => {
    const { shown } = await check(`{"a":${value}}`, one(schema))

    expect(shown).toHaveLength(1)
    expect(shown[0]?.split('\n')[0]).toBe(`skill.config.json:2:46 plugins.words.options.a ${message}`)
  })

  it.each([
    [{ type: 'number' }, '"0.5"', 'Write it without quotes: 0.5.'],
    [{ type: 'integer' }, '"0.5"', 'Write a whole number.'],
    [{ type: 'number' }, `"${'1'.repeat(30)}"`, 'Write a number.'],
    [{ type: 'array', items: {} }, '7', 'Write a list, in brackets: [7].'],
    [{ type: 'string' }, 'false', 'Write it in double quotes: "false".'],
    [{ type: 'string' }, '0.5', 'Write a text.'],
    [{ type: 'number' }, '"${TEXT}"', 'Write a number itself; variables only give texts.'],
    [{ type: 'string', pattern: '^[a-z]+$', patternErrorMessage: 'a word' }, '"Word"', 'Write "word".'],
    [{ type: 'string', pattern: '^[a-z]+$', patternErrorMessage: 'a word' }, '" word "', 'Write "word".'],
    [{ type: 'string', pattern: '^[a-z]+$', patternErrorMessage: 'a word' }, '"${TEXT}"', 'Write a word.'],
  ] as const)('of %j says what to write in place of %s', async (schema, value, fix) => {
    const { shown } = await check(`{"a":${value}}`, one(schema as ValueSchema))

    expect(shown[0]?.split('\n')[1]).toContain(`  ${fix} [`)
  })

  it('names a key whose name the schema refuses, once', async () => {
    const names = { pattern: '^[a-z]+$', patternErrorMessage: 'a word in lower case' }
    const schema = one({ type: 'object', propertyNames: names, additionalProperties: { type: 'string' } })

    const { shown } = await check('{"a":{"b":"x","C":"y"}}', schema)

    expect(shown.map((text) => text.split('\n')[0])).toEqual([
      'skill.config.json:2:55 plugins.words.options.a.C has a name that is not allowed: it must be a word in lower case',
    ])
  })

  it('falls back on what ajv says, with the description of the option', async () => {
    const { shown } = await check(
      '{"a":"x"}',
      one({ type: 'string', not: { const: 'x' }, description: 'Not x.' }),
    )

    expect(shown[0]).toMatch(
      /must NOT be valid\n {2}Compare it with the description of the key: Not x\. \[SKR_CONFIG_WRONG_VALUE\]$/,
    )
  })

  it('says of a name that is too long what ajv says', async () => {
    const schema = one({ type: 'object', propertyNames: { maxLength: 2 } })

    const { shown } = await check('{"a":{"long":1}}', schema)

    expect(shown[0]).toContain(
      'has a name that is not allowed: it must be one that must NOT have more than 2 characters',
    )
  })
})

describe("a plugin's broken option schema", () => {
  it.each([
    ['a misspelt keyword', one({ type: 'string', minLenght: 1 }), /unknown keyword: "minLenght"/],
    [
      'a keyword of another type',
      one({ type: 'string', minimum: 1 }),
      /missing type "number" for keyword "minimum"/,
    ],
    ['no JSON schema', one({ type: 'text' as never }), /schema is invalid/],
    ['two types in one', one({ type: ['integer', 'string'] as never }), /strictTypes/],
    ['a reference to nothing', one({ $ref: '#/definitions/none' }), /can't resolve reference/],
    ['an asynchronous schema', { ...one({ type: 'string' }), $async: true }, /"\$async" is not supported/],
    [
      'a default that would be ignored',
      one({ anyOf: [{ type: 'object', properties: { b: { type: 'string', default: 'x' } } }] }),
      /default is ignored/,
    ],
  ])('is the mistake of its author: %s', async (_, schema, problem) => {
    const { shown } = await check('{"a":"x"}', schema)

    expect(shown).toHaveLength(1)
    expect(shown[0]).toMatch(
      /^skill\.config\.json:2:27 the option schema of the plugin in plugins\.words is broken: /,
    )
    expect(shown[0]).toMatch(problem)
    expect(shown[0]).toMatch(/tell its author, or use another version of it\. \[SKR_CONFIG_OPTIONS_SCHEMA\]$/)
  })
})
