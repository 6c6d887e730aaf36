import { describe, expect, it } from 'vitest'
import { problemsOf } from './load-text.ts'

/** Each mistake, a file with it, and what is shown. */
const mistakes: readonly (readonly [mistake: string, file: string, ...shown: string[]])[] = [
  [
    'a comma that is missing',
    '{"a":1\n"b":2}',
    `skill.config.json:2:1 a "," is missing before this
  Put a "," behind the value in front of it. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a colon that is missing',
    '{"a" 1}',
    `skill.config.json:1:6 a ":" is missing before this
  Put a ":" between the key and its value. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'single quotes',
    "{'a':1}",
    `skill.config.json:1:2 there is a word that is not JSON here
  Put texts and keys in double quotes; only numbers, true, false and null stand without. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a key without quotes',
    '{a:1}',
    `skill.config.json:1:2 there is a word that is not JSON here
  Put texts and keys in double quotes; only numbers, true, false and null stand without. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a list that is not closed',
    '{"a":[1,2',
    `skill.config.json:1:10 a "]" is missing here
  Each "[" needs a "]" that closes it. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'an object that is not closed',
    '{"a":[1,2]',
    `skill.config.json:1:11 a "}" is missing here
  Each "{" needs a "}" that closes it. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a text that is not closed',
    '{"a":"x\n}',
    `skill.config.json:1:6 this text is not closed
  Close it with a double quote in the same line. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a single backslash',
    '{"a":"C:\\data"}',
    `skill.config.json:1:6 this text holds a backslash that means nothing
  Write \\\\ for a backslash, \\n for a new line and \\" for a double quote. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a tab in a text',
    '{"a":"x\ty"}',
    `skill.config.json:1:6 this text holds a character that must be escaped, such as a tab
  Write \\\\ for a backslash, \\n for a new line and \\" for a double quote. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'half an escape',
    '{"a":"\\u12"}',
    `skill.config.json:1:6 this text holds a \\u that is not followed by four hexadecimal digits
  Write \\\\ for a backslash, \\n for a new line and \\" for a double quote. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'more behind the end',
    '{} {}',
    `skill.config.json:1:4 the file should end before this
  Remove what stands behind the last "}", or a "}" that is too much. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a comment that is not closed',
    '{} /* x',
    `skill.config.json:1:4 this comment is not closed
  Close it with */. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'half a number',
    '{"a":1.}',
    `skill.config.json:1:6 this number is not complete
  Write it like 20, -3 or 0.5. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'no value',
    '{"a":}',
    `skill.config.json:1:6 a value is expected here
  Write a text in double quotes, a number, true, false, null, a list or an object. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'no key',
    '{,}',
    `skill.config.json:1:2 a value is expected here
  Write a text in double quotes, a number, true, false, null, a list or an object. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'mistakes on two lines',
    '{"a":tru,\n"b":fals}',
    `skill.config.json:1:6 there is a word that is not JSON here
  Put texts and keys in double quotes; only numbers, true, false and null stand without. [SKR_CONFIG_SYNTAX]`,
    `skill.config.json:2:5 there is a word that is not JSON here
  Put texts and keys in double quotes; only numbers, true, false and null stand without. [SKR_CONFIG_SYNTAX]`,
  ],
  [
    'a word',
    'nope',
    `skill.config.json:1:1 there is a word that is not JSON here
  Put texts and keys in double quotes; only numbers, true, false and null stand without. [SKR_CONFIG_SYNTAX]`,
  ],
]

describe('a file that is not JSON', () => {
  it.each(mistakes)('is told: %s', async (_, file, ...shown) => {
    const problems = await problemsOf(file)

    expect(problems).toEqual(shown)
  })
})
