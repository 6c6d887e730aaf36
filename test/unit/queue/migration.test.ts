import { expect, test } from 'vitest'
import type { Granted } from '../../../core/queue/sqlite/protocol.ts'
import type { Store } from '../../../core/queue/sqlite/store.ts'
import { arrivalOf, requester, storeFolder } from './stores.ts'

const folder = storeFolder()

test('a queue of the first format is brought up to date, and those in it take turns', () => {
  const old = folder.open()
  const { ask } = requester(old)
  const noisy = Array.from({ length: 5 }, () => arrivalOf({ enterpriseId: '1' }))
  const quiet = arrivalOf({ enterpriseId: '2' })
  const failed = arrivalOf({ enterpriseId: '3' })
  const retried = arrivalOf({ enterpriseId: undefined })
  for (const arrival of [failed, retried, ...noisy, quiet]) ask(1, 'append', arrival)
  ask(2, 'complete', { ...keyOf(ask(2, 'lease', [])), state: 'failed', reason: null, runs: null })
  ask(2, 'retry', { ...keyOf(ask(2, 'lease', [])), at: 500, reason: '{}' })
  makeFirstFormat(old)

  const { ask: askNew } = requester(folder.open())
  const next = (now: number) => {
    const granted = askNew(now, 'lease', []) as Granted
    return JSON.parse(granted.facts).id
  }

  expect([next(3), next(3)].sort()).toEqual([noisy[0]?.id, quiet.id].sort())
  expect([next(3), next(3)]).toEqual([noisy[1]?.id, noisy[2]?.id])
  // The retry falls due, and the failed one is taken up again: both are new in this lane.
  askNew(600, 'requeue', failed.id)
  expect([next(600), next(600), next(600)].sort()).toEqual([noisy[3]?.id, retried.id, failed.id].sort())
  expect(next(600)).toBe(noisy[4]?.id)
})

function keyOf(granted: unknown) {
  const { facts, leaseId } = granted as Granted
  return { id: JSON.parse(facts).id as string, leaseId }
}

/** Takes away what the second format has brought. */
function makeFirstFormat({ db }: Store): void {
  db.exec(`
    DROP INDEX ready; DROP INDEX turns; DROP INDEX later; DROP TABLE lanes;
    ALTER TABLE invocations DROP COLUMN turn;
    ALTER TABLE invocations DROP COLUMN enterprise_id;
    CREATE INDEX ready ON invocations (due_at) WHERE head = 1 AND lease_id IS NULL;
    CREATE INDEX ready_in_lane ON invocations (lane, due_at) WHERE head = 1 AND lease_id IS NULL;
    PRAGMA user_version = 1;
  `)
}
