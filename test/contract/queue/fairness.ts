import { expect, test } from 'vitest'
import type { Queue } from '../../../core/queue/queue.ts'
import { invocationOf, type Said } from './invocations.ts'
import { type QueueWorkbench, reason, take } from './workbench.ts'

export function fairnessTests(bench: QueueWorkbench): void {
  test.each([
    ['enterprise', { enterpriseId: '1' }, { enterpriseId: '2' }],
    ['skill', { skillId: '1' }, { skillId: '2' }],
    ['enterprise, where one is not named', { enterpriseId: '1' }, { enterpriseId: undefined }],
  ])('whatever one %s has waiting, another that comes is next', async (_, noisy, quiet) => {
    const queue = await bench.open()
    await appendSome(queue, 300, noisy)
    await leaseAll(queue, 20)
    const [wanted] = await appendSome(queue, 1, quiet)

    const next = await leaseAll(queue, 2)

    expect(next.map(({ id }) => id)).toContain(wanted)
  })

  test('those that share a lane get the same number of leases while all of them have work, however much', async () => {
    const queue = await bench.open()
    await appendSome(queue, 200, { enterpriseId: 'a' })
    await appendSome(queue, 20, { enterpriseId: 'b' })
    await appendSome(queue, 40, { enterpriseId: 'c' })

    const first = countBy(await leaseAll(queue, 60))
    const then = countBy(await leaseAll(queue, 40))

    expect(first).toEqual({ a: 20, b: 20, c: 20 })
    expect(then).toEqual({ a: 20, c: 20 })
  })

  test('one that brings its files one by one is not served before those that wait', async () => {
    const queue = await bench.open()
    await appendSome(queue, 20, { enterpriseId: 'a' })
    const order: (string | undefined)[] = []
    for (let n = 0; n < 20; n++) {
      await appendSome(queue, 1, { enterpriseId: 'b' })
      order.push((await take(queue)).invocation.enterpriseId)
    }

    expect(countBy(order.map((enterpriseId) => ({ enterpriseId })))).toEqual({ a: 10, b: 10 })
  })

  test('one that had nothing for a while has saved up nothing', async () => {
    const queue = await bench.open()
    await appendSome(queue, 1, { enterpriseId: 'b' })
    await appendSome(queue, 200, { enterpriseId: 'a' })
    await leaseAll(queue, 101)
    await appendSome(queue, 50, { enterpriseId: 'b' })

    expect(countBy(await leaseAll(queue, 20))).toEqual({ a: 10, b: 10 })
  })

  test('what is left of an enterprise stays in the order of its arrival', async () => {
    const queue = await bench.open()
    const a = await appendSome(queue, 10, { enterpriseId: 'a' })
    await appendSome(queue, 5, { enterpriseId: 'b' })

    const leased = await leaseAll(queue, 15)

    expect(leased.filter(({ enterpriseId }) => enterpriseId === 'a').map(({ id }) => id)).toEqual(a)
  })

  test('one file that is busy for long holds up neither its lane nor the fairness in it', async () => {
    const queue = await bench.open()
    await appendSome(queue, 1, { file: '1', skillId: 'slow' })
    await take(queue)
    await appendSome(queue, 1, { file: '1', enterpriseId: 'b' })
    await appendSome(queue, 100, { enterpriseId: 'a' })
    await leaseAll(queue, 50)
    await appendSome(queue, 100, { enterpriseId: 'c' })

    expect(countBy(await leaseAll(queue, 20))).toEqual({ a: 10, c: 10 })
  })

  test('a retry that falls due takes its place behind what its own enterprise has waiting, and before what others have more of', async () => {
    const queue = await bench.open()
    await appendSome(queue, 1, { enterpriseId: 'b' })
    const retried = await take(queue)
    await appendSome(queue, 100, { enterpriseId: 'a' })
    const at = Date.now() + 200
    await queue.retry(retried, at, reason)
    while (Date.now() < at) await new Promise((resolve) => setTimeout(resolve, at - Date.now()))

    const next = await leaseAll(queue, 3)

    expect(next.map(({ id }) => id)).toContain(retried.invocation.id)
  })

  test('a newer version takes over the place of the one that it overtakes, so that a file saved again and again gets its turn', async () => {
    const queue = await bench.open()
    await appendSome(queue, 1, { file: '1', sequence: 1 })
    await appendSome(queue, 50, {})
    const [newer] = await appendSome(queue, 1, { file: '1', sequence: 2 })

    expect((await take(queue)).invocation.id).toBe(newer)
  })

  test('a newer version that waits for other plugins gets a place of its own there', async () => {
    const queue = await bench.open()
    await appendSome(queue, 1, { file: '1', sequence: 1 }, 'pictures')
    await appendSome(queue, 3, {}, 'words')
    const [newer] = await appendSome(queue, 1, { file: '1', sequence: 2 }, 'words')

    expect((await leaseAll(queue, 4)).at(-1)?.id).toBe(newer)
  })
}

/** Appends so many of an enterprise or a skill, one after the other; their ids. */
async function appendSome(
  queue: Queue,
  count: number,
  said: Said,
  lane = 'words',
): Promise<readonly string[]> {
  const invocations = Array.from({ length: count }, () => invocationOf(said))
  await Promise.all(invocations.map((invocation) => queue.append(invocation, lane)))
  return invocations.map(({ id }) => id)
}

async function leaseAll(queue: Queue, count: number) {
  const leased = []
  for (let n = 0; n < count; n++) leased.push((await take(queue)).invocation)
  return leased
}

function countBy(invocations: readonly { readonly enterpriseId: string | undefined }[]) {
  const counts: Record<string, number> = {}
  for (const { enterpriseId = '' } of invocations) counts[enterpriseId] = (counts[enterpriseId] ?? 0) + 1
  return counts
}
