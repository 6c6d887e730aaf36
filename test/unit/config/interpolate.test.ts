// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is about texts that refer to variables
import { describe, expect, it } from 'vitest'
import { interpolate, offsetInLiteral } from '../../../core/config/interpolate.ts'

const env = { NAME: 'value', EMPTY: '', UNDEFINED: undefined, $: 'no', MONEY: '$& $1 ${NAME}' }

describe('interpolate', () => {
  it.each([
    ['no reference at all', 'no reference at all'],
    ['${NAME}', 'value'],
    ['a ${NAME} and ${NAME}', 'a value and value'],
    ['${EMPTY}', ''],
    ['${EMPTY:-default}', 'default'],
    ['${UNDEFINED:-default}', 'default'],
    ['${MISSING:-}', ''],
    ['${MISSING:-a b:-c\nd}', 'a b:-c\nd'],
    ['${NAME:-default}', 'value'],
    ['$${NAME}', '${NAME}'],
    ['$$${NAME}', '$${NAME}'],
    ['$NAME and $ and {NAME}', '$NAME and $ and {NAME}'],
    ['${MONEY}', '$& $1 ${NAME}'],
    ['${toString:-own keys only}', 'own keys only'],
  ])('makes of %j %j', (text, value) => {
    expect(interpolate(text, env)).toMatchObject({ value, faults: [] })
  })

  it('names every variable that is missing, with its place', () => {
    const { faults } = interpolate('${A} ${NAME} ${UNDEFINED} ${constructor}', env)

    expect(faults).toEqual([
      { index: 0, missing: 'A' },
      { index: 13, missing: 'UNDEFINED' },
      { index: 26, missing: 'constructor' },
    ])
  })

  it('names every reference that is malformed, and quotes none', () => {
    const { faults } = interpolate('${} ${1A} ${A-B} ${A:B} ${A:-${B}} ${SECRET', env)

    expect(faults.map(({ index }) => index)).toEqual([0, 4, 10, 17, 24, 35])
    expect(JSON.stringify(faults)).not.toContain('SECRET')
  })

  it('tells which variables a text is made of', () => {
    expect(interpolate('${NAME} ${OTHER:-x}', env).variables).toEqual(['NAME', 'OTHER'])
  })
})

describe('offsetInLiteral', () => {
  it('finds a character of the value behind escapes of the file', () => {
    const json = String.raw`  "\n\u00e9\"x$"`

    expect(json[offsetInLiteral(json, 2, 4)]).toBe('$')
  })
})
