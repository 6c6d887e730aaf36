import { expect, test } from 'vitest'
import type { Queue } from '../../../core/queue/queue.ts'
import { invocationOf } from './invocations.ts'
import { glance, type QueueWorkbench, reason, take } from './workbench.ts'

export function leaseTests(bench: QueueWorkbench): void {
  test('gives out first what came first', async () => {
    const queue = await bench.open()
    const ids = await appendSome(queue, 5)

    const leased = []
    for (const _ of ids) leased.push((await take(queue)).invocation.id)

    expect(leased).toEqual(ids)
  })

  test('gives each invocation to one of those who ask at the same time', async () => {
    const queue = await bench.open()
    const asked = Array.from({ length: 8 }, () => take(queue))

    const ids = await appendSome(queue, 8)
    const leased = await Promise.all(asked)

    expect(leased.map(({ invocation }) => invocation.id).sort()).toEqual([...ids].sort())
  })

  test('leaves excluded lanes alone and takes the longest waiting of the others', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'busy')
    await queue.append(invocationOf(), 'other')
    const wanted = invocationOf()
    await queue.append(invocationOf({ file: wanted.file.id, app: 'second', createdAt: 1 }), 'busy')
    await queue.append(wanted, 'third')

    const first = await take(queue, ['busy'])
    const second = await take(queue, ['busy', 'other'])

    expect([first.lane, second.lane]).toEqual(['other', 'third'])
    expect(await glance(queue, ['busy'])).toBeUndefined()
    expect((await take(queue)).lane).toBe('busy')
  })

  test('finds work behind many invocations of an excluded lane', async () => {
    const queue = await bench.open()
    await appendSome(queue, 100, 'busy')
    const [wanted] = await appendSome(queue, 1, 'free')

    const lease = await take(queue, ['busy'])

    expect(lease.invocation.id).toBe(wanted)
  })

  test('wakes up when an invocation arrives', async () => {
    const queue = await bench.open()
    const waiting = take(queue)

    const [id] = await appendSome(queue, 1)

    expect((await waiting).invocation.id).toBe(id)
  })

  test('wakes up when the file is no longer worked on', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf({ file: '5', skillId: '1' }), 'words')
    const first = await take(queue)
    await queue.append(invocationOf({ file: '5', skillId: '2' }), 'words')
    const waiting = take(queue)

    await queue.complete(first, { state: 'succeeded' })

    expect((await waiting).invocation.skillId).toBe('2')
  })

  test('wakes up when a retry falls due, and not before', async () => {
    const queue = await bench.open()
    await appendSome(queue, 1)
    const at = Date.now() + 400
    await queue.retry(await take(queue), at, reason)

    const again = await take(queue)

    expect(Date.now()).toBeGreaterThanOrEqual(at)
    expect(again.attempt).toBe(2)
  })

  test('wakes up when a lease is released, expires or is put back in line by an operator', async () => {
    const queue = await bench.open({ leaseMs: 400 })
    await appendSome(queue, 1)

    const first = await take(queue)
    const afterRelease = take(queue)
    await queue.release(first)
    expect(await afterRelease).toMatchObject({ attempt: 1 })

    const afterExpiry = await take(queue)
    expect(afterExpiry).toMatchObject({ attempt: 2, losses: 1 })

    await queue.complete(afterExpiry, { state: 'failed', reason })
    const afterRequeue = take(queue)
    await queue.requeue(afterExpiry.invocation.id)
    expect(await afterRequeue).toMatchObject({ attempt: 1 })
  })

  test('ends the wait with undefined when the signal aborts or has aborted', async () => {
    const queue = await bench.open()
    const abort = new AbortController()
    const waiting = queue.lease({ exclude: new Set(), signal: abort.signal })

    abort.abort()

    expect(await waiting).toBeUndefined()
    await appendSome(queue, 1)
    expect(await queue.lease({ exclude: new Set(), signal: abort.signal })).toBeUndefined()
  })

  test('loses nothing that was granted while the wish was withdrawn', async () => {
    const queue = await bench.open()

    for (let round = 0; round < 30; round++) {
      const abort = new AbortController()
      const waiting = queue.lease({ exclude: new Set(), signal: abort.signal })
      const appended = appendSome(queue, 1)
      // Some rounds abort before the append is through, some while the lease is on its way.
      for (let turn = 0; turn < round; turn++) await Promise.resolve()
      if (round % 3 === 0) await new Promise((resolve) => setImmediate(resolve))
      abort.abort()
      const [[id], lease] = await Promise.all([appended, waiting])
      const got = lease ?? (await take(queue))
      expect(got).toMatchObject({ invocation: { id }, attempt: 1 })
      await queue.complete(got, { state: 'succeeded' })
    }
  })

  test('ends the wait with undefined when the queue is closed, and refuses everything else afterwards', async () => {
    const queue = await bench.open()
    const waiting = queue.lease({ exclude: new Set(), signal: new AbortController().signal })
    const appended = appendSome(queue, 20)

    await Promise.all([queue.close(), queue.close()])

    const closed = { code: 'SKR_QUEUE_CLOSED', statusCode: 503 }
    expect(await waiting).toBeUndefined()
    expect(await appended).toHaveLength(20)
    expect(await queue.lease({ exclude: new Set(), signal: new AbortController().signal })).toBeUndefined()
    await expect(queue.append(invocationOf(), 'words')).rejects.toMatchObject(closed)
    await expect(queue.counts()).rejects.toMatchObject(closed)
    expect((await (await bench.open()).counts()).waiting).toBe(20)
  })
}

/** Appends `count` invocations at the same time; their ids, in order. */
async function appendSome(queue: Queue, count: number, lane = 'words'): Promise<readonly string[]> {
  const invocations = Array.from({ length: count }, () => invocationOf())
  await Promise.all(invocations.map((invocation) => queue.append(invocation, lane)))
  return invocations.map(({ id }) => id)
}
