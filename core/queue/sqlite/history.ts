import type { InvocationState } from '../../invocation/state.ts'
import type { ListFilter } from '../queue.ts'
import type { Operations, RecordRow } from './protocol.ts'
import type { Store } from './store.ts'

const recordColumns = 'seq, facts, lane, state, attempts, due_at, ended_at, reason, runs, tokens_until'
/** How many `list` gives where the filter does not say. */
const defaultLimit = 100
/** How many rows one step of pruning takes: a few milliseconds. */
const pruneStep = 500

export function get({ db }: Store, id: string): RecordRow | undefined {
  return db.get(`SELECT ${recordColumns} FROM invocations WHERE id = ?`, id)
}

export function list({ db }: Store, filter: ListFilter): readonly RecordRow[] {
  const { states, fileId, limit = defaultLimit } = filter
  const select = (where: string, ...values: readonly string[]) =>
    db.all<RecordRow>(
      `SELECT ${recordColumns} FROM invocations WHERE ${where} ORDER BY seq DESC LIMIT ?`,
      ...values,
      limit,
    )
  const rows =
    states === undefined
      ? fileId === undefined
        ? select('1')
        : select('file_id = ?', fileId)
      : // One query a state: each can then read its index from the newest row on.
        states.flatMap((state) =>
          fileId === undefined
            ? select('state = ?', state)
            : select('file_id = ? AND +state = ?', fileId, state),
        )
  return rows.sort((a, b) => b.seq - a.seq).slice(0, limit)
}

export function counts({ db }: Store): Readonly<Record<InvocationState, number>> {
  const rows = db.all<{ state: InvocationState; n: number }>('SELECT state, n FROM counts')
  return Object.fromEntries(rows.map(({ state, n }) => [state, n])) as Record<InvocationState, number>
}

/** One step: deletes some of what ended before `before`, and wipes some of the sealed parts whose tokens have expired. */
export function prune({ db }: Store, before: number, now: number): Operations['prune']['answer'] {
  const deleted = db.run(
    `DELETE FROM invocations WHERE seq IN (SELECT seq FROM invocations WHERE ended_at < ? LIMIT ${pruneStep})`,
    Math.trunc(before),
  )
  const stale = db.all<{ seq: number }>(
    `SELECT seq FROM invocations WHERE ended_at IS NOT NULL AND tokens_until <= ? LIMIT ${pruneStep}`,
    now,
  )
  for (const { seq } of stale) {
    db.run('DELETE FROM results WHERE seq = ?', seq)
    db.run('UPDATE invocations SET tokens_until = NULL, tokens = NULL WHERE seq = ?', seq)
  }
  return { deleted, more: deleted === pruneStep || stale.length === pruneStep }
}

/** A write that has to reach the disk, and takes more room there than an append: where it works, that works too. */
export function probe({ db }: Store, _: undefined, now: number): undefined {
  db.run('UPDATE probes SET at = max(at + 1, ?), filler = zeroblob(65536)', now)
}
