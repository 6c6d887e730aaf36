import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { InvocationRecord, Queue } from '../../core/queue/queue.ts'
import { openSqliteQueue } from '../../core/queue/sqlite.ts'
import { type Sandbox, startSandbox } from '../../core/testing.ts'
import { type Command, runCommand, startCommand } from '../support/command.ts'
import { type Canary, createSearch, type Search } from './canary.ts'
import { type HostileBox, startHostileBox } from './hostile-box.ts'
import { sandboxMarks } from './sandbox-marks.ts'
import { writeTelltale } from './telltale.ts'

/** Each with characters that look different in JSON and in addresses. */
const secrets = {
  PRIMARY_KEY: 'canary-of/primary+"key"',
  SECONDARY_KEY: 'canary-of/secondary+"key"',
  SEAL_KEY: 'canary-of/seal+"key"',
  SERVICE_KEY: 'canary-of/service+"key"',
} as const

/** A folder with a config, a plugin that gives away what it knows, and a Box that repeats what it hears. */
export interface Stage {
  readonly folder: string
  /** For the temporary files of every process that is started. */
  readonly temp: string
  readonly plugin: string
  readonly sandbox: Sandbox
  readonly box: HostileBox
  readonly search: Search
  readonly env: Readonly<Record<string, string>>
  /** Starts a command; the sandbox delivers to it once it listens. */
  start(env?: Readonly<Record<string, string>>): Promise<Command & { readonly url: string }>
  /** Uploads a file, and sends no event of it. */
  uploadQuietly(file: { readonly name: string; readonly content: string }): Promise<{ readonly id: string }>
  run(args: string): ReturnType<typeof runCommand>
  /** All that the queue knows, as the command `invocations` sees it. */
  records(): Promise<readonly InvocationRecord[]>
  writeConfig(name?: string, changes?: object): Promise<void>
  close(): Promise<void>
}

export async function setStage(): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'secrets-'))
  const temp = join(folder, 'tmp')
  await mkdir(temp)
  const plugin = await writeTelltale(join(folder, 'telltale'))
  const sandbox = await startSandbox({
    signatureKeys: { primary: secrets.PRIMARY_KEY, secondary: secrets.SECONDARY_KEY },
    redelivery: { firstDelayMs: 50, attempts: 3 },
    representationDelayMs: 10,
  })
  const box = await startHostileBox(sandbox)
  const env = { ...secrets, TMPDIR: temp }
  const started: Command[] = []
  let queue: Queue | undefined
  let url = ''
  const canaries: readonly Canary[] = [
    ...sandboxMarks,
    ...Object.entries(secrets).map(([name, text]) => ({ name, text })),
  ]

  async function writeConfig(name = 'skill.config.json', changes: object = {}): Promise<void> {
    const config = {
      server: { host: '127.0.0.1', port: 0, shutdownGraceMs: 500 },
      box: {
        apiUrl: box.url,
        signatureKeys: { primary: `$\{PRIMARY_KEY}`, secondary: `$\{SECONDARY_KEY}` },
        timeoutMs: 500,
      },
      queue: { sealKey: `$\{SEAL_KEY}` },
      log: { level: 'debug' },
      plugins: {
        telltale: {
          use: './telltale',
          secrets: ['SERVICE_KEY'],
          downloadUrl: true,
          timeoutMs: 20_000,
          threads: 2,
          tasksPerThread: 10,
        },
      },
      routes: [{ extensions: ['txt'], plugins: ['telltale'] }],
      retry: { attempts: 2, firstDelayMs: 50, maxDelayMs: 100 },
      cards: { statusCardAfterMs: 200 },
      ...changes,
    }
    await writeFile(join(folder, name), JSON.stringify(config))
  }

  await writeConfig()
  const run = (args: string) => runCommand(args.split(' '), { cwd: folder, env })
  return {
    folder,
    temp,
    plugin,
    sandbox,
    box,
    env,
    search: createSearch(canaries),
    async start(more = {}) {
      const command = startCommand(['start'], { cwd: folder, env: { ...env, ...more } })
      started.push(command)
      const [, listening = ''] = await command.printed(/listens on (http:\/\/[\d.:]+)/)
      url = listening
      sandbox.deliverTo(`${url}/skills`)
      return { ...command, url }
    },
    async uploadQuietly(file) {
      sandbox.deliverTo(undefined)
      const uploaded = sandbox.upload(file)
      sandbox.deliverTo(`${url}/skills`)
      return uploaded
    },
    run,
    async records() {
      queue ??= await openSqliteQueue({
        path: join(folder, 'data', 'queue.db'),
        sealKey: randomUUID(),
        maxWaiting: 1000,
        leaseMs: 60_000,
      })
      return queue.list({ limit: 1000 })
    },
    writeConfig,
    async close() {
      for (const { child } of started) child.kill('SIGKILL')
      await queue?.close()
      await box.close()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
