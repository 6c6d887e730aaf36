import { describe, expect, test } from 'vitest'
import { endStates } from '../../../core/invocation/state.ts'
import type { Queue, StateChange } from '../../../core/queue/queue.ts'
import { invocationOf, type Said } from './invocations.ts'
import { glance, type QueueWorkbench, reason, take } from './workbench.ts'

export function orderTests(bench: QueueWorkbench): void {
  test('works on one file at a time, across apps and skills', async () => {
    const queue = await bench.open()
    await append(queue, { file: '1', skillId: 'a' }, { file: '1', skillId: 'b' }, { file: '1', app: 'other' })

    const first = await take(queue)
    expect(await glance(queue)).toBeUndefined()
    await queue.complete(first, { state: 'succeeded' })
    const second = await take(queue)
    expect(await glance(queue)).toBeUndefined()
    await queue.retry(second, Date.now() + 3_600_000, reason)
    const third = await take(queue)

    expect([first, second, third].map(({ invocation: { app, skillId } }) => `${app} ${skillId}`)).toEqual([
      'default a',
      'default b',
      'other 900491',
    ])
  })

  test('takes the events of one version in the order of the file, not of their arrival', async () => {
    const queue = await bench.open()
    const one = { file: '1', version: 'v' }
    await append(queue, { ...one, sequence: 3 }, { ...one, sequence: 1 }, { ...one, sequence: 2 })

    const sequences = []
    for (let n = 0; n < 3; n++) {
      const lease = await take(queue)
      sequences.push(lease.invocation.file.sequence)
      await queue.complete(lease, { state: 'succeeded' })
    }

    expect(sequences).toEqual([1, 2, 3])
  })

  test('goes by the time of the event, then of receipt, where one of the two has no sequence', async () => {
    const queue = await bench.open()
    const one = { file: '1', version: 'v', createdAt: 5000 }
    await append(
      queue,
      { ...one, receivedAt: 9000 },
      { ...one, sequence: 5, receivedAt: 8000 },
      { ...one, createdAt: 4000 },
    )

    const times = []
    for (let n = 0; n < 3; n++) {
      const lease = await take(queue)
      times.push(`${lease.invocation.createdAt} ${lease.invocation.receivedAt}`)
      await queue.complete(lease, { state: 'succeeded' })
    }

    expect(times).toEqual(['4000 4500', '5000 8000', '5000 9000'])
  })

  test('one that waits for its retry holds up the later ones of its own skill only', async () => {
    const queue = await bench.open()
    await append(queue, { file: '1', version: 'v', skillId: 'a' })
    await queue.retry(await take(queue), Date.now() + 3_600_000, reason)

    await append(queue, { file: '1', version: 'v', skillId: 'a' }, { file: '1', version: 'v', skillId: 'b' })

    const lease = await take(queue)
    expect(lease.invocation.skillId).toBe('b')
    await queue.complete(lease, { state: 'succeeded' })
    expect(await glance(queue)).toBeUndefined()
  })

  test('an older event that arrives while a later one waits for its retry goes first', async () => {
    const queue = await bench.open()
    const one = { file: '1', version: 'v' }
    await append(queue, { ...one, sequence: 2 })
    const running = await take(queue)
    await append(queue, { ...one, sequence: 1 })
    await queue.retry(running, Date.now(), reason)

    const next = await take(queue)

    expect(next.invocation.file.sequence).toBe(1)
  })

  describe('a newer version', () => {
    test('ends those that wait, also for a retry', async () => {
      const queue = await bench.open()
      const [first, second] = await append(
        queue,
        { file: '1', version: 'v1', sequence: 1 },
        { file: '1', version: 'v1', sequence: 2 },
      )
      await queue.retry(await take(queue), Date.now() + 3_600_000, reason)

      const [newer] = await append(queue, { file: '1', sequence: 3 })

      for (const id of [first, second]) {
        expect(await queue.get(id ?? '')).toMatchObject({ state: 'superseded', hasTokens: false })
      }
      expect((await take(queue)).invocation.id).toBe(newer)
    })

    test('ends one that arrives late, however it has ended itself', async () => {
      const queue = await bench.open()
      for (const state of endStates.filter((one) => one !== 'superseded')) {
        await append(queue, { file: state, sequence: 2 })
        await queue.complete(await take(queue), { state })

        const [late] = await append(queue, { file: state, sequence: 1 })

        expect(await queue.get(late ?? ''), state).toMatchObject({ state: 'superseded', hasTokens: false })
      }
      expect(await glance(queue)).toBeUndefined()
    })

    test('ends late ones by their times where the events have no sequence', async () => {
      const queue = await bench.open()
      await append(queue, { file: '1', createdAt: 5000, receivedAt: 5000 })
      const [older, later] = await append(
        queue,
        { file: '1', createdAt: 5000, receivedAt: 4999 },
        { file: '1', createdAt: 5000, receivedAt: 5000 },
      )

      expect((await queue.get(older ?? ''))?.state).toBe('superseded')
      expect((await queue.get(later ?? ''))?.state).toBe('waiting')
    })

    test('leaves alone what is of another file, app or skill, or of the same version', async () => {
      const queue = await bench.open()
      const others = [
        { file: '2', sequence: 1 },
        { file: '1', sequence: 1, app: 'other' },
        { file: '1', sequence: 1, skillId: 'other' },
        { file: '1', sequence: 1, version: 'same' },
      ]
      const ids = await append(queue, ...others)

      await append(queue, { file: '1', sequence: 2, version: 'same' })

      for (const id of ids) expect((await queue.get(id))?.state).toBe('waiting')
    })

    test('that was superseded itself overtakes nobody', async () => {
      const queue = await bench.open()
      const [middle] = await append(queue, { file: '1', version: 'v2', sequence: 2 })
      await append(queue, { file: '1', version: 'v1', sequence: 3 })
      const [late] = await append(queue, { file: '1', version: 'v1', sequence: 1 })

      expect((await queue.get(middle ?? ''))?.state).toBe('superseded')
      expect((await queue.get(late ?? ''))?.state).toBe('waiting')
    })
  })

  describe('one that is running when a newer version arrives', () => {
    async function overtake(queue: Queue, file = '1') {
      const [id] = await append(queue, { file, sequence: 1 })
      const older = await take(queue)
      const changes: StateChange[] = []
      queue.subscribe((change) => changes.push(change))
      const [newer] = await append(queue, { file, sequence: 2 })
      return { id: id ?? '', older, newer, changes }
    }

    test('is told so at once, and keeps the file until it has ended', async () => {
      const queue = await bench.open()

      const { id, older, newer, changes } = await overtake(queue)

      expect(changes).toContainEqual({ id, fileId: '1', state: 'running', overtaken: true })
      expect(await queue.check(older)).toBe('superseded')
      expect(await queue.heartbeat([older])).toEqual([{ lease: older, standing: 'superseded' }])
      expect(await glance(queue)).toBeUndefined()
      expect(await queue.complete(older, { state: 'superseded' })).toBe(true)
      expect(await queue.check(older)).toBe('superseded')
      expect((await take(queue)).invocation.id).toBe(newer)
    })

    test('may still end as succeeded, the write having happened', async () => {
      const queue = await bench.open()
      const { id, older, newer } = await overtake(queue)

      expect(await queue.complete(older, { state: 'succeeded' })).toBe(true)

      expect((await queue.get(id))?.state).toBe('succeeded')
      expect((await take(queue)).invocation.id).toBe(newer)
    })

    test('ends as superseded when it is put back in line', async () => {
      const queue = await bench.open()
      const retried = await overtake(queue)
      expect(await queue.retry(retried.older, Date.now(), reason)).toBe(true)
      expect((await queue.get(retried.id))?.state).toBe('superseded')
      const next = await take(queue)
      expect(next.invocation.id).toBe(retried.newer)
      await queue.complete(next, { state: 'succeeded' })

      const released = await overtake(queue, '2')
      await queue.release(released.older)
      expect((await queue.get(released.id))?.state).toBe('superseded')
      expect((await take(queue)).invocation.id).toBe(released.newer)
    })

    test('ends as superseded when its lease expires', async () => {
      const queue = await bench.open({ leaseMs: 300 })
      const { id, newer } = await overtake(queue)

      expect((await take(queue)).invocation.id).toBe(newer)

      expect((await queue.get(id))?.state).toBe('superseded')
    })
  })
}

async function append(queue: Queue, ...said: readonly Said[]): Promise<readonly string[]> {
  const ids = []
  for (const one of said) ids.push((await queue.append(invocationOf(one), 'words')).id)
  return ids
}
