import { readFile, truncate, writeFile } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { connect } from '../../core/queue/sqlite/connection.ts'
import { openSqliteQueue } from '../../core/queue/sqlite.ts'
import { invocationOf } from '../contract/queue/invocations.ts'
import { type Machine, openMachine } from './machine.ts'

// Processes that are started one after the other, on a machine that may be slow.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

let machine: Machine
beforeEach(async () => {
  machine = await openMachine()
})
afterEach(() => machine.close())

const page = 4096

/** A database with unfinished invocations in it, as a process leaves it that has ended. */
async function fillDatabase(): Promise<void> {
  const queue = await openSqliteQueue({
    path: machine.database,
    sealKey: '',
    maxWaiting: 1000,
    leaseMs: 60_000,
  })
  await Promise.all(Array.from({ length: 60 }, () => queue.append(invocationOf(), 'words')))
  await queue.close()
}

async function overwrite(from: number, to: number): Promise<void> {
  await writeFile(machine.database, (await readFile(machine.database)).fill(0x5a, from, to))
}

describe('it refuses to start, says the way out and leaves the file as it is', () => {
  test.each<[string, string, () => Promise<void>]>([
    ['a database whose header is damaged', 'SKR_QUEUE_CORRUPT', () => overwrite(0, 64)],
    [
      'a database with a damaged page in its middle',
      'SKR_QUEUE_CORRUPT',
      () => overwrite(page * 5, page * 6),
    ],
    ['a database that was cut short', 'SKR_QUEUE_CORRUPT', () => truncate(machine.database, page * 6)],
    [
      'a file that is no database',
      'SKR_QUEUE_CORRUPT',
      () => writeFile(machine.database, 'notes '.repeat(2000)),
    ],
    [
      'the queue of a later version',
      'SKR_QUEUE_TOO_NEW',
      async () => {
        const db = connect(machine.database)
        db.exec('PRAGMA user_version = 99')
        db.close()
      },
    ],
  ])('with %s', async (_, code, spoil) => {
    await fillDatabase()
    await spoil()
    const before = await readFile(machine.database)

    const { code: exitCode, output } = await machine.refuse()

    expect(exitCode).toBe(1)
    expect(output).toContain(code)
    expect(output).toContain(machine.database)
    expect((await readFile(machine.database)).equals(before)).toBe(true)
  })
})

test('a damaged log beside the database is not dropped: it refuses to start, says the way out and leaves both as they are', async () => {
  await machine.start()
  await machine.upload(Array.from({ length: 20 }, () => 'wait 60000'))
  await machine.end()
  const log = `${machine.database}-wal`
  const damaged = await readFile(log)
  damaged.fill(0x5a, damaged.length >> 1, (damaged.length >> 1) + 64)
  await writeFile(log, damaged)
  const database = await readFile(machine.database)

  const { code, output } = await machine.refuse()

  expect(code).toBe(1)
  expect(output).toContain('SKR_QUEUE_LOG_DAMAGED')
  expect(output).toContain('wal_checkpoint(TRUNCATE)')
  expect((await readFile(log)).equals(damaged)).toBe(true)
  expect((await readFile(machine.database)).equals(database)).toBe(true)
})

test('while another program keeps the database to itself, events are answered 503 with Retry-After, and all goes on after it', async () => {
  await machine.start()
  const running = await machine.upload(['wait 3000', 'one'])
  const [file] = running
  const other = connect(machine.database)
  other.run('BEGIN IMMEDIATE')

  const refused = await machine.post(file?.id ?? '')
  await expect.poll(async () => (await machine.get('/health/ready')).status, { timeout: 20_000 }).toBe(503)
  other.run('ROLLBACK')
  other.close()

  expect(refused.status).toBe(503)
  expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(await refused.json()).toMatchObject({ code: 'SKR_QUEUE_LOCKED' })
  await expect.poll(async () => (await machine.get('/health/ready')).status, { timeout: 20_000 }).toBe(200)
  const later = await machine.upload(['two'])
  for (const { id } of [...running, ...later])
    await machine.sandbox.waitForCards(id, { status: 'success', timeoutMs: 40_000 })
})

test('it does not start while another program keeps the database to itself', async () => {
  await fillDatabase()
  const other = connect(machine.database)
  other.run('BEGIN IMMEDIATE')

  const { code, output } = await machine.refuse()
  other.run('ROLLBACK')
  other.close()

  expect(code).toBe(1)
  expect(output).toContain('SKR_QUEUE_LOCKED')
})

test('two runners on one database do each file once', async () => {
  await machine.start()
  const first = await machine.upload(['wait 300', 'one', 'two', 'wait 301', 'three'])
  await machine.start()
  const second = await machine.upload(['wait 302', 'four', 'five', 'wait 303', 'six'])

  for (const { id } of [...first, ...second])
    await machine.sandbox.waitForCards(id, { status: 'success', timeoutMs: 40_000 })
  expect(machine.writes([...first, ...second])).toEqual(Array(10).fill(1))
})
