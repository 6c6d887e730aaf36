import { isNewer } from '../../invocation/order.ts'
import type { EndState } from '../../invocation/state.ts'
import type { Bindable } from './connection.ts'
import type { Store } from './store.ts'
import { nextTurn } from './turn.ts'

/** The columns that place an invocation in the line of its app, skill and file. */
export interface Place {
  readonly file_id: string
  readonly skill_id: string
  readonly app: string
  readonly version_id: string
  readonly sequence: number | null
  readonly created_at: number
  readonly received_at: number
}

/** An unfinished invocation in its line. */
export interface Member extends Place {
  readonly seq: number
  readonly id: string
  readonly lease_id: string | null
  readonly overtaken: number
  readonly attempts: number
  readonly lane: string
  /** Its turn in the lane; see `turn.ts`. */
  readonly turn: number | null
}

/** The columns of a `Member`, for a SELECT. */
export const memberColumns =
  'seq, id, file_id, skill_id, app, version_id, sequence, created_at, received_at, lease_id, overtaken, attempts, lane, turn'

const sameLine = 'file_id = ? AND skill_id = ? AND app = ?'

/** Lines are short, since newer versions end older ones; beyond this many the order is left to the index alone. */
const longLine = 100

/** Whether a newer version of the file is known, finished or not, so that `place` must not be worked on. */
export function isOvertaken({ db }: Store, place: Place): boolean {
  const { version_id, sequence, created_at } = place
  const others = `FROM invocations WHERE ${sameLine} AND standing IN (0, 1) AND version_id <> ?`
  // The conditions only narrow down what is read; `isNewer` alone decides.
  const candidates =
    sequence === null
      ? db.all<Place>(
          `SELECT sequence, created_at, received_at ${others} AND created_at >= ?`,
          ...line(place),
          version_id,
          created_at,
        )
      : db.all<Place>(
          `SELECT sequence, created_at, received_at ${others} AND sequence >= ?
           UNION ALL SELECT sequence, created_at, received_at ${others} AND sequence IS NULL AND created_at >= ?`,
          ...line(place),
          version_id,
          sequence,
          ...line(place),
          version_id,
          created_at,
        )
  return candidates.some((other) => isNewer(ordered(other), ordered(place)))
}

/** The unfinished invocations that `place` overtakes. */
export function overtakenBy({ db }: Store, place: Place): readonly Member[] {
  return db
    .all<Member>(
      `SELECT ${memberColumns} FROM invocations WHERE ${sameLine} AND standing = 0 AND version_id <> ?`,
      ...line(place),
      place.version_id,
    )
    .filter((other) => isNewer(ordered(place), ordered(other)))
}

/** A place among the turns of a lane that has become free. */
type Vacated = Pick<Member, 'lane' | 'turn'>

/**
 * Marks the first in line, the only one of its app, skill and file that can be leased, and gives it a turn if it is due.
 * Called after each change in the line. One that is being worked on stays the first until it leaves or steps back.
 *
 * @param vacated What the line had in its lane until now: whoever takes over the head takes over its turn, so that a file
 *   that is saved again and again does not go back to the end of the lane each time.
 */
export function elect({ db }: Store, place: Place, now: number, vacated?: Vacated): void {
  const open = `FROM invocations WHERE ${sameLine} AND standing = 0`
  const head = db.get<Pick<Member, 'seq' | 'lease_id' | 'lane' | 'turn'>>(
    `SELECT seq, lease_id, lane, turn ${open} AND head = 1`,
    ...line(place),
  )
  if (head !== undefined && head.lease_id !== null) return
  const first = db
    .all<Standing>(
      `SELECT seq, sequence, created_at, received_at ${open}
       ORDER BY sequence, created_at, received_at, seq LIMIT ${longLine}`,
      ...line(place),
    )
    .reduce<Standing | undefined>((first, next) => (first && isBefore(first, next) ? first : next), undefined)
  if (first?.seq === head?.seq) return
  if (head !== undefined) db.run('UPDATE invocations SET head = 0, turn = NULL WHERE seq = ?', head.seq)
  if (first === undefined) return
  const { lane = null, turn = null } = head ?? vacated ?? {}
  db.run(
    `UPDATE invocations SET head = 1, turn = CASE
       WHEN due_at > ? THEN NULL WHEN lane = ? THEN coalesce(?, ${nextTurn}) ELSE ${nextTurn} END
     WHERE seq = ?`,
    now,
    lane,
    turn,
    first.seq,
  )
}

/** How an invocation ended; `reason` and `runs` are JSON. */
export interface Ending {
  readonly state: EndState
  readonly reason?: string | null
  readonly runs?: string | null
}

/** Ends an invocation and wipes what is sealed, unless an operator may want to try it again. The next in line moves up. */
export function end(store: Store, member: Member, ending: Ending, now: number): void {
  close(store, member, ending, now)
  elect(store, member, now, member.lease_id === null ? member : undefined)
}

/** Ends those that a newer version has overtaken and nobody works on; whoever is first in line then has their turn. */
export function supersede(store: Store, overtaken: readonly Member[], place: Place, now: number): void {
  for (const older of overtaken) close(store, older, { state: 'superseded' }, now)
  elect(
    store,
    place,
    now,
    overtaken.find(({ turn }) => turn !== null),
  )
}

function close(store: Store, member: Member, ending: Ending, now: number): void {
  const { db } = store
  const { state, reason = null, runs = null } = ending
  const keepsTokens = state === 'failed' || state === 'partial'
  db.run(
    `UPDATE invocations SET state = ?, standing = ?, head = 0, turn = NULL, ended_at = ?, reason = ?, runs = ?,
       lease_id = NULL, lease_owner = NULL, lease_until = NULL${keepsTokens ? '' : ', tokens_until = NULL, tokens = NULL'}
     WHERE seq = ?`,
    state,
    state === 'superseded' ? 2 : 1,
    now,
    reason,
    runs,
    member.seq,
  )
  if (!keepsTokens) db.run('DELETE FROM results WHERE seq = ?', member.seq)
  store.changes.push({ id: member.id, fileId: member.file_id, state })
}

/** Where an invocation goes that is no longer being worked on. */
export interface StepBack {
  /** When it is due again; left out, it goes back to where it was. */
  readonly dueAt?: number
  readonly attempts?: number
  /** JSON. */
  readonly reason?: string
}

/** Takes the lease from an invocation and puts it back in line; one that was overtaken meanwhile ends instead. */
export function stepBack(store: Store, member: Member, back: StepBack, now: number): void {
  const { attempts = member.attempts, dueAt = null, reason = null } = back
  const state = attempts === 0 ? 'waiting' : 'retrying'
  store.db.run(
    `UPDATE invocations SET state = ?, attempts = ?, due_at = coalesce(?, due_at), reason = coalesce(?, reason),
       turn = CASE WHEN ? IS NULL THEN turn WHEN ? <= ? THEN ${nextTurn} END,
       lease_id = NULL, lease_owner = NULL, lease_until = NULL WHERE seq = ?`,
    state,
    attempts,
    dueAt,
    reason,
    dueAt,
    dueAt,
    now,
    member.seq,
  )
  if (member.overtaken === 1) {
    end(store, member, { state: 'superseded' }, now)
    return
  }
  store.changes.push({ id: member.id, fileId: member.file_id, state })
  elect(store, member, now)
}

type Standing = Place & Pick<Member, 'seq'>

/** The older event first; of two that are equally old, the one that arrived first. */
function isBefore(a: Standing, b: Standing): boolean {
  if (isNewer(ordered(b), ordered(a))) return true
  return !isNewer(ordered(a), ordered(b)) && a.seq < b.seq
}

function line(place: Place): readonly Bindable[] {
  return [place.file_id, place.skill_id, place.app]
}

function ordered(place: Place) {
  return {
    file: { sequence: place.sequence ?? undefined },
    createdAt: place.created_at,
    receivedAt: place.received_at,
  }
}
