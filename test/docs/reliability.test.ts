import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './blocks.ts'
import { hasTest, proofsIn } from './proofs.ts'

const read = (file: string) => readFileSync(join(root, file), 'utf8')

/** The rows of a page's tables, by their cells. */
function rowsOf(page: string): readonly (readonly string[])[] {
  return read(page)
    .split('\n')
    .filter((line) => /^\| (?!---)/.test(line))
    .map((line) => line.slice(2, -2).split(' | '))
}

describe('each promise is held by tests that exist', () => {
  const promises = rowsOf('docs/reliability.md')
    .filter(([, tests]) => tests?.includes('`test/'))
    .map(([promise = '', tests = '']) => ({ promise, tests }))

  test('there are promises', () => {
    expect(promises.length).toBeGreaterThan(12)
  })

  test.each(promises)('$promise', ({ tests }) => {
    const files = [...tests.matchAll(/`(test\/[^`]+)`/g)].map(([, file = '']) => file)
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([])
    expect(proofsIn(tests).filter(({ file, name }) => !hasTest(read(file), name))).toEqual([])
  })
})

describe('each limit of what comes from outside is held by tests that exist', () => {
  const limits = rowsOf('docs/hostile-input.md')
    .map((cells) => ({ what: cells[0] ?? '', tests: cells.at(-1) ?? '' }))
    .filter(({ tests }) => tests.includes('“'))
  const sources = [
    'test/integration/hostile-http.test.ts',
    'test/integration/slow-http.test.ts',
    'test/integration/overload.test.ts',
    'test/unit/box/content.test.ts',
    ...readdirSync(join(root, 'test/fuzz/targets')).map((file) => `test/fuzz/targets/${file}`),
  ]
    .map(read)
    .join('\n')

  /** The name stands there in quotes; where it ends with dots, its beginning does. */
  function isThere(name: string): boolean {
    return sources.includes(name.endsWith(' …') ? `'${name.slice(0, -2)}` : `'${name}'`)
  }

  test('there are limits', () => {
    expect(limits.length).toBeGreaterThan(20)
  })

  test.each(limits)('$what', ({ tests }) => {
    const names = [...tests.matchAll(/“([^”]+)”/g)].map(([, name = '']) => name)
    expect(names.filter((name) => !isThere(name))).toEqual([])
  })
})
