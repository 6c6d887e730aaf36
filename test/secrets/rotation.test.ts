import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { parseSealKeys } from '../../core/queue/seal-key.ts'
import { type Stage, setStage } from './started-runner.ts'

const oldKey = 'the seal key of last year'
const newKey = 'the seal key of this year'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
}, 120_000)
afterAll(() => stage.close())

const idOf = (key: string) => parseSealKeys(key)?.[0].id.toString('hex')

/** The ids of the keys that tokens are sealed with now, as they stand in each sealed value. */
function keysInUse(): readonly string[] {
  const db = new Database(join(stage.folder, 'data', 'queue.db'), { readonly: true })
  const rows = db.prepare('SELECT tokens FROM invocations WHERE tokens IS NOT NULL').all() as {
    tokens: ArrayBuffer
  }[]
  db.close()
  return [...new Set(rows.map(({ tokens }) => Buffer.from(tokens).subarray(1, 9).toString('hex')))]
}

/** Starts the runner with this `queue.sealKey`, sends it a file that is not done before `release`, and stops it meanwhile. */
async function acknowledgeAndStop(sealKey: string): Promise<string> {
  const runner = await stage.start({ SEAL_KEY: sealKey })
  const file = await stage.sandbox.upload({ name: `${Math.random()}.txt`, content: 'well hold' })
  expect((await file.delivered).at(-1)?.status).toBe(200)
  runner.child.kill('SIGTERM')
  await runner.ended
  return file.id
}

const stateOf = async (fileId: string) =>
  (await stage.records()).find(({ invocation }) => invocation.file.id === fileId)

test('a seal key is changed step by step, and nothing that was acknowledged is lost', async () => {
  const underOld = await acknowledgeAndStop(oldKey)
  expect(keysInUse()).toEqual([idOf(oldKey)])

  // Step 1: the new key first, the old one behind it. What is there stays readable, what comes is sealed with the new one.
  const underNew = await acknowledgeAndStop(`${newKey},${oldKey}`)
  expect(keysInUse().toSorted()).toEqual([idOf(oldKey), idOf(newKey)].toSorted())

  await writeFile(join(stage.plugin, 'release'), '')
  const both = await stage.start({ SEAL_KEY: `${newKey},${oldKey}` })
  for (const fileId of [underOld, underNew])
    await stage.sandbox.waitForCards(fileId, { status: 'success', timeoutMs: 60_000 })
  both.child.kill('SIGTERM')
  await both.ended
  expect(keysInUse()).toEqual([])

  // Step 2, when nothing is sealed with the old key any more: the new key alone.
  await rm(join(stage.plugin, 'release'))
  const last = await acknowledgeAndStop(newKey)
  await writeFile(join(stage.plugin, 'release'), '')
  const alone = await stage.start({ SEAL_KEY: newKey })
  await stage.sandbox.waitForCards(last, { status: 'success', timeoutMs: 60_000 })
  alone.child.kill('SIGTERM')
  await alone.ended
}, 240_000)

test('an old key that is taken away too early fails what it sealed, with a reason, and is good again when it comes back', async () => {
  await rm(join(stage.plugin, 'release'), { force: true })
  const early = await acknowledgeAndStop(oldKey)
  await writeFile(join(stage.plugin, 'release'), '')
  const without = await stage.start({ SEAL_KEY: newKey })
  await vi.waitFor(async () => expect(await stateOf(early)).toMatchObject({ state: 'failed' }), {
    timeout: 60_000,
  })
  expect((await stateOf(early))?.reason?.code).toBe('SKR_QUEUE_UNSEALABLE')
  without.child.kill('SIGTERM')
  await without.ended

  await stage.start({ SEAL_KEY: `${newKey},${oldKey}` })
  const { output } = await stage.run(`invocations retry ${(await stateOf(early))?.invocation.id}`)
  expect(output).toContain('in line again')
  await stage.sandbox.waitForCards(early, { status: 'success', timeoutMs: 60_000 })
}, 240_000)
