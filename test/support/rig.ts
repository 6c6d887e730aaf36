import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { loadConfig } from '../../core/config/load.ts'
import { createLog } from '../../core/observe/log.ts'
import type { RunProgress } from '../../core/processing/workbench.ts'
import { type Runner, startRunner } from '../../core/runner.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../core/testing.ts'
import { behaviourEntry } from './behaviour-pool.ts'

/** The file form of a config; the rig adds what points to the sandbox. */
export type ConfigPart = Readonly<Record<string, unknown>>

export interface Rig {
  readonly sandbox: Sandbox
  readonly runner: Runner
  readonly folder: string
  readonly configFile: string
  readonly progress: RunProgress[]
  /** All that was logged so far, one JSON object a line. */
  log(): string
  /** Writes another config over the first and has the runner take it. */
  reload(config: ConfigPart): Promise<void>
  close(): Promise<void>
}

/** Plugins and routes of the behaviour plugin: `one` for txt, and two at once for md. */
export const behaviourConfig = {
  plugins: { one: { use: behaviourEntry, timeoutMs: 5000 }, two: { use: behaviourEntry, timeoutMs: 5000 } },
  routes: [
    { extensions: ['txt'], plugins: ['one'] },
    { extensions: ['md'], plugins: ['one', 'two'] },
  ],
  retry: { attempts: 3, firstDelayMs: 50, maxDelayMs: 200 },
  cards: { statusCardAfterMs: 10_000 },
} as const

/** A runner and a sandbox that know each other, over real HTTP, threads, files and SQLite. */
export async function openRig(
  config: ConfigPart = behaviourConfig,
  options: { sandbox?: SandboxOptions; env?: Record<string, string> } = {},
): Promise<Rig> {
  const folder = await mkdtemp(join(tmpdir(), 'rig-'))
  const sandbox = await startSandbox({ redelivery: { firstDelayMs: 50 }, ...options.sandbox })
  const configFile = join(folder, 'skill.config.json')
  const env = options.env ?? {}
  const lines: string[] = []
  const progress: RunProgress[] = []
  await writeFile(configFile, configText(config, sandbox, folder))
  const runner = await startRunner({
    loaded: await loadConfig(configFile, env),
    env,
    log: createLog('debug', {
      pretty: false,
      destination: new Writable({
        write(chunk, _encoding, done) {
          lines.push(String(chunk))
          done()
        },
      }),
    }),
    allowTypeScript: true,
    onProgress: (step) => progress.push(step),
  })
  sandbox.deliverTo(`${runner.url}/skills`)
  return {
    sandbox,
    runner,
    folder,
    configFile,
    progress,
    log: () => lines.join(''),
    async reload(next) {
      await writeFile(configFile, configText(next, sandbox, folder))
      await runner.reload(await loadConfig(configFile, env))
    },
    async close() {
      await runner.stop()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A whole config: `config` over what the rig needs. Objects are joined one level deep. */
export function configText(config: ConfigPart, sandbox: Sandbox, folder: string): string {
  const base: Record<string, object> = {
    server: { host: '127.0.0.1', port: 0, shutdownGraceMs: 2000 },
    box: { apiUrl: sandbox.url, signatureKeys: sandbox.keys, timeoutMs: 2000 },
    queue: { path: join(folder, 'queue.db') },
    files: { tempDir: join(folder, 'temp') },
  }
  const joined = Object.entries(config).map(
    ([key, value]) =>
      [key, base[key] === undefined ? value : { ...base[key], ...(value as object) }] as const,
  )
  return JSON.stringify({ ...base, ...Object.fromEntries(joined) })
}
