import { fail } from '../../errors/error.ts'
import { type InvocationState, retryableStates } from '../../invocation/state.ts'
import type { LeaseStanding } from '../queue.ts'
import { elect, end, isOvertaken, type Member, memberColumns, stepBack } from './line.ts'
import type { LeaseKey, Operations } from './protocol.ts'
import { resultBinding } from './sealed-parts.ts'
import type { Store } from './store.ts'
import { nextTurn } from './turn.ts'

type Input<K extends keyof Operations> = Operations[K]['input']

/** Renews leases; says of each how it stands. One that has expired but that nobody took is renewed too. */
export function heartbeat(store: Store, leases: readonly LeaseKey[], now: number): readonly LeaseStanding[] {
  return leases.map((lease) => {
    renew(store, lease, now)
    return standing(store, lease)
  })
}

/** How a lease stands; one that would soon expire is renewed, so that it cannot be lost during the write that follows. */
export function check(store: Store, lease: LeaseKey, now: number): LeaseStanding {
  const found = held(store, lease)
  if (found !== undefined && found.lease_until - now < store.leaseMs / 2) renew(store, lease, now)
  return standing(store, lease)
}

/** Keeps a plugin's result, sealed. Does nothing where the lease was lost. */
export function keep(store: Store, { plugin, result, ...lease }: Input<'keep'>): undefined {
  const member = held(store, lease)
  if (member === undefined) return
  store.db.run(
    'INSERT OR REPLACE INTO results (seq, plugin, sealed) VALUES (?, ?, ?)',
    member.seq,
    plugin,
    store.seal.close(result, resultBinding(member.id, plugin)),
  )
}

export function complete(
  store: Store,
  { state, reason, runs, ...lease }: Input<'complete'>,
  now: number,
): boolean {
  const member = held(store, lease)
  if (member === undefined) return false
  end(store, member, { state, reason, runs }, now)
  return true
}

export function retry(store: Store, { at, reason, ...lease }: Input<'retry'>, now: number): boolean {
  const member = held(store, lease)
  if (member === undefined) return false
  stepBack(store, member, { dueAt: Math.ceil(at), reason }, now)
  return true
}

export function release(store: Store, lease: LeaseKey, now: number): undefined {
  const member = held(store, lease)
  if (member !== undefined) stepBack(store, member, { attempts: member.attempts - 1 }, now)
}

/** Throws `SKR_QUEUE_UNKNOWN_INVOCATION`, `SKR_QUEUE_NOT_RETRYABLE`. */
export function requeue(store: Store, id: string, now: number): undefined {
  const { db } = store
  const member = db.get<Member & { state: InvocationState; tokens_until: number | null }>(
    `SELECT ${memberColumns}, state, tokens_until FROM invocations WHERE id = ?`,
    id,
  )
  if (member === undefined) throw fail('SKR_QUEUE_UNKNOWN_INVOCATION', { id })
  if (!retryableStates.includes(member.state)) {
    throw fail('SKR_QUEUE_NOT_RETRYABLE', { id, detail: `its state is "${member.state}"` })
  }
  if (member.tokens_until === null || member.tokens_until <= now) {
    throw fail('SKR_QUEUE_NOT_RETRYABLE', { id, detail: 'its tokens have expired' })
  }
  if (isOvertaken(store, member)) {
    throw fail('SKR_QUEUE_NOT_RETRYABLE', { id, detail: 'a newer version of the file has come' })
  }
  db.run(
    `UPDATE invocations SET state = 'waiting', standing = 0, attempts = 0, losses = 0, due_at = ?, ended_at = NULL,
       turn = CASE WHEN head = 1 THEN ${nextTurn} END WHERE seq = ?`,
    now,
    member.seq,
  )
  store.changes.push({ id, fileId: member.file_id, state: 'waiting' })
  elect(store, member, now)
}

function renew({ db, leaseMs }: Store, { id, leaseId }: LeaseKey, now: number): void {
  db.run('UPDATE invocations SET lease_until = ? WHERE id = ? AND lease_id = ?', now + leaseMs, id, leaseId)
}

function standing({ db }: Store, { id, leaseId }: LeaseKey): LeaseStanding {
  const row = db.get<{ state: InvocationState; lease_id: string | null; overtaken: number }>(
    'SELECT state, lease_id, overtaken FROM invocations WHERE id = ?',
    id,
  )
  if (row?.state === 'superseded') return 'superseded'
  if (row === undefined || row.lease_id !== leaseId) return 'lost'
  return row.overtaken === 1 ? 'superseded' : 'held'
}

function held({ db }: Store, { id, leaseId }: LeaseKey): (Member & { lease_until: number }) | undefined {
  return db.get(
    `SELECT ${memberColumns}, lease_until FROM invocations WHERE id = ? AND lease_id = ?`,
    id,
    leaseId,
  )
}
