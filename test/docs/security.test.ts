import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { root } from './blocks.ts'
import { hasTest, proofsIn } from './proofs.ts'

const page = readFileSync(`${root}/docs/security.md`, 'utf8')

const proofs = proofsIn(page)

test.each(proofs)('$file has the test “$name”', ({ file, name }) => {
  expect(existsSync(`${root}/${file}`)).toBe(true)
  expect(hasTest(readFileSync(`${root}/${file}`, 'utf8'), name)).toBe(true)
})

test('every threat has a defence and a test', () => {
  const section = page.slice(page.indexOf('## Threats'), page.indexOf('## Change the seal key'))
  const rows = section.split('\n').filter((line) => /^\| (?!threat|---)/.test(line))
  expect(rows.length).toBeGreaterThan(25)
  const unproven = rows.filter((row) => {
    const cells = row.split(' | ')
    return cells.length !== 3 || cells[1] === '' || proofsIn(cells[2] ?? '').length === 0
  })
  expect(unproven).toEqual([])
})

test('each part of STRIDE has threats', () => {
  const parts = [...page.matchAll(/^### (\w[\w ]*):/gm)].map(([, part]) => part)
  expect(parts).toEqual([
    'Spoofing',
    'Tampering',
    'Repudiation',
    'Information disclosure',
    'Denial of service',
    'Elevation of privilege',
  ])
})

describe('a name that no test has', () => {
  const source = `test('a name', () => {})\n  it.each([1])('row %s', () => {})\n test.each([\n  2,\n ])('other %s', () => {})`

  test.each([
    ['a name', true],
    ['a na…', true],
    ['a na', false],
    ['row %s', true],
    ['other %s', true],
    ['another name', false],
  ])('%s: is there %s', (name, there) => {
    expect(hasTest(source, name)).toBe(there)
  })
})

test('the page of the container and the runner agree on how long a stop may take', () => {
  const container = readFileSync(`${root}/docs/container.md`, 'utf8')
  const schema = readFileSync(`${root}/core/config/schema.ts`, 'utf8')
  const start = readFileSync(`${root}/core/cli/start.ts`, 'utf8')
  const graceMs = Number(
    /shutdownGraceMs: milliseconds\([\s\S]*?default: ([\d_]+)/.exec(schema)?.[1]?.replaceAll('_', ''),
  )
  const closingMs = Number(/closingMs = ([\d_]+)/.exec(start)?.[1]?.replaceAll('_', ''))
  const stops = [
    ...container.matchAll(/(?:--stop-timeout |stop_grace_period: |terminationGracePeriodSeconds: )(\d+)/g),
  ].map(([, seconds]) => Number(seconds))
  expect(stops).toHaveLength(3)
  for (const seconds of stops) expect(seconds * 1000).toBeGreaterThan(graceMs + closingMs)
})
