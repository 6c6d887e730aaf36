import { expect, test } from 'vitest'
import type { Granted } from '../../../core/queue/sqlite/protocol.ts'
import type { Said } from '../../contract/queue/invocations.ts'
import { arrivalOf, requester, storeFolder } from './stores.ts'

const folder = storeFolder()

/** A store with one request a batch, at the same time. */
function line(maxWaiting = 1000) {
  const store = folder.open({ maxWaiting })
  const { ask, run, request } = requester(store)
  return {
    run,
    request,
    append(said: Said = {}) {
      const arrival = arrivalOf({ file: '1', ...said })
      return { id: arrival.id, outcome: ask(1, 'append', arrival) }
    },
    lease() {
      const { facts, leaseId, attempt } = ask(1, 'lease', []) as Granted
      const { id, file } = JSON.parse(facts)
      return { key: { id, leaseId }, id, attempt, sequence: file.sequence }
    },
    ask: (...[op, input]: Parameters<typeof ask> extends [number, ...infer Rest] ? Rest : never) =>
      ask(1, op, input),
    state: (id: string) => (ask(1, 'get', id) as { state: string } | undefined)?.state,
    end: (key: { id: string; leaseId: string }, state: 'succeeded' | 'failed' | 'superseded') =>
      ask(1, 'complete', { ...key, state, reason: null, runs: null }),
  }
}

test('a newer version ends those that wait and marks the one that is worked on, once', () => {
  const { append, lease, state, run, request } = line()
  const running = append({ sequence: 1 })
  lease()
  const waiting = append({ sequence: 2 })
  const changes = run([request(1, 'append', arrivalOf({ file: '1', sequence: 3 }))]).changes

  expect([running, waiting].map(({ id }) => state(id))).toEqual(['running', 'superseded'])
  expect(changes.map(({ id }) => id)).not.toContain(running.id)
  expect(changes).toContainEqual({ id: waiting.id, fileId: '1', state: 'superseded' })
})

test('one that comes late is superseded, with and without a sequence', () => {
  const { append, state } = line()
  append({ sequence: 5, createdAt: 5000 })

  const bySequence = append({ sequence: 4, createdAt: 9000 })
  const byTime = append({ createdAt: 4000 })
  const unknown = append({ createdAt: 6000 })

  expect([bySequence, byTime, unknown].map(({ id }) => state(id))).toEqual([
    'superseded',
    'superseded',
    'waiting',
  ])
})

test('equally old ones are taken in the order of their arrival', () => {
  const { append, lease, end } = line()
  const same = { version: 'v', createdAt: 5000, receivedAt: 5000 }
  const ids = [append(same), append({ ...same, sequence: 1 }), append(same)].map(({ id }) => id)

  const leased = ids.map(() => {
    const { id, key } = lease()
    end(key, 'succeeded')
    return id
  })

  expect(leased).toEqual(ids)
})

test('an older one takes the place of the first in line, but not of the one that is worked on', () => {
  const { append, lease, end } = line()
  append({ version: 'v', sequence: 5 })
  append({ version: 'v', sequence: 3 })
  const first = lease()
  append({ version: 'v', sequence: 1 })
  end(first.key, 'succeeded')

  expect(first.sequence).toBe(3)
  expect(lease().sequence).toBe(1)
})

test('a full line refuses all but a newer version in place of one that waits', () => {
  const { append } = line(1)
  append({ sequence: 1 })

  expect(append({ file: '2' }).outcome).toBe('SKR_QUEUE_FULL')
  expect(append({ sequence: 1, version: 'same', createdAt: 1 }).outcome).toBe('new')
  expect(append({ sequence: 2 }).outcome).toBe('new')
})

test('a lease that is lost changes nothing', () => {
  const { append, lease, ask, state } = line()
  const { id } = append()
  lease()
  const lost = { id, leaseId: 'another' }

  expect(ask('check', lost)).toBe('lost')
  expect(ask('heartbeat', [lost, { id: 'unknown', leaseId: 'another' }])).toEqual(['lost', 'lost'])
  expect(ask('complete', { ...lost, state: 'gone', reason: null, runs: null })).toBe(false)
  expect(ask('retry', { ...lost, at: 1, reason: '{}' })).toBe(false)
  expect(ask('release', lost)).toBeUndefined()
  expect(ask('keep', { ...lost, plugin: 'words', result: '{}' })).toBeUndefined()
  expect(state(id)).toBe('running')
})

test('a lease that is held is renewed, given back, or put off', () => {
  const { append, lease, ask, state } = line()
  const { id } = append()
  const first = lease()

  expect(ask('check', first.key)).toBe('held')
  expect(ask('heartbeat', [first.key])).toEqual(['held'])
  ask('release', first.key)
  expect(state(id)).toBe('waiting')
  expect(ask('retry', { ...lease().key, at: 1, reason: '{}' })).toBe(true)
  expect(state(id)).toBe('retrying')
  expect(lease().attempt).toBe(2)
})

test('one that is overtaken while it runs learns of it, and ends when it steps back', () => {
  const { append, lease, ask, state } = line()
  const { id } = append({ sequence: 1 })
  const { key } = lease()
  const newer = append({ sequence: 2 })

  expect(ask('check', key)).toBe('superseded')
  ask('release', key)
  expect(state(id)).toBe('superseded')
  expect(ask('check', key)).toBe('superseded')
  expect(lease().id).toBe(newer.id)
})

test('only what failed, was not overtaken and has good tokens can be tried again', () => {
  const { append, lease, end, ask, state } = line()
  const overtaken = append({ sequence: 1 })
  end(lease().key, 'failed')
  const failed = append({ sequence: 2 })
  end(lease().key, 'failed')
  const stale = append({ file: '2', tokensUntil: 1 })
  end(lease().key, 'failed')
  const done = append({ file: '3' })
  end(lease().key, 'succeeded')

  expect(ask('requeue', 'unknown')).toBe('SKR_QUEUE_UNKNOWN_INVOCATION')
  for (const { id } of [overtaken, stale, done]) expect(ask('requeue', id)).toBe('SKR_QUEUE_NOT_RETRYABLE')
  ask('prune', 0)
  expect(ask('requeue', stale.id)).toBe('SKR_QUEUE_NOT_RETRYABLE')
  ask('requeue', failed.id)
  expect(state(failed.id)).toBe('waiting')
  expect(lease()).toMatchObject({ id: failed.id, attempt: 1 })
})

test('lists by state and by file, the newest first', () => {
  const { append, lease, ask } = line()
  const ids = [append({ version: 'v' }), append({ file: '2' }), append({ version: 'v' })].map(({ id }) => id)
  lease()
  const list = (filter: object) =>
    (ask('list', filter) as { facts: string }[]).map(({ facts }) => ids.indexOf(JSON.parse(facts).id))

  expect(list({})).toEqual([2, 1, 0])
  expect(list({ fileId: '1' })).toEqual([2, 0])
  expect(list({ states: ['running', 'waiting'], limit: 2 })).toEqual([2, 1])
  expect(list({ states: ['running'], fileId: '1' })).toEqual([0])
})

test('a value that libsql would end the process over is refused', () => {
  const { append } = line()

  expect(append({ app: true as never }).outcome).toBe('SKR_QUEUE_NOT_WRITABLE')
  expect(append({ app: 'fine' }).outcome).toBe('new')
})
