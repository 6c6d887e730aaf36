import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Granted } from '../../../core/queue/sqlite/protocol.ts'
import type { Store } from '../../../core/queue/sqlite/store.ts'
import { arrivalOf, outcome, requester, storeFolder } from './stores.ts'

const folder = storeFolder()

test('answers every request of a batch, and tells of the changes once it is committed', () => {
  const { run, request } = requester(folder.open())
  const [first, second] = [arrivalOf(), arrivalOf()]

  const { answers, changes } = run([
    request(1, 'lease', []),
    request(1, 'append', first),
    request(1, 'get', first.id),
    request(1, 'append', first),
    request(1, 'append', second),
    request(1, 'counts', undefined),
  ])

  expect(answers.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5, 6])
  expect(changes.map(({ id, state }) => `${id} ${state}`)).toEqual([
    `${first.id} waiting`,
    `${second.id} waiting`,
    `${first.id} running`,
  ])
})

test('one request that cannot be stored fails alone', () => {
  const { run, request, ask } = requester(folder.open())
  const [good, bad, other] = [arrivalOf(), { ...arrivalOf(), lane: null as never }, arrivalOf()]

  const { answers, changes } = run([
    request(1, 'lease', []),
    request(1, 'append', good),
    request(1, 'append', bad),
    request(1, 'append', other),
  ])

  const outcomes = Object.fromEntries(answers.map((answer) => [answer.number, outcome(answer)]))
  expect(outcomes).toMatchObject({ 1: { attempt: 1 }, 2: 'new', 3: 'SKR_QUEUE_NOT_WRITABLE', 4: 'new' })
  expect(changes.map(({ id }) => id)).toEqual([good.id, other.id, good.id])
  expect(ask(1, 'get', bad.id)).toBeUndefined()
})

test('says when it wants to look again: at the next due time or the next expiry', () => {
  const { run, request, ask } = requester(folder.open({ leaseMs: 1000 }))
  const arrival = arrivalOf()
  ask(1, 'append', arrival)
  const { leaseId } = ask(2, 'lease', []) as Granted

  expect(run([request(3, 'lease', [])]).nextAt).toBe(1002)
  ask(4, 'retry', { id: arrival.id, leaseId, at: 500.2, reason: '{}' })

  expect(run([request(5, 'tick', undefined)]).nextAt).toBe(501)
  expect(run([request(500, 'tick', undefined)]).answers).toEqual([])
  expect(run([request(501, 'tick', undefined)]).answers.map(outcome)).toEqual([
    expect.objectContaining({ attempt: 2 }),
  ])
  expect(run([request(502, 'tick', undefined)]).nextAt).toBeUndefined()
})

test('a tick finds what another process has done', () => {
  const one = requester(folder.open())
  const other = requester(folder.open())
  one.run([one.request(1, 'lease', [])])
  other.ask(2, 'append', arrivalOf())

  const { answers } = one.run([one.request(3, 'tick', undefined)])

  expect(answers.map(outcome)).toEqual([expect.objectContaining({ attempt: 1 })])
})

test('a request for a lease that is withdrawn is answered with nothing, once', () => {
  const { run, request } = requester(folder.open())
  const wish = request(1, 'lease', [])
  run([wish])

  expect(run([request(2, 'cancel', wish.number)]).answers).toEqual([
    { number: wish.number, value: undefined },
  ])
  expect(run([request(3, 'cancel', wish.number)]).answers).toEqual([])
  expect(run([request(4, 'append', arrivalOf())]).answers.map(outcome)).toEqual(['new'])
})

describe('where the tokens cannot be opened', () => {
  const [earlier, later] = ['the earlier key text', 'the later key text']

  test('the invocation ends as failed, the queue goes on, and the key may come back', () => {
    const [lost, next] = [arrivalOf(), arrivalOf()]
    requester(folder.open({ sealKey: earlier })).ask(1, 'append', lost)
    const { ask } = requester(folder.open({ sealKey: later }))
    ask(2, 'append', next)

    expect(ask(3, 'lease', [])).toMatchObject({ facts: next.facts })
    expect(ask(3, 'get', lost.id)).toMatchObject({
      state: 'failed',
      reason: expect.stringContaining('SKR_QUEUE_UNSEALABLE'),
      tokens_until: lost.tokensUntil,
    })

    const rotated = requester(folder.open({ sealKey: `${later}, ${earlier}` }))
    rotated.ask(4, 'requeue', lost.id)
    expect(rotated.ask(4, 'lease', [])).toMatchObject({ tokens: lost.tokens })
  })

  test('a result that cannot be opened is left out, so that its plugin runs again', () => {
    const store = folder.open()
    const { ask } = requester(store)
    const { id } = lease(store)
    const { leaseId } = store.db.get<{ leaseId: string }>('SELECT lease_id AS leaseId FROM invocations') ?? {
      leaseId: '',
    }
    for (const plugin of ['a', 'b']) ask(3, 'keep', { id, leaseId, plugin, result: `"${plugin}"` })
    store.db.run("UPDATE results SET sealed = x'00' WHERE plugin = 'a'")
    ask(4, 'release', { id, leaseId })

    expect(ask(5, 'lease', [])).toMatchObject({ results: ['"b"'] })
  })
})

describe('where the disk is full', () => {
  test('what does not fit is refused, what fits is kept, and all goes on when there is room again', () => {
    const store = folder.open()
    const { run, request, ask } = requester(store)
    ask(1, 'append', arrivalOf())
    fill(store, 8)

    const outcomes = Array.from({ length: 100 }, (_, n) => ask(n, 'append', arrivalOf()))
    expect(outcomes.at(0)).toBe('new')
    expect(outcomes.at(-1)).toBe('SKR_QUEUE_NOT_WRITABLE')
    const stored = outcomes.filter((one) => one === 'new').length + 1
    expect(ask(100, 'counts', undefined)).toMatchObject({ waiting: stored })

    store.db.get('PRAGMA max_page_count = 1000000')
    expect(
      run([request(101, 'append', arrivalOf()), request(101, 'probe', undefined)]).answers.map(outcome),
    ).toEqual(['new', undefined])
  })

  test('a request that is far too large does not fail those beside it', () => {
    const store = folder.open()
    const { run, request } = requester(store)
    const { id, leaseId } = lease(store)
    fill(store, 60)

    const { answers } = run([
      request(3, 'append', arrivalOf()),
      request(3, 'keep', { id, leaseId, plugin: 'words', result: 'x'.repeat(400_000) }),
      request(3, 'append', arrivalOf()),
    ])

    expect(answers.map(outcome)).toEqual(['new', 'SKR_QUEUE_NOT_WRITABLE', 'new'])
  })
})

test('a wait for a lease lasts through a lock, and what is asked meanwhile is refused', () => {
  const store = folder.open()
  const { run, request } = requester(store)
  store.db.exec('PRAGMA busy_timeout = 20')
  const other = folder.open()
  other.db.run('BEGIN IMMEDIATE')

  const locked = run([
    request(1, 'lease', []),
    request(1, 'append', arrivalOf()),
    request(1, 'append', arrivalOf()),
  ])
  other.db.run('ROLLBACK')
  const free = run([request(2, 'append', arrivalOf())])

  expect(locked.answers.map(outcome)).toEqual(['SKR_QUEUE_LOCKED', 'SKR_QUEUE_LOCKED'])
  expect(locked.nextAt).toBe(501)
  expect(free.answers.map(outcome)).toEqual(['new', expect.objectContaining({ attempt: 1 })])
})

test('tells everyone, also those who wait, when the database turns out to be damaged', () => {
  const store = folder.open()
  const { run, request, ask } = requester(store)
  for (let n = 0; n < 50; n++) ask(n, 'append', arrivalOf())
  run([request(50, 'lease', ['words'])])
  store.db.all('PRAGMA wal_checkpoint(TRUNCATE)')
  const file = readFileSync(store.db.path)
  writeFileSync(store.db.path, file.fill(0x5a, 4096), { flag: 'r+' })
  store.db.exec('PRAGMA shrink_memory')

  const { answers } = run([request(60, 'append', arrivalOf()), request(60, 'list', {})])

  expect(answers.map(outcome)).toEqual(['SKR_QUEUE_CORRUPT', 'SKR_QUEUE_CORRUPT', 'SKR_QUEUE_CORRUPT'])
})

test('takes numbers in any form that JavaScript has them in', () => {
  const { ask } = requester(folder.open())
  const arrival = { ...arrivalOf(), sequence: 2 ** 60, createdAt: 1.5, receivedAt: -0 }

  expect(ask(1, 'append', arrival)).toBe('new')
  expect(ask(2, 'lease', [])).toMatchObject({ facts: arrival.facts })
})

test('prunes in steps, so that nobody waits for long', () => {
  const store = folder.open()
  const { run, request, ask } = requester(store)
  for (let n = 0; n < 6; n++) run(Array.from({ length: 100 }, () => request(1, 'append', arrivalOf())))
  store.db.run(
    "UPDATE invocations SET ended_at = 1, state = 'failed', standing = 1, tokens_until = 5, head = 0",
  )

  store.db.run("INSERT INTO results SELECT seq, 'words', x'00' FROM invocations")
  const sealed = () =>
    store.db.get('SELECT count(tokens) AS tokens, (SELECT count(*) FROM results) AS results FROM invocations')

  expect(sealed()).toMatchObject({ tokens: 600, results: 600 })
  expect(ask(10, 'prune', 0)).toEqual({ deleted: 0, more: true })
  expect(ask(10, 'prune', 0)).toEqual({ deleted: 0, more: false })
  expect(sealed()).toMatchObject({ tokens: 0, results: 0 })
  expect(ask(10, 'prune', 2)).toEqual({ deleted: 500, more: true })
  expect(ask(10, 'prune', 2)).toEqual({ deleted: 100, more: false })
  expect(ask(10, 'counts', undefined)).toMatchObject({ failed: 0, waiting: 0 })
})

/** Appends one and leases it. */
function lease(store: Store) {
  const { ask } = requester(store)
  const { id } = arrivalOf({ file: 'leased', version: 'v' })
  ask(1, 'append', { ...arrivalOf(), id })
  return { id, leaseId: (ask(2, 'lease', []) as Granted).leaseId }
}

/** Lets the database grow by no more than `pages`, as a disk does that is nearly full. */
function fill(store: Store, pages: number): void {
  const { page_count } = store.db.get<{ page_count: number }>('PRAGMA page_count') ?? { page_count: 0 }
  store.db.get(`PRAGMA max_page_count = ${page_count + pages}`)
}
