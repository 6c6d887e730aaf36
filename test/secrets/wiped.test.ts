import { readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Queue } from '../../core/queue/queue.ts'
import { openSqliteQueue } from '../../core/queue/sqlite.ts'
import { invocationOf } from '../contract/queue/invocations.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wiped-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const open = (path: string) =>
  openSqliteQueue({
    path,
    sealKey: 'a key of the tests that is long enough',
    maxWaiting: 10_000,
    leaseMs: 60_000,
  })

/** Pieces of each sealed value that the database holds, long enough not to be there by chance: its nonce and tag, its middle, its end. */
function sealedPieces(path: string): readonly Buffer[] {
  const db = new Database(path, { readonly: true })
  const rows = [
    ...db.prepare('SELECT tokens AS sealed FROM invocations WHERE tokens IS NOT NULL').all(),
    ...db.prepare('SELECT sealed FROM results').all(),
  ] as { sealed: ArrayBuffer }[]
  db.close()
  return rows.flatMap(({ sealed }) => {
    const bytes = Buffer.from(sealed)
    const middle = bytes.length >> 1
    return [bytes.subarray(9, 37), bytes.subarray(middle, middle + 24), bytes.subarray(-24)]
  })
}

/** How many of the pieces stand in the database, its log or its shared memory. */
async function piecesLeft(path: string, pieces: readonly Buffer[]): Promise<number> {
  const names = (await readdir(folder))
    .map((name) => join(folder, name))
    .filter((name) => name.startsWith(path))
  const all = Buffer.concat(names.map((name) => readFileSync(name)))
  return pieces.filter((piece) => all.includes(piece)).length
}

/** Puts some invocations in, keeps a small and a large result of each, and ends them. Resolves to what was sealed meanwhile. */
async function runAll(queue: Queue, path: string, state: 'succeeded' | 'failed'): Promise<readonly Buffer[]> {
  for (let number = 0; number < 20; number += 1) await queue.append(invocationOf(), 'lane')
  const leases = []
  for (let number = 0; number < 20; number += 1) {
    const lease = await queue.lease({ exclude: new Set(), signal: new AbortController().signal })
    if (lease === undefined) throw new Error('nothing to lease')
    leases.push(lease)
    for (const [plugin, chars] of [
      ['small', 10],
      ['large', 60_000],
    ] as const)
      await queue.keep(lease, {
        ok: true,
        plugin,
        durationMs: 1,
        cards: [{ text: 'x'.repeat(chars) } as never],
      })
  }
  const pieces = sealedPieces(path)
  for (const lease of leases) await queue.complete(lease, { state })
  return pieces
}

describe('what was sealed for an invocation', () => {
  test('is in none of the files any more once it has ended and the runner has stopped', async () => {
    const path = join(folder, 'ended.db')
    const queue = await open(path)
    const pieces = await runAll(queue, path, 'succeeded')
    expect(pieces).toHaveLength(20 * 3 * 3)
    await queue.close()
    expect(await piecesLeft(path, pieces)).toBe(0)
  })

  test('stays where an operator may retry it, until its tokens have expired and the queue is pruned', async () => {
    const path = join(folder, 'failed.db')
    let now = Date.now()
    const queue = await openSqliteQueue({
      path,
      sealKey: 'a key of the tests that is long enough',
      maxWaiting: 10_000,
      leaseMs: 60_000,
      now: () => now,
    })
    const pieces = await runAll(queue, path, 'failed')
    expect(await piecesLeft(path, pieces)).toBe(pieces.length)
    now += 25 * 3_600_000
    await queue.prune(now - 30 * 86_400_000)
    await queue.close()
    expect(await piecesLeft(path, pieces)).toBe(0)
  })
})
