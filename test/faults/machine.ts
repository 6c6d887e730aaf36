import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { SkillEvent } from '../../core/sandbox/events.ts'
import { type FiredFile, type Sandbox, startSandbox } from '../../core/testing.ts'
import { type Command, startCommand } from '../support/command.ts'
import { writePlugin } from '../support/js-plugin.ts'

/** A runner in a process of its own, with the sandbox beside it, on a machine that can be made to fail. */
export interface Machine {
  readonly folder: string
  readonly sandbox: Sandbox
  /** Where the queue's database is: in a folder of its own. */
  readonly database: string
  readonly tempDir: string
  /** Starts a runner; resolves when it listens. */
  start(env?: Readonly<Record<string, string>>): Promise<Command>
  /** Starts a runner that is expected to end by itself. */
  refuse(env?: Readonly<Record<string, string>>): Promise<{ code: number | null; output: string }>
  /** Uploads text files; waits for the 200 of each unless `taken` is false. */
  upload(texts: readonly string[], expected?: { readonly taken: boolean }): Promise<readonly FiredFile[]>
  /** Posts a new event of a file once. */
  post(fileId: string): Promise<Response>
  /** Posts an event as it is, once. */
  send(event: SkillEvent): Promise<Response>
  get(path: string): Promise<Response>
  /** How many times the final cards of each file were written. */
  writes(files: readonly FiredFile[]): readonly number[]
  /** Ends all runners at once. */
  end(): Promise<void>
  close(): Promise<void>
}

/**
 * What the plugin does: `wait <ms>` waits first, `busy once` fails once in a way that may pass, `eat` takes 1 GB; then it
 * shows the text.
 *
 * @param config Joined with the config one level deep.
 */
export async function openMachine(config: Readonly<Record<string, object>> = {}): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'machine-'))
  const sandbox = await startSandbox({ redelivery: { firstDelayMs: 100, attempts: 8 } })
  const started: Command[] = []
  let url = ''
  await writePlugin(
    join(folder, 'plugin'),
    `const text = await file.text()
     const [, ms] = text.match(/^wait (\\d+)/) ?? []
     if (ms) await new Promise((resolve) => setTimeout(resolve, Number(ms)))
     if (text === 'eat') globalThis.eaten = Buffer.alloc(1e9, 1)
     if (text === 'busy once' && globalThis.busy === undefined) {
       globalThis.busy = true
       throw Object.assign(new Error('busy'), { code: 'skills_unknown_error', retryable: true, name: 'SkillError' })
     }
     return [cards.keyword({ title: 'Words', entries: [text.slice(0, 100)] })]`,
  )
  const database = join(folder, 'data', 'queue.db')
  const tempDir = join(folder, 'temp')
  await mkdir(join(folder, 'data'))
  await mkdir(tempDir)
  const base: Record<string, object> = {
    server: { host: '127.0.0.1', port: 0, shutdownGraceMs: 500 },
    box: { apiUrl: sandbox.url, signatureKeys: sandbox.keys },
    queue: { path: database },
    files: { tempDir },
    retry: { firstDelayMs: 100, maxDelayMs: 500 },
    cards: { statusCardAfterMs: 60_000 },
    plugins: { words: { use: './plugin' } },
  }
  await writeFile(
    join(folder, 'skill.config.json'),
    JSON.stringify({
      ...base,
      ...Object.fromEntries(Object.entries(config).map(([key, value]) => [key, { ...base[key], ...value }])),
      routes: [{ extensions: ['txt'], plugins: ['words'] }],
    }),
  )

  const launch = (env: Readonly<Record<string, string>>) => {
    const command = startCommand(['start'], { cwd: folder, env })
    started.push(command)
    return command
  }
  const end = async () => {
    for (const { child, ended } of started.splice(0)) {
      child.kill('SIGKILL')
      await ended
    }
  }
  const send = ({ headers, body }: SkillEvent) =>
    fetch(`${url}/skills`, {
      method: 'POST',
      headers,
      body: Buffer.from(body),
      signal: AbortSignal.timeout(20_000),
    })
  let uploaded = 0
  return {
    folder,
    sandbox,
    database,
    tempDir,
    async start(env = {}) {
      const command = launch(env)
      const [, listening = ''] = await command.printed(/listens on (http:\/\/[\d.:]+)/)
      url = listening
      sandbox.deliverTo(`${url}/skills`)
      return command
    },
    async refuse(env = {}) {
      const command = launch(env)
      const { code } = await command.ended
      return { code, output: command.output() }
    },
    async upload(texts, { taken } = { taken: true }) {
      const files: FiredFile[] = []
      for (const content of texts) {
        const file = await sandbox.upload({ name: `${uploaded++}.txt`, content })
        files.push(file)
        const last = (await file.delivered).at(-1)
        if (taken && last?.status !== 200) throw new Error(`not taken: ${JSON.stringify(last)}`)
      }
      return files
    },
    post: (fileId) => send(sandbox.event(fileId)),
    send,
    get: (path) => fetch(`${url}${path}`),
    writes: (files) =>
      files.map(({ id }) => sandbox.cardHistory(id).filter(({ status }) => status === 'success').length),
    end,
    async close() {
      await end()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
