import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { openSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'libsql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLog } from '../../core/observe/log.ts'
import { createMetrics } from '../../core/observe/metrics.ts'
import { mintSecret } from '../../core/sandbox/secrets.ts'
import { createSearch } from './canary.ts'
import { searchFolder, searchOpenFiles, searchProcess } from './places.ts'
import { sandboxMarks } from './sandbox-marks.ts'

const secret = 'canary/with "all" + ümlaut'
const search = createSearch([{ name: 'planted', text: secret }])
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'finds-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const base64After = (before: string) => Buffer.from(`${before}${secret} and more`).toString('base64')

describe('a planted secret is found', () => {
  test.each([
    ['plain', `before ${secret} after`],
    ['in hex', Buffer.from(`x${secret}y`).toString('hex')],
    ['in hex of upper case', Buffer.from(secret).toString('hex').toUpperCase()],
    ['in base64', base64After('')],
    ['in base64, one byte in', base64After('1')],
    ['in base64, two bytes in', base64After('12')],
    ['in base64, many bytes in', base64After('user name:')],
    ['in base64 for addresses', Buffer.from(`??>${secret}`).toString('base64url')],
    ['URL-encoded', `https://example.com/?key=${encodeURIComponent(secret)}&x=1`],
    ['as a form sends it', String(new URLSearchParams({ key: secret }))],
    ['in JSON', JSON.stringify({ key: secret })],
    ['in JSON within JSON', JSON.stringify({ body: JSON.stringify({ key: secret }) })],
    ['in UTF-16', Buffer.from(secret, 'utf16le')],
  ])('%s', (_form, content) => {
    expect(search.in('here', content)).toContainEqual(
      expect.objectContaining({ canary: 'planted', place: 'here' }),
    )
  })

  test('in a file, in the name of a file, and in a folder within', async () => {
    const inner = join(folder, 'files', 'inner')
    await mkdir(inner, { recursive: true })
    await writeFile(join(inner, 'a.bin'), Buffer.concat([Buffer.alloc(70_000, 0xff), Buffer.from(secret)]))
    await writeFile(join(folder, 'files', Buffer.from(secret).toString('hex')), '')
    expect(searchFolder(search, join(folder, 'files')).map(({ place }) => place)).toEqual([
      `name of the file ${Buffer.from(secret).toString('hex')}`,
      'file inner/a.bin',
    ])
  })

  test('in the database and in its write-ahead log', async () => {
    const path = join(folder, 'db', 'queue.db')
    await mkdir(join(folder, 'db'))
    const db = new Database(path)
    db.exec('PRAGMA journal_mode = WAL; CREATE TABLE t (x)')
    db.prepare('INSERT INTO t VALUES (?)').run([secret])
    expect(searchFolder(search, join(folder, 'db'))).toMatchObject([{ place: 'file queue.db-wal' }])
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)')
    expect(searchFolder(search, join(folder, 'db'))).toMatchObject([{ place: 'file queue.db' }])
    db.close()
  })

  test('in the arguments of a process, of its children, and in their environment', async () => {
    const idle = 'setTimeout(() => {}, 60_000)'
    const parent = spawn(
      process.execPath,
      [
        '-e',
        `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(`${idle};'${encodeURIComponent(secret)}'`)}],
           { env: { KEY: ${JSON.stringify(secret)} } }).on('spawn', () => console.log('started')); ${idle}`,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], detached: true },
    )
    await once(parent.stdout, 'data')
    const places = searchProcess(search, parent.pid as number).map(({ place }) => place)
    process.kill(-(parent.pid as number), 'SIGKILL')
    expect(places.map((place) => place.replace(/\d+/, '#')).filter((_, index) => index > 0)).toEqual(
      expect.arrayContaining(['command line of process #', 'environment of process #']),
    )
  })

  test('in the name of an open file', async () => {
    const path = join(folder, Buffer.from(secret).toString('hex'))
    await writeFile(path, '')
    const child = spawn(process.execPath, ['-e', `setTimeout(() => {}, 60_000); console.log(1)`], {
      stdio: ['ignore', 'pipe', openSync(path, 'r')],
    })
    await once(child.stdout as NodeJS.ReadableStream, 'data')
    const found = searchOpenFiles(search, child.pid as number)
    child.kill('SIGKILL')
    expect(found).toMatchObject([{ place: 'name of an open file' }])
  })

  test('in a log that is not told of it, and in a metric', async () => {
    const lines: string[] = []
    createLog('info', {
      pretty: false,
      destination: { write: (text: string) => void lines.push(text) },
    }).info(secret)
    expect(search.in('log', lines.join(''))).not.toEqual([])
    const metrics = createMetrics()
    metrics.runEnded(secret, { ok: true, durationMs: 1 })
    expect(search.in('metrics', await metrics.registry.metrics())).not.toEqual([])
  })

  test.each(['owner-token', 'read-token', 'write-token', 'link', 'key'] as const)(
    'by its mark alone: a %s of the sandbox, in each form',
    (use) => {
      const marks = createSearch(sandboxMarks)
      const minted = mintSecret(use)
      for (const form of [minted, `{"a":"${minted}"}`, encodeURIComponent(minted)])
        expect(marks.in('here', form)).toMatchObject([{ canary: `sandbox ${use}` }])
      for (const before of ['', 'a', 'ab', 'abc'])
        expect(marks.in('here', Buffer.from(before + minted).toString('base64'))).toMatchObject([
          { canary: `sandbox ${use}` },
        ])
      expect(marks.in('here', Buffer.from(minted).toString('hex'))).toMatchObject([
        { canary: `sandbox ${use}` },
      ])
    },
  )
})

describe('nothing is found', () => {
  test('where nothing was planted', () => {
    expect(search.in('here', 'canary/with "all" + umlaut')).toEqual([])
    expect(createSearch(sandboxMarks).in('here', 'the sandbox-api-key, a read token, sandbox-')).toEqual([])
  })

  test('for a canary that is too short: it is refused, since it would be found by chance', () => {
    expect(() => createSearch([{ name: 'short', text: 'secret' }])).toThrow('too short')
  })
})
