import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RunResult } from '../invocation/run-result.ts'
import { createPool, type PluginLine } from '../pool/pool.ts'
import { createSharedFiles } from '../pool/shared-files.ts'
import type { PreparedPlugin } from './prepare-plugin.ts'
import { prepareFile, type TestFile, type TestRepresentations } from './test-file.ts'

/** One file to run the plugin on. */
export interface RunInput {
  readonly file: TestFile
  readonly representations?: TestRepresentations | undefined
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: ((fraction: number, message: string | undefined) => void) | undefined
  /** The file is there, and the thread is told to begin. */
  readonly onBegin?: (() => void) | undefined
}

/** What one run came to. */
export interface RunRecord {
  readonly result: RunResult
  /** What was mended of the cards. */
  readonly notes: readonly string[]
}

/** The plugin in one thread of a real pool, for as many runs as are wanted, one after another. */
export interface Session {
  run(input: RunInput): Promise<RunRecord>
  /** What the plugin has printed and logged so far; complete once the session is closed. */
  readonly lines: readonly PluginLine[]
  /** Runs the teardown, ends the thread and deletes all files. */
  close(): Promise<void>
}

/** Opens a session of its own: a thread that has run nothing yet. */
export async function openSession(plugin: PreparedPlugin): Promise<Session> {
  const folder = await mkdtemp(join(tmpdir(), 'skill-test-'))
  const lines: PluginLine[] = []
  const notes: string[] = []
  const pool = createPool({
    config: plugin.config,
    plugins: { [plugin.name]: plugin.registered },
    env: plugin.environment,
    tempDir: folder,
    onLine: (line) => (line.aboutCards ? notes.push(line.message) : lines.push(line)),
  })
  let line: Promise<unknown> = Promise.resolve()

  async function run(input: RunInput): Promise<RunRecord> {
    const { facts, path, representations } = await prepareFile(
      input.file,
      input.representations ?? {},
      folder,
    )
    const files = createSharedFiles(folder, facts.extension, path, representations)
    try {
      const running = pool.run({
        plugin: plugin.name,
        invocationId: 'test',
        file: facts,
        source: { type: 'local' },
        files,
        maxFileBytes: plugin.config.files.maxFileBytes,
        signal: input.signal ?? new AbortController().signal,
        ...(input.onProgress && { onProgress: input.onProgress }),
      })
      input.onBegin?.()
      return { result: await running, notes: notes.splice(0) }
    } finally {
      await files.remove()
    }
  }

  return {
    lines,
    run(input) {
      const turn = line.then(() => run(input))
      line = turn.catch(() => undefined)
      return turn
    },
    async close() {
      await pool.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
