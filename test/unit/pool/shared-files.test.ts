import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { RunnerError } from '../../../core/errors/error.ts'
import type { ToWorker } from '../../../core/pool/protocol.ts'
import { createSharedFiles, type SharingRun } from '../../../core/pool/shared-files.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shared-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

function run(): SharingRun & { answers: ToWorker[]; errors: RunnerError[] } {
  const answers: ToWorker[] = []
  const errors: RunnerError[] = []
  return {
    answers,
    errors,
    answer: (message) => answers.push(message),
    refuse: (error) => errors.push(error),
  }
}

test('the first one fetches, the others wait for it', async () => {
  const files = createSharedFiles(folder, 'pdf')
  const [first, second] = [run(), run()]
  files.need(first, 'content')
  files.need(second, 'content')
  await expect
    .poll(() => first.answers)
    .toMatchObject([{ type: 'fetch', key: 'content', path: expect.stringMatching(/content\.pdf$/) }])
  expect(second.answers).toEqual([])
  files.fetched(second, 'content', true)
  // What others say of it does not count.
  expect(second.answers).toEqual([])
  files.fetched(first, 'content', true)
  expect(second.answers).toMatchObject([{ type: 'have' }])
})

test.each(['failed', 'leave'] as const)(
  'where the one that fetches has %s, the next one takes over',
  async (how) => {
    const files = createSharedFiles(folder, 'pdf')
    const [first, second, third] = [run(), run(), run()]
    for (const one of [first, second, third]) files.need(one, 'content')
    await expect.poll(() => first.answers).toHaveLength(1)
    if (how === 'failed') files.failed(first, 'content')
    else files.leave(first)
    expect(second.answers).toMatchObject([{ type: 'fetch' }])
    expect(third.answers).toEqual([])
  },
)

test('one that leaves while it waits is not given the work', async () => {
  const files = createSharedFiles(folder, '')
  const [first, second, third] = [run(), run(), run()]
  for (const one of [first, second, third]) files.need(one, 'content')
  await expect.poll(() => first.answers).toHaveLength(1)
  files.leave(second)
  files.leave(first)
  expect(second.answers).toEqual([])
  expect(third.answers).toMatchObject([{ type: 'fetch' }])
})

test('a representation that Box does not have is asked for once', async () => {
  const files = createSharedFiles(folder, '')
  const [first, second] = [run(), run()]
  files.need(first, 'representation:jpg')
  await expect.poll(() => first.answers).toHaveLength(1)
  files.fetched(first, 'representation:jpg', false)
  files.need(second, 'representation:jpg')
  await expect.poll(() => second.answers).toEqual([{ type: 'absent', key: 'representation:jpg' }])
})

test('a local file is copied, and has no representations', async () => {
  const local = join(folder, 'mine.txt')
  await writeFile(local, 'hello')
  const files = createSharedFiles(folder, 'txt', local)
  const one = run()
  files.need(one, 'content')
  files.need(one, 'representation:jpg')
  await expect.poll(() => one.answers.length).toBe(2)
  expect(one.answers[1]).toEqual({ type: 'absent', key: 'representation:jpg' })
  const [content] = one.answers
  const path = content?.type === 'have' ? content.path : ''
  await writeFile(path, 'changed')
  expect(await readFile(local, 'utf8')).toBe('hello')
})

test('an extension that is not plain letters and digits does not come into a path', async () => {
  const files = createSharedFiles(folder, '../../x')
  const one = run()
  files.need(one, 'content')
  await expect.poll(() => one.answers).toMatchObject([{ path: expect.stringMatching(/[/\\]content$/) }])
})

test('a folder that cannot be made is told with its code', async () => {
  await writeFile(join(folder, 'file'), '')
  const files = createSharedFiles(join(folder, 'file'), '')
  const one = run()
  files.need(one, 'content')
  await expect.poll(() => one.errors.map(({ code }) => code)).toEqual(['SKR_FILE_TEMP_NOT_WRITABLE'])
  await files.remove()
})

test('remove deletes everything', async () => {
  const files = createSharedFiles(folder, 'txt')
  const one = run()
  files.need(one, 'content')
  await expect.poll(() => one.answers).toHaveLength(1)
  const [answer] = one.answers
  if (answer?.type === 'fetch') await writeFile(answer.path, 'x')
  await files.remove()
  expect(await readdir(folder)).toEqual([])
})

test('the representations of a local file stand ready as copies, and there are no others', async () => {
  const [content, extracted] = [join(folder, 'note.pdf'), join(folder, 'extracted.txt')]
  await writeFile(content, 'whole')
  await writeFile(extracted, 'text')
  const files = createSharedFiles(folder, 'pdf', content, { extracted_text: extracted })
  const one = run()

  files.need(one, 'representation:extracted_text')
  files.need(one, 'representation:jpg')

  await expect.poll(() => one.answers).toHaveLength(2)
  expect(one.answers).toMatchObject([{ type: 'have' }, { type: 'absent', key: 'representation:jpg' }])
  const { path } = one.answers[0] as { path: string }
  expect(path).not.toBe(extracted)
  expect(await readFile(path, 'utf8')).toBe('text')
})
