import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const here = new URL('./', import.meta.url)
const page = readFileSync(new URL('../../docs/faults-of-machine.md', here), 'utf8')
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (---|fault|signal) /.test(line))
  .map((line) => line.split(' | '))
const tests = readdirSync(here)
  .filter((name) => /^machine-.*\.test\.ts$/.test(name) && name !== 'machine-page.test.ts')
  .map((name) => readFileSync(new URL(name, here), 'utf8'))
  .join('\n')

test('the page of faults has rows', () => {
  expect(rows.length).toBeGreaterThan(20)
})

test.each(rows.map((row) => [row[0]?.slice(2), row.at(-1) ?? '']))(
  '%s is held by a test that exists',
  (_, last) => {
    const [, name = 'no name'] = last.match(/“(.+)”/) ?? []

    expect(tests).toContain(`'${name}`)
  },
)
