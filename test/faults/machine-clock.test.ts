import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Queue } from '../../core/queue/queue.ts'
import { openSqliteQueue } from '../../core/queue/sqlite.ts'
import { invocationOf } from '../contract/queue/invocations.ts'
import { glance, reason, take } from '../contract/queue/workbench.ts'
import { openMachine } from './machine.ts'

// Processes that are started one after the other, on a machine that may be slow.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

const hours = 3_600_000
const fakeClock = ['x86_64', 'aarch64']
  .map((machine) => `/usr/lib/${machine}-linux-gnu/faketime/libfaketime.so.1`)
  .find((path) => existsSync(path))

describe('while the queue is open, the clock is set', () => {
  let folder: string
  let offset: number
  let queue: Queue
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'clock-'))
    offset = 0
  })
  afterEach(async () => {
    await queue.close()
    await rm(folder, { recursive: true })
  })

  async function open(leaseMs: number): Promise<void> {
    queue = await openSqliteQueue({
      path: join(folder, 'queue.db'),
      sealKey: '',
      maxWaiting: 1000,
      leaseMs,
      now: () => Date.now() + offset,
    })
  }

  test.each([3, -3])('by %i hours: work that is under way is not taken from its holder', async (by) => {
    await open(60_000)
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)

    offset += by * hours

    expect(await glance(queue)).toBeUndefined()
    expect(await queue.check(lease)).toBe('held')
    expect(await queue.complete(lease, { state: 'succeeded' })).toBe(true)
  })

  test('back: work whose holder is gone comes back as soon as ever', async () => {
    await open(600)
    await queue.append(invocationOf(), 'words')
    await take(queue)

    offset -= 3 * hours

    expect(await take(queue)).toMatchObject({ attempt: 2, losses: 1 })
  })

  test('back: what waits for a retry does not wait for the hours as well', async () => {
    await open(60_000)
    await queue.append(invocationOf(), 'words')
    await queue.retry(await take(queue), Date.now() + 500, reason)

    offset -= 3 * hours

    expect(await take(queue)).toMatchObject({ attempt: 2 })
  })

  test('back: what came before is not left behind', async () => {
    await open(60_000)
    const { id } = await queue.append(invocationOf(), 'words')

    offset -= 3 * hours
    await queue.append(invocationOf(), 'words')

    expect((await take(queue)).invocation.id).toBe(id)
  })
})

describe.skipIf(fakeClock === undefined)(
  'while the runner is at work, the clock of the machine is set',
  () => {
    test.each(['+5h', '-5h'])(
      '%s: each event that was answered with 200 has its cards, once',
      async (jump) => {
        const machine = await openMachine()
        const clock = join(machine.folder, 'clock')
        await writeFile(clock, '+0')
        try {
          await machine.start({
            LD_PRELOAD: fakeClock ?? '',
            FAKETIME_TIMESTAMP_FILE: clock,
            FAKETIME_NO_CACHE: '1',
            FAKETIME_DONT_FAKE_MONOTONIC: '1',
          })
          const before = await machine.upload(['wait 1500', 'one', 'busy once'])
          await writeFile(clock, jump)

          for (const file of before)
            await machine.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 40_000 })
          expect(machine.writes(before)).toEqual([1, 1, 1])
          // Signed by a clock that is hours away from this one: refused, so that Box sends it again.
          const [late] = await machine.upload(['two'], { taken: false })
          expect((await late?.delivered)?.at(-1)?.status).toBe(401)
        } finally {
          await machine.close()
        }
      },
    )
  },
)
