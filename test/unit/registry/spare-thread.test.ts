import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type DescribeLimits, describePlugin } from '../../../core/registry/describe.ts'
import { keepSpareThread } from '../../../core/registry/spare-thread.ts'
import { makePluginFolder, type PluginFolder, pluginSource } from './plugin-folder.ts'

const spare = keepSpareThread()
let folder: PluginFolder
beforeEach(async () => {
  folder = await makePluginFolder()
})
afterEach(async () => {
  await spare.close()
  await folder.remove()
})

/** Describes the plugin under a new name; resolves to the name that was read, and the number of the thread that read it. */
async function describe(name: string, limits: Partial<DescribeLimits> = {}) {
  const entry = await folder.write({ 'plugin.mjs': pluginSource(`name: '${name}'`) })
  let threadId = 0
  const described = await describePlugin(
    { use: entry, entry, folder: folder.path, root: folder.path },
    { timeoutMs: 20_000, memoryMb: 64, ...limits },
    (task, given) => {
      const worker = spare.start(task, given)
      threadId = worker.threadId
      return worker
    },
  )
  return { name: described.name, threadId }
}

/** The number that the next thread gets; they grow. */
async function nextThreadId(): Promise<number> {
  const worker = new Worker('', { eval: true })
  const { threadId } = worker
  await worker.terminate()
  return threadId + 1
}

test('a thread that was started ahead reads the plugin as it is when it is needed, once', async () => {
  await describe('first')
  spare.prepare()
  spare.prepare()
  const next = await nextThreadId()

  const second = await describe('second')
  const third = await describe('third')

  expect(second.name).toBe('second')
  expect(second.threadId).toBeLessThan(next)
  expect(third.name).toBe('third')
  expect(third.threadId).toBeGreaterThanOrEqual(next)
})

test('one that was started for other secrets is not used', async () => {
  await describe('first')
  spare.prepare()
  const next = await nextThreadId()

  const second = await describe('second', { env: { WORD: 'open sesame' } })
  expect(second.threadId).toBeGreaterThanOrEqual(next)

  spare.prepare()
  const then = await nextThreadId()
  const third = await describe('third', { env: { WORD: 'open sesame' } })
  expect(third.threadId).toBeLessThan(then)
})

test('before the first description there is nothing to start', () => {
  const fresh = keepSpareThread()
  expect(fresh.prepare()).toBeUndefined()
})
