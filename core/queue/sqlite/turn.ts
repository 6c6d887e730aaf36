import type { Store } from './store.ts'

/**
 * Turns make the skills and enterprises that share a lane take turns (self-clocked fair queueing): what becomes ready gets
 * the number behind the last one that its own skill and enterprise have there, and behind the latest that was leased.
 * Whoever has a thousand files waiting has a thousand numbers in front; a newcomer is next after the one that is being
 * served. The lowest number is leased first, which is one look into an index, however many wait.
 */
export const nextTurn = turnFor('invocations.lane', 'invocations.skill_id', 'invocations.enterprise_id')

/** What can be leased as soon as its file is free: first in line, with a turn, and nobody works on it. */
export const isReady = 'head = 1 AND lease_id IS NULL AND turn IS NOT NULL'

/** An SQL expression: the next turn of a skill and an enterprise in a lane, each of them an SQL expression too. */
export function turnFor(lane: string, skillId: string, enterpriseId: string): string {
  return `(1 + max(
    coalesce((SELECT served.turn FROM lanes AS served WHERE served.lane = ${lane}), 0),
    coalesce((
      SELECT max(own.turn) FROM invocations AS own INDEXED BY turns
      WHERE own.head = 1 AND own.lease_id IS NULL AND own.turn IS NOT NULL
        AND own.lane = ${lane} AND own.skill_id = ${skillId} AND own.enterprise_id = ${enterpriseId}
    ), 0)
  ))`
}

/** Most that get a turn in one transaction, so that nobody waits for long behind an outage that ends for thousands at once. */
const mostAtOnce = 500

/** Gives a turn to what has fallen due since it was put off: the longest due first, the rest of very many the next time. */
export function giveTurns({ db }: Store, now: number): void {
  const due = db.all<{ seq: number }>(
    `SELECT seq FROM invocations INDEXED BY later
     WHERE head = 1 AND lease_id IS NULL AND turn IS NULL AND due_at <= ? ORDER BY due_at, seq LIMIT ${mostAtOnce}`,
    now,
  )
  for (const { seq } of due) db.run(`UPDATE invocations SET turn = ${nextTurn} WHERE seq = ?`, seq)
}

/** Notes that this turn of the lane has been leased: whoever comes now is behind it. */
export function serveTurn({ db }: Store, lane: string, turn: number): void {
  db.run(
    'INSERT INTO lanes (lane, turn) VALUES (?, ?) ON CONFLICT (lane) DO UPDATE SET turn = max(turn, excluded.turn)',
    lane,
    turn,
  )
}
