import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RunResult } from '../../../core/invocation/run-result.ts'
import { createSharedFiles } from '../../../core/pool/shared-files.ts'
import { noPermissions, openPoolRig, type PoolRig } from '../../support/behaviour-pool.ts'

const entry = fileURLToPath(new URL('../../plugins/hostile/index.js', import.meta.url))
const plugin = { entry, root: dirname(entry) }
const isolation = 'process' as const

let folder: string
let secretFile: string
let rig: PoolRig
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-'))
  secretFile = join(folder, 'secret')
  await writeFile(secretFile, 'of somebody else')
  const options = { secretFile, canary: 'canary-option' }
  rig = await openPoolRig(
    {
      one: { options, isolation },
      late: { isolation },
      small: { isolation, memoryMb: 32, timeoutMs: 60_000 },
      spawning: { isolation, permissions: { ...noPermissions, childProcesses: true } },
      reading: { options, isolation, permissions: { ...noPermissions, readPaths: [folder] } },
    },
    { HOSTILE_OTHER: 'not granted' },
    {},
    plugin,
  )
})
afterAll(async () => {
  await rig.close()
  await rm(folder, { recursive: true, force: true })
})

function entriesOf(result: RunResult): readonly unknown[] {
  expect(result).toMatchObject({ ok: true })
  const [card] = result.ok ? result.cards : []
  return card !== undefined && 'entries' in card
    ? card.entries.map((entry) => ('text' in entry ? entry.text : entry))
    : []
}

/** The letter of a process's state, `Z` for one that has ended and was not collected. */
function stateOf(pid: string): Promise<string> {
  return readFile(`/proc/${pid}/stat`, 'utf8').then(
    (text) => text.split(' ')[2] ?? '',
    () => 'gone',
  )
}

describe('a plugin in a process', () => {
  test('can do nothing of what it must not, though a thread could do nearly all of it', async () => {
    const [tried, ...succeeded] = entriesOf(await rig.run('everything'))
    expect(tried).toBe('tried 20')
    expect(succeeded).toEqual([])
    expect(await readFile(secretFile, 'utf8')).toBe('of somebody else')
    expect(await readdir(folder)).toEqual(['secret'])
  })

  test('says what it was not permitted', async () => {
    expect(await rig.run('read what it may not')).toMatchObject({
      ok: false,
      error: { code: 'SKR_RUN_NOT_PERMITTED', message: expect.stringMatching(/FileSystemRead of .*secret/) },
    })
  })

  test('cannot load native code, and pictures that need it are left out of its cards', async () => {
    expect(await rig.run('use native code')).toMatchObject({
      ok: false,
      error: { code: 'SKR_RUN_NOT_PERMITTED', message: expect.stringContaining('native code ("addons")') },
    })
    expect(await rig.run('show a picture')).toMatchObject({
      ok: true,
      cards: [{ skill_card_type: 'timeline' }],
    })
    expect(rig.lines.map(({ message }) => message).join()).toContain('do not grant native code ("addons")')
  })

  test('may read what it was granted, and still not write it', async () => {
    const [, ...succeeded] = entriesOf(await rig.run('everything', { plugin: 'reading' }))
    expect(succeeded).toEqual(['read the file of another invocation'])
  })

  test('has a folder for temporary files', async () => {
    expect(entriesOf(await rig.run('use its folder', { plugin: 'one' }))).toEqual(['its own'])
  })

  test.each([
    ['say what is no JSON', 'SKR_RUN_PROCESS_BROKEN'],
    ['say what has no known form', 'SKR_RUN_PROCESS_BROKEN'],
    ['say too much at once', 'SKR_RUN_PROCESS_BROKEN'],
    ['say too many things', 'SKR_RUN_PROCESS_BROKEN'],
    ['name a prototype', 'SKR_RUN_PROCESS_BROKEN'],
    ['forge fields that are no JSON', 'SKR_RUN_PROCESS_BROKEN'],
    ['hoard without rest', 'SKR_RUN_OUT_OF_MEMORY', 'small'],
    ['abort', 'SKR_RUN_EXITED'],
  ])('that would %s ends as %s, and the next file is well', async (word, code, plugin = 'one') => {
    expect(await rig.run(word, { plugin })).toMatchObject({ ok: false, error: { code, retryable: false } })
    expect(await rig.run('hello', { plugin })).toMatchObject({ ok: true })
    expect(Object.prototype).not.toHaveProperty('polluted')
  })

  test('cannot choose what becomes of the invocation by a code of the runner that it has no cause for', async () => {
    expect(await rig.run('forge a code of Box')).toMatchObject({
      ok: false,
      error: { code: 'SKR_RUN_FAILED', message: expect.stringContaining('forged') },
    })
  })

  test('cannot put a line into the log of another invocation', async () => {
    const stop = new AbortController()
    const running = rig.run('forge a line of another', { signal: stop.signal })
    const forged = () => rig.lines.filter(({ message }) => message === 'forged')
    await expect.poll(() => forged().length, { timeout: 10_000 }).toBe(1)
    stop.abort('enough')
    await running
    expect(forged()).toEqual([expect.objectContaining({ plugin: 'one', invocationId: undefined })])
  })

  test('changes its own copy of the file and not the one that others work on', async () => {
    const local = join(folder, 'local.txt')
    await writeFile(local, 'change the file')
    const files = createSharedFiles(join(folder, 'shared'), 'txt', local)
    const facts = {
      id: '1',
      name: 'a.txt',
      extension: 'txt',
      kind: 'document',
      size: 15,
      versionId: '1',
    } as const
    const request = {
      invocationId: 'shared',
      file: facts,
      source: { type: 'local' },
      files,
      maxFileBytes: 100,
    } as const
    const { signal } = new AbortController()
    const result = await rig.pool.run({ ...request, plugin: 'one', signal })
    expect(entriesOf(result)).toEqual(['changed'])
    const [own] = await readdir(join(folder, 'shared'))
    expect(await readFile(join(folder, 'shared', String(own), 'content.txt'), 'utf8')).toBe('change the file')
    await files.remove()
    await rm(local)
  })

  test('that the system refuses to start fails its run for now, and the next one is well', async () => {
    const { execPath } = process
    process.execPath = join(folder, 'no-such-program')
    const refused = await rig.run('hello', { plugin: 'late' }).finally(() => {
      process.execPath = execPath
    })
    expect(refused).toMatchObject({
      ok: false,
      error: { code: 'SKR_RUN_PROCESS_NOT_STARTED', retryable: true },
    })
    expect(await rig.run('hello', { plugin: 'late' })).toMatchObject({ ok: true })
  })

  test('takes what it has started along when it is ended', async () => {
    const [pid] = entriesOf(await rig.run('start a program that stays', { plugin: 'spawning' }))
    const state = () => stateOf(String(pid))
    expect(await state()).toMatch(/[RSD]/)
    await rig.run('abort', { plugin: 'spawning' })
    await expect.poll(state, { timeout: 10_000 }).toMatch(/gone|Z/)
  })
  test('ends with the runner, however that one ended', async () => {
    const module = new URL('../../../core/dist/pool/process/child-process.js', import.meta.url).href
    const script = `
      const { startPluginProcess } = await import(${JSON.stringify(module)})
      const { child } = startPluginProcess({
        confinement: { root: ${JSON.stringify(plugin.root)}, permissions: ${JSON.stringify(noPermissions)} },
        env: {}, memoryMb: 64, maxMessageBytes: 1000, onMessage() {}, onBroken() {},
      })
      console.log(child.pid)`
    const runner = spawn(process.execPath, ['--input-type=module', '--eval', script])
    const pid = String((await once(runner.stdout, 'data'))[0]).trim()
    const state = () => stateOf(pid)
    expect(await state()).toMatch(/[RSD]/)
    runner.kill('SIGKILL')
    await expect.poll(state, { timeout: 20_000 }).toMatch(/gone|Z/)
  })
})
