import { randomUUID } from 'node:crypto'
import { fail } from '../../errors/error.ts'
import { toReason } from '../../errors/wire.ts'
import { end, type Member, memberColumns, stepBack } from './line.ts'
import type { Granted, Owner } from './protocol.ts'
import { openSealed } from './sealed-parts.ts'
import type { Store } from './store.ts'
import { isReady, serveTurn } from './turn.ts'

/**
 * The next of each lane, in the order of turns, and of these the one that has waited longest. The lanes are found by
 * jumping from one to the next in the index: never reads through hundreds of thousands of rows whose lane is excluded.
 */
const nextInLine = `WITH RECURSIVE lane_names (lane) AS (
    SELECT min(lane) FROM invocations INDEXED BY ready WHERE ${isReady}
    UNION ALL
    SELECT (SELECT min(lane) FROM invocations INDEXED BY ready WHERE ${isReady} AND lane > lane_names.lane)
    FROM lane_names WHERE lane IS NOT NULL
  )
  SELECT ${memberColumns}, losses, facts FROM invocations WHERE seq = (SELECT seq FROM invocations WHERE seq IN (
    SELECT (
      SELECT seq FROM invocations AS next INDEXED BY ready
      WHERE ${isReady} AND next.lane = lane_names.lane AND NOT EXISTS (
        SELECT 1 FROM invocations AS busy WHERE busy.file_id = next.file_id AND busy.lease_id IS NOT NULL
      )
      ORDER BY turn, seq LIMIT 1
    ) FROM lane_names WHERE lane IS NOT NULL AND lane NOT IN (SELECT value FROM json_each(?))
  ) ORDER BY due_at, seq LIMIT 1)`

interface Candidate extends Member {
  readonly turn: number
  readonly losses: number
  readonly facts: string
}

/**
 * Leases the next of the lanes that are not excluded; undefined where nothing is due. An invocation
 * whose tokens cannot be opened ends as `failed` on the way, and its tokens stay, should the key come back.
 */
export function leaseNext(store: Store, exclude: ReadonlySet<string>, now: number): Granted | undefined {
  const { db, owner, leaseMs } = store
  for (;;) {
    const next = db.get<Candidate>(nextInLine, JSON.stringify([...exclude]))
    if (next === undefined) return undefined
    const opened = openSealed(store, next)
    if (opened === undefined) {
      const reason = toReason(fail('SKR_QUEUE_UNSEALABLE', {}), 'SKR_QUEUE_UNSEALABLE')
      end(store, next, { state: 'failed', reason: JSON.stringify(reason) }, now)
      continue
    }
    const leaseId = randomUUID()
    db.run(
      `UPDATE invocations SET state = 'running', attempts = attempts + 1, lease_id = ?, lease_owner = ?, lease_until = ?
       WHERE seq = ?`,
      leaseId,
      JSON.stringify(owner),
      now + leaseMs,
      next.seq,
    )
    serveTurn(store, next.lane, next.turn)
    store.changes.push({ id: next.id, fileId: next.file_id, state: 'running' })
    return {
      leaseId,
      lane: next.lane,
      attempt: next.attempts + 1,
      losses: next.losses,
      facts: next.facts,
      ...opened,
    }
  }
}

/** The earliest time at which a lease can become possible by itself: a retry falls due, a lease expires. */
export function nextDueAt({ db }: Store): number | undefined {
  const times = db.get<{ due: number | null; expiry: number | null }>(
    `SELECT (
         SELECT min(due_at) FROM invocations INDEXED BY later WHERE head = 1 AND lease_id IS NULL AND turn IS NULL
       ) AS due,
       (SELECT min(lease_until) FROM invocations WHERE lease_id IS NOT NULL) AS expiry`,
  )
  const earliest = Math.min(times?.due ?? Number.POSITIVE_INFINITY, times?.expiry ?? Number.POSITIVE_INFINITY)
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest
}

/** Puts back in line what is leased but was not renewed in time. */
export function returnExpired(store: Store, now: number): void {
  returnLost(store, 'lease_until <= ?', [now], now)
}

/**
 * The clock was set, and has moved by `by` milliseconds more than the time that went by. All leases begin anew: otherwise a
 * clock set forward would take everyone's work away, and one set back leave a dead holder's with it for hours. Where it was
 * set back, retries wait no longer for it; should several processes notice, some come a little early.
 */
export function reset({ db, leaseMs }: Store, by: number, now: number): undefined {
  db.run('UPDATE invocations SET lease_until = ? WHERE lease_id IS NOT NULL', now + leaseMs)
  if (by < 0) {
    db.run("UPDATE invocations SET due_at = due_at + ? WHERE state = 'retrying' AND due_at > ?", by, now)
  }
}

/** Puts back in line what processes had leased that are no longer there. */
export function returnLeasesOfTheDead(store: Store, now: number): void {
  const owners = store.db.all<{ lease_owner: string }>(
    'SELECT DISTINCT lease_owner FROM invocations WHERE lease_id IS NOT NULL',
  )
  for (const { lease_owner } of owners) {
    const owner: Owner = JSON.parse(lease_owner)
    if (isDead(owner, store.owner)) returnLost(store, 'lease_owner = ?', [lease_owner], now)
  }
}

/** Lets go of all that this queue holds, for whoever comes next. */
export function expireOwnLeases({ db, owner }: Store, now: number): void {
  db.run(
    'UPDATE invocations SET lease_until = ? WHERE lease_id IS NOT NULL AND lease_owner = ?',
    now,
    JSON.stringify(owner),
  )
}

function returnLost(store: Store, which: string, values: readonly (string | number)[], now: number): void {
  const lost = store.db.all<Member>(
    `SELECT ${memberColumns} FROM invocations WHERE lease_id IS NOT NULL AND ${which} ORDER BY lease_until, seq`,
    ...values,
  )
  for (const member of lost) {
    const reason = toReason(fail('SKR_QUEUE_LEASE_LOST', {}), 'SKR_QUEUE_LEASE_LOST')
    // Due from now on, behind what waits already: it may be the very one that ended the process.
    store.db.run('UPDATE invocations SET losses = losses + 1 WHERE seq = ?', member.seq)
    stepBack(store, member, { dueAt: now, reason: JSON.stringify(reason) }, now)
  }
}

/** Only a process on this host can be known to be dead; for the others the lease's end is waited for. */
function isDead(owner: Owner, self: Owner): boolean {
  if (owner.host !== self.host) return false
  if (owner.pid === self.pid) return owner.startedAt !== self.startedAt
  try {
    process.kill(owner.pid, 0)
    return false
  } catch (error) {
    // EPERM would say that it lives, under another user.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH'
  }
}
