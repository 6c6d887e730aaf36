import { expect, test } from 'vitest'
import { type InvocationState, retryableStates } from '../../../core/invocation/state.ts'
import type { Queue } from '../../../core/queue/queue.ts'
import { seeded } from '../../support/seeded.ts'
import { invocationOf } from './invocations.ts'
import { type Entry, QueueModel } from './model.ts'
import { glance, type QueueWorkbench, reason, take } from './workbench.ts'

const steps = 300
const lanes = ['a', 'b', 'c']
/** Ways in which a holder can end an invocation. */
const endings: readonly InvocationState[] = ['succeeded', 'succeeded', 'failed', 'partial', 'gone']

export function randomTests(bench: QueueWorkbench): void {
  test.each([2, 3])('does what the contract says in any order of events (seed %i)', async (seed) => {
    const random = seeded(seed)
    const below = (limit: number) => Math.floor(random() * limit)
    const pick = <T>(from: readonly T[]): T | undefined => from[below(from.length)]
    const queues = await Promise.all([bench.open(), bench.open()])
    const model = new QueueModel()
    const any = () => pick(queues) as Queue
    const held = () => pick(model.entries.filter(({ lease }) => lease !== undefined))

    const moves: readonly (() => Promise<void>)[] = [
      append,
      append,
      append,
      lease,
      lease,
      lease,
      complete,
      stepBack,
      requeue,
      ask,
    ]
    for (let step = 0; step < steps; step++) {
      await pick(moves)?.()
      if (step % 25 === 0) await compare()
    }
    await compare()
    // Nothing may be left behind that cannot be reached any more.
    for (const entry of model.entries) if (entry.lease !== undefined) await end(entry, 'succeeded')
    for (let next = model.next([]); next !== undefined; next = model.next([])) {
      await lease()
      await end(next, 'succeeded')
    }
    await compare()

    async function append() {
      const repeated = below(8) === 0 ? pick(model.entries)?.invocation : undefined
      const invocation =
        repeated ??
        invocationOf({
          file: `${below(4)}`,
          skillId: `${below(2)}`,
          enterpriseId: below(3) === 0 ? undefined : `${below(2)}`,
          version: `v${below(3)}`,
          sequence: below(30),
          createdAt: 1000 * below(3),
          receivedAt: 5000 + below(2),
        })
      // Now and then a version of a file waits for other plugins than the last one.
      const lane = lanes[(Number(invocation.file.id) + (below(5) === 0 ? 1 : 0)) % lanes.length] ?? ''
      const expected = model.append(invocation, lane)
      expect((await any().append(invocation, lane)).outcome).toBe(expected)
      await learnDueTime(invocation.id)
    }

    async function lease() {
      const exclude = lanes.filter(() => below(3) === 0)
      const expected = model.next(exclude)
      if (expected === undefined) {
        if (below(6) === 0) expect(await glance(any(), exclude)).toBeUndefined()
        return
      }
      const got = await take(any(), exclude)
      model.lease(expected, got)
      expect({ id: got.invocation.id, attempt: got.attempt }).toEqual({
        id: expected.invocation.id,
        attempt: expected.attempts,
      })
    }

    async function complete() {
      const entry = held()
      const state = entry?.overtaken === true && below(2) === 0 ? 'superseded' : pick(endings)
      if (entry !== undefined && state !== undefined) await end(entry, state)
    }

    async function end(entry: Entry, state: InvocationState) {
      if (entry.lease === undefined || state === 'waiting' || state === 'running' || state === 'retrying')
        return
      expect(await any().complete(entry.lease, { state })).toBe(true)
      model.complete(entry, state)
    }

    async function stepBack() {
      const entry = held()
      if (entry?.lease === undefined) return
      if (below(2) === 0) {
        await any().release(entry.lease)
        entry.attempts--
        model.stepBack(entry)
      } else {
        const at = Date.now() + (below(3) === 0 ? 3_600_000 : 0)
        expect(await any().retry(entry.lease, at, reason)).toBe(true)
        entry.dueAt = at
        model.stepBack(entry, at)
      }
      await learnDueTime(entry.invocation.id)
    }

    async function requeue() {
      const entry = pick(model.entries.filter(({ state }) => retryableStates.includes(state)))
      if (entry === undefined) return
      const { id } = entry.invocation
      if (model.isOvertaken(entry)) {
        await expect(any().requeue(id)).rejects.toMatchObject({ code: 'SKR_QUEUE_NOT_RETRYABLE' })
        return
      }
      await any().requeue(id)
      model.requeue(entry)
      await learnDueTime(id)
    }

    async function ask() {
      const entry = held()
      if (entry?.lease === undefined) return
      const standing = entry.overtaken ? 'superseded' : 'held'
      expect(await any().check(entry.lease)).toBe(standing)
      expect(await any().heartbeat([entry.lease])).toEqual(
        entry.overtaken ? [{ lease: entry.lease, standing }] : [],
      )
    }

    async function learnDueTime(id: string) {
      const entry = model.entries.find(({ invocation }) => invocation.id === id)
      if (entry !== undefined) entry.dueAt = (await any().get(id))?.dueAt ?? 0
    }

    async function compare() {
      const records = await any().list({ limit: steps * 2 })
      const stands = records.map(({ invocation, state, attempts }) => `${invocation.id} ${state} ${attempts}`)
      expect(stands.reverse()).toEqual(
        model.entries.map(({ invocation, state, attempts }) => `${invocation.id} ${state} ${attempts}`),
      )
    }
  })
}
