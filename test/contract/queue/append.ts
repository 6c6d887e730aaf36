import { expect, test } from 'vitest'
import { invocationOf } from './invocations.ts'
import { glance, type QueueWorkbench, take } from './workbench.ts'

export function appendTests(bench: QueueWorkbench): void {
  test('stores an invocation and gives it back whole to who leases it', async () => {
    const queue = await bench.open()
    const invocation = invocationOf({ name: '\u0000 ../日本語 🎉 \ud800.pdf', enterpriseId: undefined })

    const appended = await queue.append(invocation, 'words')
    const lease = await take(queue)

    expect(appended).toEqual({ id: invocation.id, outcome: 'new' })
    expect(lease.invocation).toStrictEqual(invocation)
    expect(lease).toMatchObject({ lane: 'words', attempt: 1, results: [] })
  })

  test('takes the same invocation once, however many deliveries come at the same time', async () => {
    const queue = await bench.open()
    const invocation = invocationOf()

    const outcomes = await Promise.all(Array.from({ length: 20 }, () => queue.append(invocation, 'words')))

    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual([...Array(19).fill('duplicate'), 'new'])
    expect((await queue.counts()).waiting).toBe(1)
  })

  test('knows an invocation again after it has ended', async () => {
    const queue = await bench.open()
    const invocation = invocationOf()
    await queue.append(invocation, 'words')
    await queue.complete(await take(queue), { state: 'succeeded' })

    const again = await queue.append(invocation, 'words')

    expect(again.outcome).toBe('duplicate')
    expect(await glance(queue)).toBeUndefined()
  })

  test('refuses what goes beyond the longest line, but neither duplicates nor a newer version that takes a place over', async () => {
    const queue = await bench.open({ maxWaiting: 2 })
    const first = invocationOf({ file: '1', sequence: 1 })
    await queue.append(first, 'words')
    await queue.append(invocationOf(), 'words')

    await expect(queue.append(invocationOf(), 'words')).rejects.toMatchObject({
      code: 'SKR_QUEUE_FULL',
      statusCode: 503,
    })
    expect((await queue.append(first, 'words')).outcome).toBe('duplicate')
    expect((await queue.append(invocationOf({ file: '1', sequence: 2 }), 'words')).outcome).toBe('new')
    expect(await queue.counts()).toMatchObject({ waiting: 2, superseded: 1 })
  })

  test('takes more once the line has become shorter', async () => {
    const queue = await bench.open({ maxWaiting: 1 })
    await queue.append(invocationOf(), 'words')
    const lease = await take(queue)
    await expect(queue.append(invocationOf(), 'words')).rejects.toMatchObject({ code: 'SKR_QUEUE_FULL' })

    await queue.complete(lease, { state: 'succeeded' })

    expect((await queue.append(invocationOf(), 'words')).outcome).toBe('new')
  })

  test('a refused append does not fail the others that arrive with it', async () => {
    const queue = await bench.open({ maxWaiting: 5 })

    const settled = await Promise.allSettled(
      Array.from({ length: 8 }, () => queue.append(invocationOf(), 'words')),
    )

    expect(settled.map(({ status }) => status).sort()).toEqual([
      ...Array(5).fill('fulfilled'),
      ...Array(3).fill('rejected'),
    ])
    expect((await queue.counts()).waiting).toBe(5)
  })
}
