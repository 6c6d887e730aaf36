import { expect, test } from 'vitest'
import { invocationOf } from './invocations.ts'
import { glance, type QueueWorkbench, reason, resultOf, take } from './workbench.ts'

export function holdingTests(bench: QueueWorkbench): void {
  test('a lease that is renewed stays, one that is not comes back as a further attempt', async () => {
    const queue = await bench.open({ leaseMs: 600 })
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)

    for (let beat = 0; beat < 4; beat++) {
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(await queue.heartbeat([lease])).toEqual([])
    }
    const again = await take(queue)

    expect(again).toMatchObject({ invocation: lease.invocation, attempt: 2 })
    expect(again.leaseId).not.toBe(lease.leaseId)
    expect((await queue.get(lease.invocation.id))?.reason).toMatchObject({
      code: 'SKR_QUEUE_LEASE_LOST',
      retryable: true,
    })
  })

  test('who has lost a lease can change nothing any more', async () => {
    const queue = await bench.open({ leaseMs: 300 })
    await queue.append(invocationOf(), 'words')
    const lost = await take(queue)
    const held = await take(queue)

    await queue.keep(lost, resultOf('words', 'from the lost one'))
    await queue.release(lost)

    expect(await queue.check(lost)).toBe('lost')
    expect(await queue.heartbeat([lost, held])).toEqual([{ lease: lost, standing: 'lost' }])
    expect(await queue.complete(lost, { state: 'failed', reason })).toBe(false)
    expect(await queue.retry(lost, Date.now(), reason)).toBe(false)
    expect(await queue.check(held)).toBe('held')
    await queue.release(held)
    expect(await take(queue)).toMatchObject({ attempt: 2, results: [] })
  })

  test('a lease has ended with its invocation', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)
    await queue.complete(lease, { state: 'succeeded' })

    expect(await queue.check(lease)).toBe('lost')
    expect(await queue.complete(lease, { state: 'failed' })).toBe(false)
  })

  test('a check renews a lease that would soon expire', async () => {
    const queue = await bench.open({ leaseMs: 900 })
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)

    for (let beat = 0; beat < 4; beat++) {
      await new Promise((resolve) => setTimeout(resolve, 500))
      expect(await queue.check(lease)).toBe('held')
    }

    expect(await queue.complete(lease, { state: 'succeeded' })).toBe(true)
  })

  test('a released lease is given out again in its old place, and the attempt does not count', async () => {
    const queue = await bench.open()
    const first = invocationOf()
    await queue.append(first, 'words')
    await queue.append(invocationOf(), 'words')

    await queue.release(await take(queue))

    expect((await queue.get(first.id))?.state).toBe('waiting')
    expect(await take(queue)).toMatchObject({ invocation: { id: first.id }, attempt: 1 })
  })

  test('closing hands back what was leased through the handle', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)

    await queue.close()

    expect(await take(await bench.open())).toMatchObject({ invocation: lease.invocation, attempt: 2 })
  })

  test('kept results come with the next attempt, the latest of each plugin', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)
    await queue.keep(lease, resultOf('words', 'first'))
    await queue.keep(lease, resultOf('words', 'second'))
    await queue.keep(lease, resultOf('tokens', 'third'))

    await queue.retry(lease, Date.now(), reason)

    const { results } = await take(queue)
    expect(results).toHaveLength(2)
    expect(results).toEqual(
      expect.arrayContaining([resultOf('words', 'second'), resultOf('tokens', 'third')]),
    )
  })

  test('an operator can have tried again what failed, with what was kept', async () => {
    const queue = await bench.open()
    for (const state of ['failed', 'partial'] as const) {
      const invocation = invocationOf()
      await queue.append(invocation, 'words')
      const lease = await take(queue)
      await queue.keep(lease, resultOf('words', state))
      await queue.complete(lease, { state, reason })

      await queue.requeue(invocation.id)

      expect(await queue.get(invocation.id)).toMatchObject({
        state: 'waiting',
        attempts: 0,
        endedAt: undefined,
      })
      const again = await take(queue)
      expect(again).toMatchObject({ invocation, attempt: 1, results: [resultOf('words', state)] })
      await queue.complete(again, { state: 'succeeded' })
    }
  })

  test('an operator can have a retry now that would be due later', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)
    await queue.retry(lease, Date.now() + 3_600_000, reason)
    expect(await glance(queue)).toBeUndefined()

    await queue.requeue(lease.invocation.id)

    expect(await take(queue)).toMatchObject({ invocation: lease.invocation, attempt: 1 })
  })

  test('refuses to try again what is unknown, did not fail, was overtaken or has no tokens any more', async () => {
    const queue = await bench.open()
    const notRetryable = { code: 'SKR_QUEUE_NOT_RETRYABLE', statusCode: 409 }
    const done = invocationOf()
    await queue.append(done, 'words')
    await queue.complete(await take(queue), { state: 'succeeded' })
    const overtaken = invocationOf({ file: '1', sequence: 1 })
    await queue.append(overtaken, 'words')
    await queue.complete(await take(queue), { state: 'failed' })
    await queue.append(invocationOf({ file: '1', sequence: 2 }), 'words')
    const stale = invocationOf({ tokensUntil: Date.now() - 1 })
    await queue.complete(await take(queue), { state: 'succeeded' })
    await queue.append(stale, 'words')
    await queue.complete(await take(queue), { state: 'failed' })

    await expect(queue.requeue('0123456789abcdef0123')).rejects.toMatchObject({
      code: 'SKR_QUEUE_UNKNOWN_INVOCATION',
      statusCode: 404,
    })
    for (const { id } of [done, overtaken, stale]) {
      await expect(queue.requeue(id)).rejects.toMatchObject(notRetryable)
    }
    expect(await glance(queue)).toBeUndefined()
  })
}
