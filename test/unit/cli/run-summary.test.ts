import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import type { LocalResult } from '../../../core/cli/local-run.ts'
import { createRunProgress } from '../../../core/cli/run-progress.ts'
import { summaryLines } from '../../../core/cli/run-summary.ts'

const ok = (name: string, durationMs: number, cards: number) => ({ name, ok: true, durationMs, cards })
const failed = (name: string, durationMs: number, message: string) => ({
  name,
  ok: false,
  durationMs,
  error: { code: 'custom_error', message },
})
const result = (file: string, rest: Partial<LocalResult>): LocalResult => ({
  file,
  status: 'succeeded',
  plugins: [],
  cards: [],
  ...rest,
})

test('the summary says how files ended, what each plugin did, and why files failed', () => {
  const results = [
    result('a.txt', { plugins: [ok('words', 5, 2)] }),
    result('b.txt', { plugins: [ok('words', 900, 0), ok('a-longer-name', 61_400, 1)] }),
    result(`${'deep/'.repeat(20)}c.txt`, {
      status: 'partial',
      plugins: [ok('words', 7, 1), failed('a-longer-name', 1, 'It is \u001b[31mbroken.')],
    }),
    result('d.txt', { status: 'failed', reason: 'The file is too large.' }),
    result('e.xyz', { status: 'ignored', reason: 'no route' }),
  ]

  expect(summaryLines(results, 62_345).join('\n')).toMatchInlineSnapshot(`
    "5 files in 1 min 2 s: 2 succeeded, 1 partial, 1 failed, 1 ignored

    plugin         files  cards  nothing found  failed     median    longest
    a-longer-name      2      1              0       1  1 min 1 s  1 min 1 s
    words              3      3              1       0       7 ms     900 ms

    Failed:
      …eep/deep/deep/deep/deep/deep/deep/deep/deep/deep/deep/c.txt  a-longer-name: It is broken.
      d.txt  The file is too large."
  `)
})

test('what several plugins say of a file in the same words stands there once', () => {
  const plugins = [
    failed('a', 1, 'It has a password.'),
    failed('b', 1, 'It is broken.'),
    failed('c', 1, 'It has a password.'),
  ]

  expect(summaryLines([result('a.pdf', { status: 'failed', plugins })], 1).slice(-2)).toEqual([
    '  a.pdf  a, c: It has a password.',
    '  a.pdf  b: It is broken.',
  ])
})

test('where no plugin ran and nothing failed, the counts are all', () => {
  expect(summaryLines([result('e.xyz', { status: 'ignored' })], 999)).toEqual([
    '1 files in 999 ms: 1 ignored',
  ])
})

function terminal(isTTY: boolean) {
  const stream = Object.assign(new PassThrough({ encoding: 'utf8' }), { isTTY, columns: 44 })
  return {
    stream: stream as unknown as NodeJS.WriteStream,
    lastLine: () => String(stream.read()).split('\r').at(-1),
  }
}

test('a terminal shows how much is done, what failed and what is worked on, in one line', () => {
  const { stream, lastLine } = terminal(true)
  const progress = createRunProgress(4, stream)

  progress.began('folder/one.pdf')
  progress.began('folder/two.pdf')
  progress.ended('folder/two.pdf', true)
  expect(lastLine()).toBe('\u001b[K█████░░░░░░░░░░░░░░░ 1/4, 1 failed  one.pdf')

  progress.began('a-name-that-is-longer-than-the-terminal.pdf')
  expect([...(lastLine() ?? '')].length).toBe(3 + 43)

  progress.clear()
  expect(lastLine()).toBe('\u001b[K')
})

test('nothing is drawn where nobody looks, or for a single file', () => {
  for (const { stream, total } of [
    { stream: terminal(false).stream, total: 4 },
    { stream: terminal(true).stream, total: 1 },
  ]) {
    const progress = createRunProgress(total, stream)
    progress.began('one.pdf')
    progress.ended('one.pdf', false)
    progress.clear()
    expect(stream.read()).toBeNull()
  }
})
