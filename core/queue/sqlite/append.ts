import { fail } from '../../errors/error.ts'
import type { Connection } from './connection.ts'
import { isOvertaken, overtakenBy, type Place, supersede } from './line.ts'
import type { Arrival } from './protocol.ts'
import { tokensBinding } from './sealed-parts.ts'
import type { Store } from './store.ts'
import { turnFor } from './turn.ts'

/**
 * Stores a new invocation, and ends or marks those that it overtakes. One that comes late, behind a newer version of
 * its file, is stored as `superseded` at once. Throws `SKR_QUEUE_FULL`.
 */
export function append(store: Store, arrival: Arrival, now: number): 'new' | 'duplicate' {
  const { db } = store
  const place = placeOf(arrival)
  const seen = lookUp(db, arrival)
  if (seen.known === 1) return 'duplicate'
  // Most files are new, and nothing else has to be asked then: this is where the time of an acknowledgement goes.
  const alone = seen.file === 0
  if (!alone && isOvertaken(store, place)) {
    insert(store, arrival, { state: 'superseded', head: 0 }, now)
    return 'new'
  }
  const overtaken = alone ? [] : overtakenBy(store, place)
  const idle = overtaken.filter(({ lease_id }) => lease_id === null)
  // Those that end make room, so that a full line still takes the newer version of a file in it.
  const staying = seen.unfinished - idle.length
  if (staying >= store.maxWaiting) {
    throw fail('SKR_QUEUE_FULL', { waiting: staying, limit: store.maxWaiting })
  }
  insert(store, arrival, { state: 'waiting', head: alone ? 1 : 0 }, now)
  if (alone) return 'new'
  supersede(store, idle, place, now)
  for (const running of overtaken.filter(({ lease_id, overtaken }) => lease_id !== null && overtaken === 0)) {
    db.run('UPDATE invocations SET overtaken = 1 WHERE seq = ?', running.seq)
    store.changes.push({ id: running.id, fileId: running.file_id, state: 'running', overtaken: true })
  }
  return 'new'
}

/** What is known already of an arrival: its id, its file, and how long the whole line is. */
function lookUp(db: Connection, { id, fileId }: Arrival): { known: 0 | 1; file: 0 | 1; unfinished: number } {
  return (
    db.get(
      `SELECT EXISTS (SELECT 1 FROM invocations WHERE id = ?) AS known,
         EXISTS (SELECT 1 FROM invocations WHERE file_id = ?) AS file,
         (SELECT sum(n) FROM counts WHERE state IN ('waiting', 'running', 'retrying')) AS unfinished`,
      id,
      fileId,
    ) ?? { known: 0, file: 1, unfinished: 0 }
  )
}

function insert(
  store: Store,
  arrival: Arrival,
  { state, head }: { state: 'waiting' | 'superseded'; head: 0 | 1 },
  now: number,
): void {
  const ended = state === 'superseded'
  store.changes.push({ id: arrival.id, fileId: arrival.fileId, state })
  store.db.run(
    `INSERT INTO invocations (id, app, skill_id, enterprise_id, file_id, version_id, sequence, created_at, received_at,
       facts, lane, state, standing, head, due_at, ended_at, tokens_until, tokens, turn)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18,
       CASE WHEN ?14 = 1 THEN ${turnFor('?11', '?3', '?4')} END)`,
    arrival.id,
    arrival.app,
    arrival.skillId,
    arrival.enterpriseId,
    arrival.fileId,
    arrival.versionId,
    arrival.sequence,
    arrival.createdAt,
    arrival.receivedAt,
    arrival.facts,
    arrival.lane,
    state,
    ended ? 2 : 0,
    head,
    now,
    ended ? now : null,
    ended ? null : arrival.tokensUntil,
    ended ? null : store.seal.close(arrival.tokens, tokensBinding(arrival.id)),
  )
}

function placeOf(arrival: Arrival): Place {
  return {
    file_id: arrival.fileId,
    skill_id: arrival.skillId,
    app: arrival.app,
    version_id: arrival.versionId,
    sequence: arrival.sequence,
    created_at: arrival.createdAt,
    received_at: arrival.receivedAt,
  }
}
