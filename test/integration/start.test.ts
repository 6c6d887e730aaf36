import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../core/testing.ts'
import { type Command, startCommand } from '../support/command.ts'
import { runHere } from '../support/command-here.ts'
import { writePlugin } from '../support/js-plugin.ts'

let folder: string
let sandbox: Sandbox
const started: Command[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'start-'))
  sandbox = await startSandbox({ redelivery: { firstDelayMs: 100, attempts: 10 } })
  await writePlugin(
    join(folder, 'plugin'),
    `const text = await file.text()
     if (text === 'kill') process.kill(process.pid, 'SIGKILL')
     if (text === 'slow') await new Promise((resolve) => setTimeout(resolve, 3000))
     return [cards.keyword({ title: 'Words', entries: [text, 'top ' + options.top] })]`,
  )
  await writeConfig({ top: 3 })
})
afterEach(async () => {
  for (const { child } of started.splice(0)) child.kill('SIGKILL')
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
})

async function writeConfig(options: object): Promise<void> {
  await writeFile(
    join(folder, 'skill.config.json'),
    JSON.stringify({
      server: { host: '127.0.0.1', port: 0, shutdownGraceMs: 500 },
      box: {
        apiUrl: sandbox.url,
        signatureKeys: { primary: `$\{PRIMARY}`, secondary: sandbox.keys.secondary },
      },
      plugins: { words: { use: './plugin', options } },
      routes: [{ extensions: ['txt'], plugins: ['words'] }],
      retry: { attempts: 2, firstDelayMs: 100 },
    }),
  )
}

const env = () => ({ PRIMARY: sandbox.keys.primary, SKILL_RUNNER_SEAL_KEY: '' })

async function start(...args: string[]): Promise<Command> {
  const command = startCommand(['start', ...args], { cwd: folder, env: env() })
  started.push(command)
  const [, url] = await command.printed(/listens on (http:\/\/[\d.:]+)/)
  sandbox.deliverTo(`${url}/skills`)
  return command
}

const invocations = (args: string) => runHere(`invocations ${args}`, folder)

test('killed with -9 after the 200, it completes the invocation after a restart', async () => {
  const first = await start()
  const file = await sandbox.upload({ name: 'a.txt', content: 'slow' })
  expect((await file.delivered).at(-1)?.status).toBe(200)
  first.child.kill('SIGKILL')
  await first.ended
  expect(sandbox.cardHistory(file.id).filter(({ status }) => status === 'success')).toEqual([])
  await start()
  const cards = await sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 20_000 })
  expect(JSON.stringify(cards)).toContain('slow')
})

test('a file whose plugin ends the whole process, start after start, is given up with a card that says so', async () => {
  const first = await start()
  const file = await sandbox.upload({ name: 'a.txt', content: 'kill' })
  await first.ended
  const second = startCommand(['start'], { cwd: folder, env: env() })
  started.push(second)
  expect(await second.ended).toMatchObject({ signal: 'SIGKILL' })
  await start()
  const cards = await sandbox.waitForCards(file.id, { status: 'permanent_failure', timeoutMs: 20_000 })
  expect(JSON.stringify(cards)).toContain('stopped unexpectedly')
  expect((await invocations('list --state failed')).stdout).toContain('SKR_RUN_PROCESS_LOST')
})

test('on SIGTERM it hands running work back within its grace, ends with 0, and the next one does the work', async () => {
  const first = await start()
  const file = await sandbox.upload({ name: 'a.txt', content: 'slow' })
  await file.delivered
  first.child.kill('SIGTERM')
  expect(await first.ended).toEqual({ code: 0, signal: null })
  expect(first.output()).toContain('stopped')
  const { stdout } = await invocations('list --json')
  expect(JSON.parse(stdout)).toMatchObject({ state: 'waiting', attempts: 0 })
  await start()
  await sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 20_000 })
})

test('a new config is taken over on SIGHUP, and a bad one is refused while the old one stays', async () => {
  const runner = await start()
  await writeConfig({ top: 'many' })
  runner.child.kill('SIGHUP')
  await runner.printed(/not taken over[\s\S]*options\.top/)
  const old = await sandbox.upload({ name: 'old.txt', content: 'a' })
  expect(JSON.stringify(await sandbox.waitForCards(old.id))).toContain('top 3')
  await writeConfig({ top: 7 })
  runner.child.kill('SIGHUP')
  await runner.printed(/new config is in force/)
  const next = await sandbox.upload({ name: 'new.txt', content: 'b' })
  expect(JSON.stringify(await sandbox.waitForCards(next.id))).toContain('top 7')
})

test('with --watch a change of the file is enough', async () => {
  const runner = await start('--watch')
  await writeConfig({ top: 9 })
  await runner.printed(/new config is in force/)
})

test('invocations can be listed, shown and retried while the runner runs', async () => {
  sandbox.faults.add({ on: 'writeCards', status: 403, times: 2 })
  await start()
  const file = await sandbox.upload({ name: 'a.txt', content: 'hello' })
  await expect.poll(async () => (await invocations('list')).stdout, { timeout: 20_000 }).toContain('failed')
  const listed = await invocations('list --state failed')
  expect(listed.stdout).toMatch(/^[0-9a-f]{20} .* failed .*a\.txt.*SKR_BOX_FORBIDDEN/)
  const id = listed.stdout.slice(0, 20)
  const shown = await invocations(`show ${id}`)
  expect(shown.stdout).toMatch(/state:\s+failed[\s\S]*run:\s+words: 1 cards/)
  expect(shown.stdout).not.toMatch(/token|bearer/i)
  expect((await invocations(`retry ${id}`)).stdout).toContain('in line again')
  await sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 20_000 })
  expect((await invocations('retry unknown')).output).toContain('SKR_QUEUE_UNKNOWN_INVOCATION')
  expect((await invocations('list --state fine')).output).toContain('SKR_CLI_UNKNOWN_STATE')
})

test.each([
  ['a port that is taken', '127.0.0.1', 'SKR_START_PORT_IN_USE'],
  ['an address that is not of this machine', '192.0.2.1', 'SKR_START_CANNOT_LISTEN'],
])('%s is told, and nothing is left open', async (_what, host, code) => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await writeFile(
    join(folder, 'second.json'),
    JSON.stringify({
      server: { host, port },
      box: { signature: 'off' },
      plugins: { words: { use: './plugin' } },
      routes: [{ extensions: ['txt'], plugins: ['words'] }],
    }),
  )
  const ended = await runHere('start -c second.json', folder)
  server.close()
  expect(ended.output).toContain(code)
  expect(ended.code).toBe(1)
})
