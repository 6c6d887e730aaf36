import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openRig, type Rig } from '../support/rig.ts'

const use = fileURLToPath(new URL('../plugins/hostile', import.meta.url))
const process = { use, isolation: 'process', timeoutMs: 20_000 }

let rig: Rig
let count = 0
beforeAll(async () => {
  rig = await openRig({
    plugins: { thread: { use }, process, linking: { ...process, downloadUrl: true } },
    routes: [
      { extensions: ['txt'], plugins: ['process'] },
      { extensions: ['url'], plugins: ['linking'] },
      { extensions: ['thr'], plugins: ['thread'] },
    ],
    retry: { attempts: 1 },
    cards: { statusCardAfterMs: 30_000 },
  })
})
afterAll(() => rig.close())

/** Texts of the only card that a file with this content gets. */
async function textsOf(content: string, extension = 'txt'): Promise<readonly string[]> {
  const file = await rig.sandbox.upload({ name: `hostile-${count++}.${extension}`, content })
  const [card] = await rig.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 30_000 })
  return card !== undefined && 'entries' in card ? card.entries.map((entry) => String(entry.text)) : []
}

/** What became of the invocation of a file with this content. */
async function endOf(content: string) {
  const file = await rig.sandbox.upload({ name: `hostile-${count++}.txt`, content })
  return expect
    .poll(async () => (await rig.runner.queue.list({ fileId: file.id }))[0]?.endedAt, { timeout: 30_000 })
    .toBeDefined()
    .then(async () => (await rig.runner.queue.list({ fileId: file.id }))[0])
}

describe('a plugin in a process of its own', () => {
  test('reads the file, of which the runner lays a copy ready', async () => {
    expect(await textsOf('hello')).toEqual(['hello'])
  })

  test('reads a representation in the same way', async () => {
    expect(await textsOf('read representation')).toEqual(['read representation'])
  })

  test('gets the address of the file where the operator allows that', async () => {
    expect(await textsOf('read url', 'url')).toEqual(['from its address: read url'])
  })

  test('gets no address where the operator does not', async () => {
    expect(await endOf('read url')).toMatchObject({
      state: 'failed',
      reason: { code: 'SKR_FILE_URL_NOT_ALLOWED' },
    })
  })

  test('has no token in its memory, where one in a thread has the one for reading', async () => {
    expect(await textsOf('look for tokens')).toEqual(['the file: true'])
    expect(await textsOf('look for tokens', 'thr')).toEqual(['the file: true', 'read'])
  })

  test('fails with what Box has answered, and cannot forge such an answer', async () => {
    rig.sandbox.faults.add({ on: 'download', status: 404, times: 1 })
    expect(await endOf('hello')).toMatchObject({ state: 'failed', reason: { code: 'SKR_BOX_NOT_FOUND' } })
    expect(await endOf('forge a code of Box')).toMatchObject({
      state: 'failed',
      reason: { code: 'SKR_RUN_FAILED' },
    })
  })
})
