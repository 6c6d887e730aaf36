import { EventEmitter } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { CardDraft } from '../../../core/cards/card.ts'
import { createBoxReader } from '../../../core/pool/box-reader.ts'
import type { FromWorker, Reply, WorkerData } from '../../../core/pool/protocol.ts'
import { createSharedFiles, type SharedFiles, type SharingRun } from '../../../core/pool/shared-files.ts'
import { createTaskRunner } from '../../../core/pool/task-runner.ts'
import { superviseWorker } from '../../../core/pool/worker-scope.ts'
import { type Sandbox, startSandbox } from '../../../core/testing.ts'
import { behaviourEntry } from '../../support/behaviour-pool.ts'

// The same code as in a thread, but here, where its coverage can be seen.

const readerEntry = fileURLToPath(new URL('../../plugins/reader/index.js', import.meta.url))
let sandbox: Sandbox
let folder: string
let files: SharedFiles
let count = 0

beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'task-runner-'))
  files = createSharedFiles(folder, 'txt')
})
afterEach(() => rm(folder, { recursive: true, force: true }))

class Host extends EventEmitter {
  readonly stdout = { write: () => true }
  readonly stderr = { write: () => true }
  readonly memoryUsage = () => ({ arrayBuffers: 0 })
}

function runner(changes: Partial<WorkerData> = {}, env: Readonly<Record<string, string>> = {}) {
  const data: WorkerData = {
    plugin: 'words',
    pluginEntry: readerEntry,
    options: { url: false, kind: 'extracted_text' },
    maxOutputBytes: 100_000,
    memoryMb: 64,
    downloadUrlAllowed: false,
    ...changes,
  }
  const box = createBoxReader({
    apiUrl: sandbox.url,
    tokenHosts: [],
    timeoutMs: 2000,
    connections: 2,
    downloadTimeoutMs: 5000,
    representationTimeoutMs: 5000,
  })
  return createTaskRunner({
    data,
    workerId: 7,
    env,
    supervision: superviseWorker(() => {}, new Host(), data),
    readerFor: box.of,
  })
}

/** Uploads a file to the sandbox and runs one task on it, with the main thread's side of the protocol played by real parts. */
async function run(
  handle: ReturnType<typeof runner>,
  content: string | Uint8Array,
  onMessage: (message: FromWorker, port: MessagePort) => void = () => {},
): Promise<Reply> {
  const name = `file-${count++}.txt`
  const file = await sandbox.upload({ name, content })
  const event = JSON.parse(Buffer.from(sandbox.event(file.id).body).toString())
  const { port1, port2 } = new MessageChannel()
  const sharing: SharingRun = { answer: (message) => port1.postMessage(message), refuse: () => {} }
  port1.on('message', (message: FromWorker) => {
    onMessage(message, port1)
    if (message.type === 'need') files.need(sharing, message.key)
    if (message.type === 'fetched') files.fetched(sharing, message.key, message.found)
    if (message.type === 'fetch-failed') files.failed(sharing, message.key)
  })
  const reply = await handle({
    type: 'run',
    invocationId: 'i',
    file: {
      id: file.id,
      name,
      extension: 'txt',
      kind: 'document',
      size: content.length,
      versionId: file.versionId,
    },
    source: {
      type: 'box',
      fileId: file.id,
      versionId: file.versionId,
      readToken: { value: event.token.read.access_token, expiresAt: Date.now() + 60_000 },
    },
    maxFileBytes: 1000,
    port: port2,
  })
  // What was posted before the reply is still on its way.
  await new Promise((resolve) => setTimeout(resolve, 20))
  port1.close()
  return reply
}

const rows = (reply: Reply) => {
  if (!reply.ok) throw new Error(reply.reason.message)
  const [card] = JSON.parse(reply.json) as CardDraft[]
  return Object.fromEntries(
    (card?.skill_card_type === 'transcript' ? card.entries : []).map(({ text = '' }) => text.split(': ')),
  )
}
const failure = (reply: Reply) => (reply.ok ? undefined : reply.reason)

describe('the file of a run', () => {
  test('can be read in every way, and is downloaded once', async () => {
    const before = sandbox.requests().filter(({ kind }) => kind === 'download').length
    const reply = await run(runner(), 'grün')
    expect(rows(reply)).toEqual({
      text: 'grün',
      bytes: '5',
      streamed: '5',
      onDisk: '5',
      name: 'content.txt',
      same: 'Yes',
      representation: 'grün',
      url: 'not asked',
      kind: 'document',
    })
    expect(sandbox.requests().filter(({ kind }) => kind === 'download')).toHaveLength(before + 1)
  })

  test('is decoded by the encoding that the plugin names', async () => {
    const reply = await run(
      runner({ options: { encoding: 'shift_jis', url: false, kind: 'extracted_text' } }),
      Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
    )
    expect(rows(reply).text).toBe('日本')
  })

  test('has no representation where Box has none', async () => {
    expect(rows(await run(runner({ options: { url: false, kind: 'jpg' } }), 'x')).representation).toBe('none')
  })

  test('has a download URL only where the operator allows it', async () => {
    const options = { url: true, kind: 'extracted_text' }
    expect(failure(await run(runner({ options }), 'x'))?.code).toBe('SKR_FILE_URL_NOT_ALLOWED')
    expect(rows(await run(runner({ options, downloadUrlAllowed: true }), 'x')).url).toBe(
      sandbox.downloadUrl.slice(0, 17),
    )
  })

  test('is not read where it is larger than the limit', async () => {
    expect(failure(await run(runner(), 'x'.repeat(2000)))).toMatchObject({
      code: 'SKR_FILE_TOO_LARGE',
      retryable: false,
    })
  })

  test('fails with the code of what Box answered', async () => {
    sandbox.faults.add({ on: 'download', status: 403, times: 1 })
    expect(failure(await run(runner(), 'x'))?.code).toBe('SKR_BOX_FORBIDDEN')
  })

  test('of this machine has no download URL', async () => {
    const handle = runner({ options: { url: true, kind: 'jpg' }, downloadUrlAllowed: true })
    const { port1, port2 } = new MessageChannel()
    const path = join(folder, 'local.txt')
    await writeFile(path, 'x')
    const local = createSharedFiles(folder, 'txt', path)
    const sharing: SharingRun = { answer: (message) => port1.postMessage(message), refuse: () => {} }
    port1.on('message', (message: FromWorker) => {
      if (message.type === 'need') local.need(sharing, message.key)
    })
    const facts = {
      id: '0',
      name: 'local.txt',
      extension: 'txt',
      kind: 'document',
      size: 1,
      versionId: undefined,
    } as const
    const reply = await handle({
      type: 'run',
      invocationId: 'i',
      file: facts,
      source: { type: 'local' },
      maxFileBytes: 10,
      port: port2,
    })
    port1.close()
    expect(failure(reply)?.code).toBe('SKR_FILE_URL_LOCAL')
  })

  test('an abort ends the wait for it', async () => {
    const reply = await run(runner(), 'x', (message, port) => {
      if (message.type === 'started') port.postMessage({ type: 'abort', detail: 'no longer wanted' })
    })
    expect(failure(reply)).toMatchObject({ code: 'SKR_RUN_STOPPED', retryable: true })
  })
})

describe('a task', () => {
  const behaviour = { pluginEntry: behaviourEntry, options: { setup: 'ok', pauseMs: 0, failFirst: false } }

  test('says which thread has it and when the plugin starts', async () => {
    const seen: FromWorker[] = []
    await run(runner(behaviour), 'progress', (message) => seen.push(message))
    expect(seen.slice(0, 2)).toEqual([{ type: 'claimed', workerId: 7 }, { type: 'started' }])
    expect(seen).toContainEqual({ type: 'progress', fraction: 1, message: 'done' })
  })

  test.each([
    ['throw-string', 'SKR_RUN_FAILED'],
    ['throw-skill-error', 'custom_error'],
    ['return-text', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-null', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-nothing', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-function', 'SKR_RUN_RESULT_NOT_CARDS'],
    ['return-cycle', 'SKR_RUN_RESULT_NOT_DATA'],
    ['return-100-mb', 'SKR_RUN_RESULT_TOO_LARGE'],
  ])('%s never rejects, but says %s', async (word, code) => {
    expect(failure(await run(runner(behaviour), word))?.code).toBe(code)
  })

  test('holds no secret of its environment in an error', async () => {
    const reason = failure(await run(runner(behaviour, { BEHAVIOUR_SECRET: 'undefined' }), 'leak-secret'))
    expect(reason?.message).not.toContain('undefined')
  })

  test('a setup that failed is tried again with the next task', async () => {
    const handle = runner({ ...behaviour, options: { ...behaviour.options, setup: 'throw' } })
    for (const _ of [1, 2]) expect(failure(await run(handle, 'x'))?.code).toBe('SKR_RUN_SETUP_FAILED')
  })

  test('teardown runs what the plugin has for it, and is well where there is nothing', async () => {
    const handle = runner(behaviour)
    expect(await handle({ type: 'teardown' })).toMatchObject({ ok: true })
    await run(handle, 'x')
    expect(await handle({ type: 'teardown' })).toMatchObject({ ok: true })
  })
})
