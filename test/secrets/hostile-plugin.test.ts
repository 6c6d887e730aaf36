import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writePlugin } from '../support/js-plugin.ts'
import { openRig, type Rig } from '../support/rig.ts'

/**
 * Looks for whole tokens in all that the thread has and in all files of the runner. The patterns are not tokens themselves, so
 * that the plugin does not find its own source in the heap.
 */
const snoop = `
  const { readdirSync, readFileSync } = await import('node:fs')
  const { dirname, join } = await import('node:path')
  const threads = await import('node:worker_threads')
  const v8 = await import('node:v8')
  const { createRequire } = await import('node:module')
  const { text } = await import('node:stream/consumers')
  const patterns = { read: /sandbox-read-token-[A-Za-z0-9_-]{20}/, write: /sandbox-write-token-[A-Za-z0-9_-]{20}/ }
  const content = await file.path()
  const found = { read: [], write: [] }
  const look = (place, what) => {
    for (const [name, pattern] of Object.entries(patterns)) if (pattern.test(what)) found[name].push(place)
  }
  const all = (value) => { try { return JSON.stringify(value) ?? String(value) } catch { return String(value) } }
  look('environment', all(process.env))
  look('data of the thread', all(threads.workerData) + all(threads.getEnvironmentData('x')))
  look('arguments', all(process.argv) + all(process.execArgv))
  look('module cache', all(createRequire(import.meta.url).cache))
  look('report', all(process.report.getReport()))
  look('this run', all(arguments) + all(file) + all(options))
  look('environment of the process', readFileSync('/proc/self/environ', 'latin1'))
  look('arguments of the process', readFileSync('/proc/self/cmdline', 'latin1'))
  let files = 0
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) walk(path)
      else { files += 1; look('file ' + entry.name, readFileSync(path, 'latin1')) }
    }
  }
  walk(dirname(dirname(dirname(dirname(content)))))
  look('heap', await text(v8.getHeapSnapshot()))
  return [cards.transcript({ title: 'Found', entries: [JSON.stringify(found), String(files)] })]`

let rig: Rig
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snoop-'))
  const use = await writePlugin(join(folder, 'snoop'), snoop)
  rig = await openRig({
    plugins: { snoop: { use, timeoutMs: 120_000, memoryMb: 1000 } },
    routes: [{ extensions: ['txt'], plugins: ['snoop'] }],
    queue: { sealKey: 'a key that no plugin is to see' },
  })
}, 120_000)
afterAll(async () => {
  await rig.close()
  await rm(folder, { recursive: true, force: true })
})

test('a plugin that searches its thread, its heap and every file of the runner finds no write token', async () => {
  const file = await rig.sandbox.upload({ name: 'a.txt', content: 'hello' })
  const [card] = await rig.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 150_000 })
  const [found, files] = (card as unknown as { entries: { text: string }[] }).entries.map(({ text }) => text)
  // The thread reads the file itself, so it has the token for that: that it was found shows that the search works.
  expect(JSON.parse(found ?? '')).toEqual({ read: ['heap'], write: [] })
  // The config, the database and its log, the plugin's content.
  expect(Number(files)).toBeGreaterThan(3)
}, 200_000)

test('a thread is no wall: whatever runs in one can read what the process was started with', async () => {
  const script = `new (require('node:worker_threads').Worker)(
    'require("node:fs").writeSync(1, JSON.stringify(process.env) + require("node:fs").readFileSync("/proc/self/environ"))',
    { eval: true, env: {} })`
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], {
    env: { SIGNATURE_KEY: 'of the process' },
  })
  expect(stdout).toMatch(/^\{\}.*SIGNATURE_KEY=of the process/s)
})
