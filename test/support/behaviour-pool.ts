import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { PluginInstanceConfig, PluginPermissions, RunnerConfig } from '../../core/config/config.ts'
import type { RunResult } from '../../core/invocation/run-result.ts'
import { createPool, type PluginLine, type Pool } from '../../core/pool/pool.ts'
import { createSharedFiles } from '../../core/pool/shared-files.ts'
import type { RegisteredPlugin } from '../../core/registry/registry.ts'

/** Nothing but what every process may do. */
export const noPermissions: PluginPermissions = {
  readPaths: [],
  writePaths: [],
  addons: false,
  childProcesses: false,
  workers: false,
}

export const behaviourEntry = fileURLToPath(new URL('../plugins/behaviour/index.js', import.meta.url))

export interface PoolRig {
  readonly pool: Pool
  readonly lines: PluginLine[]
  /** Runs the behaviour plugin on a local file whose text is `word`. */
  run(
    word: string,
    extra?: {
      plugin?: string
      signal?: AbortSignal
      onProgress?: (fraction: number, message: string | undefined) => void
    },
  ): Promise<RunResult>
  close(): Promise<void>
}

/** A pool with instances of the behaviour plugin, or of another one, over real worker threads and real files. */
export async function openPoolRig(
  instances: Readonly<Record<string, Partial<PluginInstanceConfig>>> = { one: {} },
  env: Readonly<Record<string, string>> = {},
  poolSettings: Partial<RunnerConfig['pool']> = {},
  plugin: Pick<RegisteredPlugin, 'entry' | 'root'> = { entry: behaviourEntry, root: dirname(behaviourEntry) },
): Promise<PoolRig> {
  const folder = await mkdtemp(join(tmpdir(), 'pool-'))
  const lines: PluginLine[] = []
  const pool = createPool({
    config: poolConfig(folder, poolSettings),
    plugins: Object.fromEntries(
      Object.entries(instances).map(([name, config]) => {
        const whole = { ...instanceConfig, ...config }
        return [
          name,
          {
            config: whole,
            ...plugin,
            options: { setup: 'ok', pauseMs: 0, ...whole.options },
            description: {} as never,
          },
        ]
      }),
    ),
    env,
    tempDir: folder,
    onLine: (line) => lines.push(line),
  })
  let count = 0
  return {
    pool,
    lines,
    async run(
      word,
      {
        plugin = Object.keys(instances)[0] as string,
        signal = new AbortController().signal,
        onProgress,
      } = {},
    ) {
      count += 1
      const path = join(folder, `file-${count}.txt`)
      await writeFile(path, word)
      const files = createSharedFiles(folder, 'txt', path)
      try {
        return await pool.run({
          plugin,
          invocationId: `invocation-${count}`,
          file: {
            id: '1',
            name: `file-${count}.txt`,
            extension: 'txt',
            kind: 'document',
            size: word.length,
            versionId: '2',
          },
          source: { type: 'local' },
          files,
          maxFileBytes: 1_000_000,
          signal,
          ...(onProgress && { onProgress }),
        })
      } finally {
        await files.remove()
      }
    },
    async close() {
      await pool.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const instanceConfig: PluginInstanceConfig = {
  use: behaviourEntry,
  options: {},
  threads: 1,
  tasksPerThread: 1,
  timeoutMs: 10_000,
  setupTimeoutMs: 20_000,
  memoryMb: 64,
  maxOutputBytes: 1_000_000,
  secrets: [],
  downloadUrl: false,
  isolation: 'thread',
  permissions: noPermissions,
}

function poolConfig(
  tempDir: string,
  pool: Partial<RunnerConfig['pool']>,
): Pick<RunnerConfig, 'box' | 'files' | 'cards' | 'pool'> {
  return {
    box: {
      apiUrl: 'http://127.0.0.1:1',
      tokenHosts: [],
      signature: 'required',
      apps: {},
      cardMode: 'replace',
      timeoutMs: 1000,
      connections: 2,
    },
    files: { maxFileBytes: 1_000_000, downloadTimeoutMs: 5000, representationTimeoutMs: 5000, tempDir },
    cards: {
      statusCardAfterMs: 1500,
      maxCards: 20,
      maxEntries: 1000,
      maxTextChars: 30_000,
      maxTitleChars: 200,
    },
    pool: { threads: 2, idleMs: 60_000, ...pool },
  }
}
