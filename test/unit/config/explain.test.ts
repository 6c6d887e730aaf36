import { describe, expect, it } from 'vitest'
import { formatProblem } from '../../../core/config/explain.ts'
import { formatPath, pathOfPointer } from '../../../core/config/path.ts'
import { fail } from '../../../core/errors/error.ts'

describe('formatProblem', () => {
  it('tells where, what, and in a second line what to do', () => {
    const position = { file: 'skill.config.json', line: 4, column: 52 }

    const error = fail(
      'SKR_CONFIG_UNKNOWN_KEY',
      { path: 'a.optons', suggestion: ' (did you mean "options"?)', known: 'options' },
      { position },
    )

    expect(formatProblem(error)).toBe(
      'skill.config.json:4:52 a.optons is not a known key (did you mean "options"?)\n' +
        '  Remove it, or write one of the known keys: options. [SKR_CONFIG_UNKNOWN_KEY]',
    )
  })

  it('leaves the place out of an error that has none', () => {
    const text = formatProblem(fail('SKR_CONFIG_NOT_FOUND', { file: 'x.json' }))

    expect(text).toMatch(/^x\.json does not exist\n/)
  })
})

describe('a path', () => {
  it.each([
    [[], 'the configuration'],
    [['routes', 0, 'plugins', 1], 'routes[0].plugins[1]'],
    [['plugins', 'word-count', 'use'], 'plugins.word-count.use'],
    [['$schema'], '$schema'],
    [['plugins', 'a b', '\u001b[31m'], 'plugins["a b"]["\\u001b[31m"]'],
    [['', 'x'], '[""].x'],
    [['x'.repeat(100)], `["${'x'.repeat(57)}…"]`],
  ])('%j reads %j', (path, text) => {
    expect(formatPath(path)).toBe(text)
  })

  it('of a pointer tells indexes from keys that look like them, and undoes its escapes', () => {
    const value = { list: [{ '0': { 'a/b~c': 1 } }] }

    expect(pathOfPointer('/list/0/0/a~1b~0c', value)).toEqual(['list', 0, '0', 'a/b~c'])
    expect(pathOfPointer('', value)).toEqual([])
  })
})
