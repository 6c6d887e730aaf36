import { randomUUID } from 'node:crypto'
import { fail } from '../../errors/error.ts'
import { toReason } from '../../errors/wire.ts'
import type { Connection } from './connection.ts'
import { end, type Member, memberColumns, stepBack } from './line.ts'
import type { Granted, Owner } from './protocol.ts'
import { openSealed } from './sealed-parts.ts'
import type { Store } from './store.ts'

/** How many of the longest waiting are looked at before each lane is asked for its own. */
const firstFew = 16

const isReady = 'head = 1 AND lease_id IS NULL'

const isFree = `NOT EXISTS (
    SELECT 1 FROM invocations AS busy WHERE busy.file_id = next.file_id AND busy.lease_id IS NOT NULL
  )`

/** The lanes that are not excluded, as a JSON array. */
const isWanted = 'lane NOT IN (SELECT value FROM json_each(?))'

/** The longest waiting, found at once where not all of the first few are excluded. */
const amongFirst = `SELECT seq FROM (
    SELECT seq, due_at, lane, file_id FROM invocations INDEXED BY ready
    WHERE ${isReady} AND due_at <= ? ORDER BY due_at, seq LIMIT ${firstFew}
  ) AS next WHERE ${isWanted} AND ${isFree} ORDER BY due_at, seq LIMIT 1`

/**
 * The longest waiting of each lane that has any, the lanes found by jumping from one to the next in the index: never
 * reads through hundreds of thousands of rows whose lane is excluded.
 */
const amongLanes = `WITH RECURSIVE lanes (lane) AS (
    SELECT min(lane) FROM invocations WHERE ${isReady}
    UNION ALL
    SELECT (SELECT min(lane) FROM invocations WHERE ${isReady} AND lane > lanes.lane)
    FROM lanes WHERE lane IS NOT NULL
  )
  SELECT seq FROM invocations WHERE seq IN (
    SELECT (
      SELECT seq FROM invocations AS next INDEXED BY ready_in_lane
      WHERE ${isReady} AND next.lane = lanes.lane AND due_at <= ? AND ${isFree}
      ORDER BY due_at, seq LIMIT 1
    ) FROM lanes WHERE lane IS NOT NULL AND ${isWanted}
  ) ORDER BY due_at, seq LIMIT 1`

interface Candidate extends Member {
  readonly losses: number
  readonly lane: string
  readonly facts: string
}

/**
 * Leases what has waited longest in the lanes that are not excluded; undefined where nothing is due. An invocation
 * whose tokens cannot be opened ends as `failed` on the way, and its tokens stay, should the key come back.
 */
export function leaseNext(store: Store, exclude: ReadonlySet<string>, now: number): Granted | undefined {
  const { db, owner, leaseMs } = store
  for (;;) {
    const next = longestWaiting(db, JSON.stringify([...exclude]), now)
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

/** The earliest time after `now` at which a lease can become possible by itself: a retry falls due, a lease expires. */
export function nextDueAt({ db }: Store, now: number): number | undefined {
  const times = db.get<{ due: number | null; expiry: number | null }>(
    `SELECT (SELECT min(due_at) FROM invocations WHERE ${isReady} AND due_at > ?) AS due,
       (SELECT min(lease_until) FROM invocations WHERE lease_id IS NOT NULL) AS expiry`,
    now,
  )
  const earliest = Math.min(times?.due ?? Number.POSITIVE_INFINITY, times?.expiry ?? Number.POSITIVE_INFINITY)
  return earliest === Number.POSITIVE_INFINITY ? undefined : earliest
}

function longestWaiting(db: Connection, exclude: string, now: number): Candidate | undefined {
  const found =
    db.get<{ seq: number }>(amongFirst, now, exclude) ?? db.get<{ seq: number }>(amongLanes, now, exclude)
  if (found === undefined) return undefined
  return db.get<Candidate>(
    `SELECT ${memberColumns}, lane, losses, facts FROM invocations WHERE seq = ?`,
    found.seq,
  )
}

/** Puts back in line what is leased but was not renewed in time. */
export function returnExpired(store: Store, now: number): void {
  returnLost(store, 'lease_until <= ?', [now], now)
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
