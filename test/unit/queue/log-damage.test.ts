import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { connect } from '../../../core/queue/sqlite/connection.ts'
import { logDamage } from '../../../core/queue/sqlite/log-damage.ts'
import { arrivalOf, requester, storeFolder } from './stores.ts'

const folder = storeFolder()
const header = 32
const frame = 24 + 4096

/** The queue as a process leaves it that was killed: the database, and a log with so many commits in it. */
function killed(commits: number): { path: string; log: string; bytes: Buffer } {
  const live = folder.path('live.db')
  const { ask } = requester(folder.open({ path: live }))
  for (let n = 0; n < commits; n++) ask(n, 'append', arrivalOf())
  const path = folder.path('queue.db')
  copyFileSync(live, path)
  copyFileSync(`${live}-wal`, `${path}-wal`)
  return { path, log: `${path}-wal`, bytes: readFileSync(`${path}-wal`) }
}

/** The frames that end a commit, by their number. */
function commitsIn(log: Buffer): readonly number[] {
  const count = Math.floor((log.length - header) / frame)
  return Array.from({ length: count }, (_, n) => n).filter(
    (n) => log.readUInt32BE(header + n * frame + 4) !== 0,
  )
}

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.writeUInt8(copy.readUInt8(at) ^ 0x10, at)
  return copy
}

const frameOf = (at: number) => header + Math.floor((at - header) / frame) * frame

describe('damage is found', () => {
  test('in any byte before the last two commits, and told by the place of its frame', () => {
    const { log, bytes } = killed(12)
    const [last = 0] = commitsIn(bytes).slice(-3)
    for (let at = 0; at < header + (last + 1) * frame; at += at < header + 24 ? 1 : 997) {
      writeFileSync(log, flipped(bytes, at))
      expect(logDamage(log), `byte ${at}`).toBe(at < header ? 0 : frameOf(at))
    }
  })

  test('in a frame that was overwritten with zeros, and in a header that was', () => {
    const { log, bytes } = killed(12)
    writeFileSync(log, Buffer.from(bytes).fill(0, header + 2 * frame, header + 3 * frame))
    expect(logDamage(log)).toBe(header + 2 * frame)
    writeFileSync(log, Buffer.from(bytes).fill(0, 0, header))
    expect(logDamage(log)).toBe(0)
  })

  test('by the queue when it is opened, which leaves both files as they are; and the way out keeps what stands before', () => {
    const { path, log, bytes } = killed(12)
    const commits = commitsIn(bytes)
    // The first commit made the tables, and each further one is an event.
    const at = header + ((commits[6] ?? 0) + 1) * frame
    const damaged = flipped(bytes, at + 100)
    writeFileSync(log, damaged)
    const database = readFileSync(path)

    expect(() => folder.open()).toThrow(
      expect.objectContaining({
        code: 'SKR_QUEUE_LOG_DAMAGED',
        message: expect.stringContaining(`at byte ${at}`),
      }),
    )
    expect(readFileSync(log).equals(damaged)).toBe(true)
    expect(readFileSync(path).equals(database)).toBe(true)

    const shell = connect(path)
    shell.all('PRAGMA wal_checkpoint(TRUNCATE)')
    expect(shell.get('PRAGMA integrity_check')).toMatchObject({ integrity_check: 'ok' })
    shell.close()
    const { db } = folder.open()
    const { events } = db.get<{ events: number }>('SELECT count(*) AS events FROM invocations') ?? {}
    expect(events).toBe(commits.slice(0, 7).length - (commits.length - 12))
  })
})

describe('no damage is', () => {
  test('a log that is sound, empty, or not there', () => {
    const { log } = killed(12)
    expect(logDamage(log)).toBeUndefined()
    truncateSync(log, 0)
    expect(logDamage(log)).toBeUndefined()
    expect(logDamage(folder.path('nowhere'))).toBeUndefined()
  })

  test('a commit that a loss of power cut off, wherever it did, or left with holes', () => {
    const { log, bytes } = killed(12)
    const [before = 0, last = 0] = commitsIn(bytes).slice(-2)
    for (let length = header + (before + 1) * frame; length < bytes.length; length += 997) {
      writeFileSync(log, bytes.subarray(0, length))
      expect(logDamage(log), `${length} bytes`).toBeUndefined()
    }
    for (let n = before + 1; n <= last; n++) {
      writeFileSync(log, Buffer.from(bytes).fill(0, header + n * frame, header + (n + 1) * frame))
      expect(logDamage(log), `frame ${n}`).toBeUndefined()
    }
    writeFileSync(log, Buffer.concat([bytes, Buffer.alloc(10 * frame)]))
    expect(logDamage(log)).toBeUndefined()
  })

  test('what is left of an earlier round behind a log that was begun anew', () => {
    const store = folder.open()
    const { ask } = requester(store)
    for (let n = 0; n < 20; n++) ask(n, 'append', arrivalOf())
    store.db.all('PRAGMA wal_checkpoint(RESTART)')
    const { size } = statSync(folder.path('queue.db-wal'))
    ask(20, 'append', arrivalOf())

    expect(statSync(folder.path('queue.db-wal')).size).toBe(size)
    expect(logDamage(folder.path('queue.db-wal'))).toBeUndefined()
  })

  test('what a transaction left that was rolled back after it had come to the disk', () => {
    const { db } = folder.open()
    db.exec('CREATE TABLE notes (text); PRAGMA cache_size = 5')
    const before = statSync(folder.path('queue.db-wal')).size
    expect(() =>
      db.transaction(() => {
        for (let n = 0; n < 200; n++) db.run('INSERT INTO notes VALUES (?)', 'x'.repeat(3000))
        throw new Error('never mind')
      }),
    ).toThrow('never mind')
    for (let n = 0; n < 3; n++) db.run('INSERT INTO notes VALUES (?)', 'y')

    expect(statSync(folder.path('queue.db-wal')).size).toBeGreaterThan(before + 50 * frame)
    expect(logDamage(folder.path('queue.db-wal'))).toBeUndefined()
  })

  test('a log that another process writes, and begins anew, meanwhile', async () => {
    const path = folder.path('busy.db')
    const libsql = createRequire(new URL('../../../core/package.json', import.meta.url)).resolve('libsql')
    const writer = spawn(process.execPath, [
      '-e',
      `const db = new (require(${JSON.stringify(libsql)}))(${JSON.stringify(path)})
       db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 20; CREATE TABLE notes (text)')
       const insert = db.prepare('INSERT INTO notes VALUES (?)')
       console.log('ready')
       for (;;) insert.run(['x'.repeat(9000)])`,
    ])
    await once(writer.stdout, 'data')
    try {
      const begun = new Set<string>()
      for (let n = 0; n < 2000 || begun.size < 20; n++) {
        expect(logDamage(`${path}-wal`)).toBeUndefined()
        begun.add(readFileSync(`${path}-wal`).toString('hex', 16, 24))
      }
    } finally {
      writer.kill('SIGKILL')
    }
  })
})
