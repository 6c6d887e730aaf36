import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { connect } from '../../../core/queue/sqlite/connection.ts'
import type { ThreadConfig } from '../../../core/queue/sqlite/protocol.ts'
import { arrivalOf, requester, self, storeFolder } from './stores.ts'

const folder = storeFolder()

test('makes folder, database and key file so that only their owner can read them', () => {
  const path = folder.path('some/where/queue.db')

  folder.open({ path, sealKey: '' })

  expect(statSync(folder.path('some/where')).mode & 0o777).toBe(0o700)
  for (const file of ['', '-wal', '-shm', '.key']) expect(statSync(path + file).mode & 0o777).toBe(0o600)
})

test('waits for the disk at each commit', () => {
  const { db } = folder.open()

  expect(db.get('PRAGMA journal_mode')).toMatchObject({ journal_mode: 'wal' })
  expect(db.get('PRAGMA synchronous')).toMatchObject({ synchronous: 2 })
})

test('keeps tokens and results out of every file in readable form', () => {
  const store = folder.open()
  const { ask } = requester(store)
  ask(1, 'append', arrivalOf())
  const lease = ask(2, 'lease', []) as { leaseId: string; facts: string }
  const { id } = JSON.parse(lease.facts)
  ask(3, 'keep', { id, leaseId: lease.leaseId, plugin: 'words', result: '"what was in the f1le"' })

  const files = ['', '-wal']
    .map((ending) => readFileSync(folder.path(`queue.db${ending}`), 'latin1'))
    .join('')

  expect(files).toContain(id)
  expect(files).not.toMatch(/r3adt0ken|wr1tet0ken|f1le/)
})

describe('refuses to start', () => {
  const code = (expected: string) => expect.objectContaining({ code: expected })

  test.each([
    ['is no database', (path: string) => writeFileSync(path, 'not a database at all '.repeat(500))],
    [
      'was cut off',
      (path: string) => {
        const store = folder.open({ path })
        const { ask } = requester(store)
        for (let n = 0; n < 50; n++) ask(n, 'append', arrivalOf())
        store.db.all('PRAGMA wal_checkpoint(TRUNCATE)')
        truncateSync(path, 4096 * 6)
      },
    ],
    [
      'has damaged pages',
      (path: string) => {
        const store = folder.open({ path })
        const { ask } = requester(store)
        for (let n = 0; n < 50; n++) ask(n, 'append', arrivalOf())
        store.db.all('PRAGMA wal_checkpoint(TRUNCATE)')
        writeFileSync(path, readFileSync(path).fill(0x5a, 4096 * 2, 4096 * 8))
      },
    ],
  ])('with a file that %s, leaves it as it is and says the way out', (_, spoil) => {
    const path = folder.path('queue.db')
    spoil(path)
    const before = readFileSync(path)

    expect(() => folder.open()).toThrow(code('SKR_QUEUE_CORRUPT'))
    expect(() => folder.open()).toThrow(
      expect.objectContaining({ fix: expect.stringContaining(`${path}-wal`) }),
    )
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('with the database of another program, and does not touch it', () => {
    const path = folder.path('queue.db')
    const other = connect(path)
    other.exec('CREATE TABLE notes (text)')
    other.close()
    const before = readFileSync(path)

    expect(() => folder.open()).toThrow(code('SKR_QUEUE_NOT_OURS'))
    expect(readFileSync(path).equals(before)).toBe(true)
  })

  test('with the queue of a later version', () => {
    const { db } = folder.open()
    db.exec('PRAGMA user_version = 99')

    expect(() => folder.open()).toThrow(code('SKR_QUEUE_TOO_NEW'))
    expect(() => folder.open()).toThrow(/format 99; .* up to 2\./)
  })

  test('where the file cannot be made', () => {
    mkdirSync(folder.path('queue.db'))
    writeFileSync(folder.path('a file'), '')

    expect(() => folder.open()).toThrow(code('SKR_QUEUE_NOT_WRITABLE'))
    expect(() => folder.open({ path: folder.path('a file/queue.db') })).toThrow(
      code('SKR_QUEUE_NOT_WRITABLE'),
    )
    expect(() => folder.open({ path: '/proc/queue.db' })).toThrow(code('SKR_QUEUE_NOT_WRITABLE'))
    expect(() => connect(folder.path('nowhere/queue.db'))).toThrow(code('SKR_QUEUE_NOT_WRITABLE'))
  })

  test('while another process keeps the database to itself', () => {
    const { db } = folder.open()
    db.run('BEGIN IMMEDIATE')

    expect(() => folder.open()).toThrow(code('SKR_QUEUE_LOCKED'))
    db.run('ROLLBACK')
  })

  test('with a key that is too short, before it makes any file', () => {
    expect(() => folder.open({ path: folder.path('new/queue.db'), sealKey: 'short' })).toThrow(
      code('SKR_QUEUE_SEAL_KEY_SHORT'),
    )
    expect(() => statSync(folder.path('new'))).toThrow(/ENOENT/)
  })

  test('with a key file that cannot be used', () => {
    writeFileSync(folder.path('queue.db.key'), '')

    expect(() => folder.open({ sealKey: '' })).toThrow(code('SKR_QUEUE_KEY_FILE'))
  })
})

describe('at the start', () => {
  test.each<[string, string, (dead: number) => Partial<ThreadConfig['owner']>]>([
    ['a dead process', 'comes back', (dead) => ({ pid: dead })],
    ['an earlier process with the same number', 'comes back', () => ({ startedAt: 0 })],
    ['another queue of this process', 'stays there', () => ({ queue: 'other' })],
    ['a living process', 'stays there', () => ({ pid: process.ppid })],
    ['a process on another host', 'stays there', (dead) => ({ host: 'elsewhere', pid: dead })],
  ])('what %s had leased %s', async (_, what, difference) => {
    const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
    await once(child, 'exit')
    const owner = { ...self, ...difference(child.pid ?? 0) }
    const first = requester(folder.open({ owner }))
    const arrival = arrivalOf()
    first.ask(1, 'append', arrival)
    first.ask(2, 'lease', [])

    const second = requester(folder.open({}, 500))

    const expected =
      what === 'comes back'
        ? {
            state: 'retrying',
            attempts: 1,
            due_at: 500,
            reason: expect.stringContaining('SKR_QUEUE_LEASE_LOST'),
          }
        : { state: 'running', attempts: 1 }
    expect(second.ask(500, 'get', arrival.id)).toMatchObject(expected)
  })

  test('what has expired meanwhile comes back, whoever had it', () => {
    const first = requester(folder.open({ owner: { ...self, host: 'elsewhere' }, leaseMs: 100 }))
    const arrival = arrivalOf()
    first.ask(1, 'append', arrival)
    first.ask(2, 'lease', [])

    const second = requester(folder.open({}, 102))

    expect(second.ask(102, 'get', arrival.id)).toMatchObject({ state: 'retrying' })
  })
})
