import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { invocationId } from '../../../core/invocation/identity.ts'
import type { Invocation } from '../../../core/invocation/invocation.ts'
import { type Consumer, type ConsumerOptions, startConsumer } from '../../../core/processing/consumer.ts'
import type { Lease, Queue } from '../../../core/queue/queue.ts'
import { openSqliteQueue } from '../../../core/queue/sqlite.ts'

let folder: string
let queue: Queue
let consumer: Consumer

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'consumer-'))
  queue = await openSqliteQueue({
    path: join(folder, 'queue.db'),
    sealKey: 'a-key-of-enough-length',
    maxWaiting: 1000,
    leaseMs: 600,
  })
})
afterEach(async () => {
  await consumer.stop(0)
  await queue.close()
  await rm(folder, { recursive: true, force: true })
})

let count = 0
function invocation(fileId = String(++count), versionId = '1', sequence = 0): Invocation {
  const token = { value: 'token', expiresAt: Date.now() + 60_000 }
  const eventId = `event-${++count}`
  return {
    id: invocationId({ app: 'default', eventId, skillId: '1', fileId, versionId }),
    app: 'default',
    boxId: eventId,
    eventId,
    skillId: '1',
    enterpriseId: undefined,
    trigger: 'FILE_CONTENT',
    file: { id: fileId, name: 'a.txt', size: 1, versionId, sequence, parentId: undefined },
    createdAt: Date.now(),
    receivedAt: Date.now(),
    tokens: { read: token, write: token },
  }
}

function consume(process: ConsumerOptions['process'], errors: unknown[] = [], limit = 2): void {
  consumer = startConsumer({
    queue,
    leaseMs: 600,
    laneLimit: () => ({ running: limit, inHand: limit + 1 }),
    process,
    onError: (error) => errors.push(error),
  })
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
const done = (lease: Lease) => queue.complete(lease, { state: 'succeeded' }).then(() => undefined)

test('a lane that is full does not hold up another', async () => {
  const seen: string[] = []
  consume(async (lease, signal) => {
    seen.push(lease.lane)
    if (lease.lane === 'slow') await untilAborted(signal)
    else await done(lease)
  })
  for (let index = 0; index < 6; index += 1) await queue.append(invocation(), 'slow')
  await queue.append(invocation(), 'quick')
  await expect.poll(() => seen).toContain('quick')
  expect(seen.filter((lane) => lane === 'slow')).toHaveLength(2)
})

test('a lane takes more while cards are written, and no more than that', async () => {
  const seen: string[] = []
  const writes: (() => void)[] = []
  consume(async (lease, signal, ran) => {
    seen.push(lease.lane)
    ran()
    await Promise.race([untilAborted(signal), new Promise<void>((resolve) => writes.push(resolve))])
    await done(lease)
  })
  for (let index = 0; index < 6; index += 1) await queue.append(invocation(), 'slow')

  await queue.append(invocation(), 'other')
  await expect.poll(() => seen).toContain('other')
  expect(seen.filter((lane) => lane === 'slow')).toHaveLength(3)
  writes[0]?.()
  await expect.poll(() => seen.filter((lane) => lane === 'slow').length).toBe(4)
})

test('a lane goes on as soon as there is room in it again', async () => {
  let ended = 0
  consume(async (lease) => {
    await done(lease)
    ended += 1
  })
  for (let index = 0; index < 20; index += 1) await queue.append(invocation(), 'one')
  await expect.poll(() => ended).toBe(20)
  expect(consumer.inHand()).toBe(0)
})

test('leases are renewed for as long as the work goes on', async () => {
  const attempts: number[] = []
  consume(async (lease) => {
    attempts.push(lease.attempt)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await done(lease)
  })
  await queue.append(invocation(), 'one')
  await expect.poll(() => queue.counts(), { timeout: 5000 }).toMatchObject({ succeeded: 1 })
  expect(attempts).toEqual([1])
})

test('the work on a version stops as soon as a newer one arrives', async () => {
  const reasons: unknown[] = []
  consume(async (lease, signal) => {
    if (lease.invocation.file.versionId === '2') return done(lease)
    await untilAborted(signal)
    reasons.push(signal.reason)
    await queue.complete(lease, { state: 'superseded' })
  })
  await queue.append(invocation('77', '1', 1), 'one')
  await expect.poll(() => consumer.inHand()).toBe(1)
  await queue.append(invocation('77', '2', 2), 'one')
  await expect.poll(() => queue.counts()).toMatchObject({ superseded: 1, succeeded: 1 })
  expect(reasons).toEqual(['superseded'])
})

test('a process that throws is told, and the next one is taken', async () => {
  const errors: unknown[] = []
  let first = true
  consume(async (lease) => {
    if (first) {
      first = false
      throw new TypeError('a fault')
    }
    await done(lease)
  }, errors)
  await queue.append(invocation(), 'one')
  await queue.append(invocation(), 'one')
  await expect.poll(() => queue.counts()).toMatchObject({ succeeded: 1 })
  expect(errors).toHaveLength(1)
})

test('at the end, what does not stop within the grace is aborted', async () => {
  const reasons: unknown[] = []
  consume(async (lease, signal) => {
    await untilAborted(signal)
    reasons.push(signal.reason)
    await queue.release(lease)
  })
  await queue.append(invocation(), 'one')
  await expect.poll(() => consumer.inHand()).toBe(1)
  await consumer.stop(50)
  expect(reasons).toEqual(['shutdown'])
  expect(await queue.counts()).toMatchObject({ waiting: 1 })
})

test('a queue that fails is asked again after a pause', async () => {
  const errors: unknown[] = []
  await queue.close()
  const broken: Queue = {
    ...queue,
    lease: () => Promise.reject(new Error('no disk')),
    subscribe: () => () => {},
  }
  consumer = startConsumer({
    queue: broken,
    leaseMs: 600,
    laneLimit: () => ({ running: 1, inHand: 1 }),
    process: async () => {},
    onError: (error) => errors.push(error),
  })
  await expect.poll(() => errors.length, { timeout: 5000 }).toBeGreaterThan(1)
})
