import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { StateChange } from '../../../core/queue/queue.ts'
import { openSqliteQueue } from '../../../core/queue/sqlite.ts'
import { invocationOf } from '../../contract/queue/invocations.ts'
import { take } from '../../contract/queue/workbench.ts'
import { storeFolder } from './stores.ts'

const folder = storeFolder()
const options = () => ({ path: folder.path('queue.db'), sealKey: '', maxWaiting: 1000, leaseMs: 1000 })

test('rejects with the reason where the queue cannot be opened', async () => {
  await expect(openSqliteQueue({ ...options(), path: '/proc/queue.db' })).rejects.toMatchObject({
    code: 'SKR_QUEUE_NOT_WRITABLE',
    statusCode: 503,
    retryable: true,
  })
})

test('goes by the clock that it was given', async () => {
  let now = 5_000_000.7
  const queue = await openSqliteQueue({ ...options(), now: () => now })
  const { id } = await queue.append(invocationOf(), 'words')
  expect((await queue.get(id))?.dueAt).toBe(5_000_000)
  await take(queue)
  const waiting = take(queue)

  now += 1001

  expect((await waiting).attempt).toBe(2)
  await queue.close()
})

test('one listener that throws keeps neither the others nor the caller from going on', async () => {
  const queue = await openSqliteQueue(options())
  const heard: StateChange[] = []
  // The test runner listens too, and would count it as a failure of the run.
  const runner = process.listeners('uncaughtException')
  process.removeAllListeners('uncaughtException')
  const surfaced = once(process, 'uncaughtException')
  queue.subscribe(() => {
    throw new TypeError('a listener with a mistake')
  })
  queue.subscribe((change) => heard.push(change))

  const { id } = await queue.append(invocationOf(), 'words')

  expect(heard).toMatchObject([{ id, state: 'waiting' }])
  expect(await surfaced).toMatchObject([{ message: 'a listener with a mistake' }, 'uncaughtException'])
  for (const listener of runner) process.on('uncaughtException', listener)
  await queue.close()
})

test('rejects everything when its thread has ended, and can still be closed', async () => {
  const queue = await openSqliteQueue(options())
  const stopped = { code: 'SKR_QUEUE_STOPPED', statusCode: 503 }
  const signal = new AbortController().signal
  const waiting = queue.lease({ exclude: new Set(), signal })
  // Lanes that cannot be made into text are a mistake that nothing provides for.
  const lanes = [
    { toString: 1, valueOf: 1 },
    { toString: 2, valueOf: 2 },
  ] as unknown as readonly string[]

  await expect(queue.lease({ exclude: new Set(lanes), signal })).rejects.toMatchObject(stopped)

  await expect(waiting).rejects.toMatchObject(stopped)
  await expect(queue.probe()).rejects.toMatchObject(stopped)
  await queue.close()
})

test.skipIf(process.platform === 'win32')(
  'refuses what the disk has no room for, and keeps what it acknowledged',
  async () => {
    // A limit on the size of files, of 800 KB or twice that by the shell, stands in for a full disk.
    const lines = await fillDisk('ulimit -f 1600')

    expect(lines.slice(0, 2)).toEqual(['append SKR_QUEUE_NOT_WRITABLE', 'probe SKR_QUEUE_NOT_WRITABLE'])
    const acknowledged = Number(lines[2]?.replace('acknowledged ', ''))
    const queue = await openSqliteQueue(options())
    expect(acknowledged).toBeGreaterThan(10)
    expect((await queue.counts()).waiting).toBe(acknowledged)
    expect((await queue.append(invocationOf(), 'words')).outcome).toBe('new')
    await queue.close()
  },
)

/** Runs `fill-disk.ts` on this test's queue behind the shell command `limit`; what it says, line by line. */
async function fillDisk(limit: string): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('./fill-disk.ts', import.meta.url))
  const command = `${limit}; exec "$0" --conditions=source --import=tsx "$@"`
  const child = spawn('sh', ['-c', command, process.execPath, script, JSON.stringify(options())], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  await once(child, 'close')
  return lines
}
