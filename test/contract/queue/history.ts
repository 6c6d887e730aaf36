import { expect, test } from 'vitest'
import { endStates, openStates } from '../../../core/invocation/state.ts'
import type { StateChange } from '../../../core/queue/queue.ts'
import { invocationOf } from './invocations.ts'
import { type QueueWorkbench, reason, resultOf, take } from './workbench.ts'

export function historyTests(bench: QueueWorkbench): void {
  test('tells of an invocation what is known without its sealed parts', async () => {
    const queue = await bench.open()
    const { tokens, ...facts } = invocationOf({ enterpriseId: undefined })
    const before = Date.now()
    await queue.append({ ...facts, tokens }, 'words')

    const record = await queue.get(facts.id)

    expect(record).toStrictEqual({
      invocation: facts,
      lane: 'words',
      state: 'waiting',
      attempts: 0,
      dueAt: expect.any(Number),
      endedAt: undefined,
      reason: undefined,
      runs: [],
      hasTokens: true,
    })
    expect(record?.dueAt).toBeGreaterThanOrEqual(before)
    expect(await queue.get('0123456789abcdef0123')).toBeUndefined()
  })

  test('keeps how an invocation ended, and wipes the tokens unless it may be tried again', async () => {
    const queue = await bench.open()
    const runs = [{ plugin: 'words', ok: false, cards: 0, durationMs: 5, code: 'custom_error' }]
    for (const state of endStates) {
      const { id } = await queue.append(invocationOf(), 'words')
      const lease = await take(queue)
      await queue.keep(lease, resultOf('words', 'private'))
      await queue.complete(lease, { state, reason, runs })

      expect(await queue.get(id)).toMatchObject({
        state,
        reason,
        runs,
        attempts: 1,
        endedAt: expect.any(Number),
        hasTokens: state === 'failed' || state === 'partial',
      })
    }
  })

  test('keeps why an invocation waits for its retry, and when', async () => {
    const queue = await bench.open()
    const { id } = await queue.append(invocationOf(), 'words')
    const at = Date.now() + 3_600_000

    await queue.retry(await take(queue), at, reason)

    expect(await queue.get(id)).toMatchObject({
      state: 'retrying',
      dueAt: at,
      reason,
      attempts: 1,
      hasTokens: true,
    })
  })

  test('lists the newest first, by state and by file, up to a limit', async () => {
    const queue = await bench.open()
    const ids: string[] = []
    for (const file of ['1', '2', '1', '3']) {
      ids.push((await queue.append(invocationOf({ file, version: 'v' }), 'words')).id)
    }
    await queue.complete(await take(queue), { state: 'succeeded' })
    await take(queue)
    const list = async (filter: Parameters<typeof queue.list>[0]) =>
      (await queue.list(filter)).map(({ invocation }) => ids.indexOf(invocation.id))

    expect(await list({})).toEqual([3, 2, 1, 0])
    expect(await list({ limit: 2 })).toEqual([3, 2])
    expect(await list({ fileId: '1' })).toEqual([2, 0])
    expect(await list({ states: ['waiting', 'succeeded'] })).toEqual([3, 2, 0])
    expect(await list({ states: ['waiting', 'succeeded'], fileId: '1', limit: 1 })).toEqual([2])
    expect(await list({ states: ['waiting', 'running', 'succeeded'], limit: 3 })).toEqual([3, 2, 1])
    expect(await list({ states: ['gone'] })).toEqual([])
    expect(await list({ states: [] })).toEqual([])
  })

  test('counts the invocations in every state', async () => {
    const queue = await bench.open()
    const none = Object.fromEntries([...openStates, ...endStates].map((state) => [state, 0]))
    expect(await queue.counts()).toEqual(none)

    await queue.append(invocationOf(), 'words')
    await queue.append(invocationOf(), 'words')
    await queue.append(invocationOf(), 'words')
    await queue.complete(await take(queue), { state: 'failed', reason })
    await queue.retry(await take(queue), Date.now() + 3_600_000, reason)
    await take(queue)

    expect(await queue.counts()).toEqual({ ...none, failed: 1, retrying: 1, running: 1 })
  })

  test('tells its listeners of each change of state, until they no longer want to hear', async () => {
    const queue = await bench.open()
    const invocation = invocationOf({ file: '1' })
    const changes: StateChange[] = []
    const leave = queue.subscribe((change) => changes.push(change))

    await queue.append(invocation, 'words')
    await queue.append(invocation, 'words')
    await queue.retry(await take(queue), Date.now(), reason)
    await queue.release(await take(queue))
    await queue.complete(await take(queue), { state: 'failed', reason })
    await queue.requeue(invocation.id)
    leave()
    await queue.complete(await take(queue), { state: 'succeeded' })

    const states = ['waiting', 'running', 'retrying', 'running', 'retrying', 'running', 'failed', 'waiting']
    expect(changes).toEqual(states.map((state) => ({ id: invocation.id, fileId: '1', state })))
  })

  test('removes what ended long ago, and nothing that is unfinished', async () => {
    const queue = await bench.open()
    for (let n = 0; n < 3; n++) {
      await queue.append(invocationOf(), 'words')
      await queue.complete(await take(queue), { state: 'succeeded' })
    }
    const { id } = await queue.append(invocationOf(), 'words')

    expect(await queue.prune(Date.now() - 60_000)).toBe(0)
    expect(await queue.prune(Date.now() + 60_000)).toBe(3)

    expect((await queue.list({})).map(({ invocation }) => invocation.id)).toEqual([id])
    expect(await queue.counts()).toMatchObject({ succeeded: 0, waiting: 1 })
  })

  test('wipes the tokens of failed invocations once they have expired, but not of unfinished ones', async () => {
    const queue = await bench.open()
    const stale = { tokensUntil: Date.now() - 1 }
    const failed = invocationOf(stale)
    const waiting = invocationOf(stale)
    const fresh = invocationOf()
    for (const invocation of [failed, fresh]) {
      await queue.append(invocation, 'words')
      await queue.complete(await take(queue), { state: 'failed', reason })
    }
    await queue.append(waiting, 'words')

    expect(await queue.prune(0)).toBe(0)

    expect((await queue.get(failed.id))?.hasTokens).toBe(false)
    expect((await queue.get(fresh.id))?.hasTokens).toBe(true)
    expect((await take(queue)).invocation).toEqual(waiting)
  })

  test('says that it can be written', async () => {
    const queue = await bench.open()

    expect(await queue.probe()).toBeUndefined()
  })
}
