import { BroadcastChannel } from 'node:worker_threads'
import { finishCards } from '../cards/finish.ts'
import type { RunnerConfig } from '../config/config.ts'
import { fail } from '../errors/error.ts'
import { toReason } from '../errors/wire.ts'
import type { RunFailure, RunResult } from '../invocation/run-result.ts'
import type { PoolUsage } from '../observe/metrics.ts'
import type { RegisteredPlugin } from '../registry/registry.ts'
import type { ContentSource, FileFacts, Reply } from './protocol.ts'
import { type RunEnd, superviseRun } from './run.ts'
import { shareThreads } from './share-threads.ts'
import type { SharedFiles } from './shared-files.ts'
import { createThreadPool, type ThreadPool } from './thread-pool.ts'
import type { WorkerLogLine } from './worker-scope.ts'

/** How long a run that was asked to stop may go on: a plugin's clean-up, not its work. */
const stopGraceMs = 1000
/** How long all threads of an instance may take for their `teardown`. */
const teardownGraceMs = 2000

/** A line that a plugin printed or logged, or that says what of its cards was mended. */
export type PluginLine = WorkerLogLine & {
  readonly plugin: string
  /** Set on what the cards' checks say, which is not the plugin's own word. */
  readonly aboutCards?: true
}

export interface PoolOptions {
  readonly config: Pick<RunnerConfig, 'box' | 'files' | 'cards' | 'pool'>
  readonly plugins: Readonly<Record<string, RegisteredPlugin>>
  /** Where the secrets that an instance may see are taken from. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Takes what the plugins print and log. */
  onLine(line: PluginLine): void
}

export interface RunRequest {
  /** Name of the plugin instance. */
  readonly plugin: string
  readonly invocationId: string
  readonly file: FileFacts
  readonly source: ContentSource
  readonly files: SharedFiles
  readonly maxFileBytes: number
  /** Aborts when the result is no longer wanted. */
  readonly signal: AbortSignal
  onProgress?(fraction: number, message: string | undefined): void
}

/** The worker threads of all plugin instances, each instance with threads and a waiting line of its own. */
export interface Pool {
  /** Runs one plugin on one file. Never rejects: whatever happens is told by the result. Its cards are checked and cut to the caps. */
  run(request: RunRequest): Promise<RunResult>
  /** Runs at once that an instance has threads for. */
  slots(plugin: string): number
  usage(): readonly PoolUsage[]
  /** Ends the threads, in an orderly manner where nothing runs. */
  close(): Promise<void>
}

/** Threads are started with the first run of an instance: one that is configured but not used costs no memory. */
export function createPool(options: PoolOptions): Pool {
  const threadsOf = shareThreads(
    Object.fromEntries(Object.entries(options.plugins).map(([name, plugin]) => [name, plugin.config])),
    options.config.pool.threads,
  )
  const instances = new Map<string, Instance>()

  function instance(name: string): Instance {
    let found = instances.get(name)
    if (found === undefined) {
      const plugin = options.plugins[name]
      if (plugin === undefined) throw new TypeError(`no plugin instance ${name}`)
      found = createInstance(name, plugin, threadsOf[name] ?? 1, options)
      instances.set(name, found)
    }
    return found
  }

  return {
    run: (request) => instance(request.plugin).run(request),
    slots: (name) => (threadsOf[name] ?? 0) * (options.plugins[name]?.config.tasksPerThread ?? 0),
    usage: () => [...instances].map(([plugin, { usage }]) => ({ plugin, ...usage() })),
    async close() {
      await Promise.all([...instances.values()].map((one) => one.close()))
    },
  }
}

interface Instance {
  run(request: RunRequest): Promise<RunResult>
  usage(): Omit<PoolUsage, 'plugin'>
  close(): Promise<void>
}

function createInstance(
  name: string,
  plugin: RegisteredPlugin,
  threads: number,
  options: PoolOptions,
): Instance {
  const { config } = options
  const channelName = `skill-runner:${process.pid}:${name}:${Math.random().toString(36).slice(2)}`
  const lines = new BroadcastChannel(channelName)
  lines.unref()
  lines.onmessage = (event) =>
    options.onLine({ ...((event as MessageEvent).data as WorkerLogLine), plugin: name })
  const pool: ThreadPool = createThreadPool({
    threads,
    tasksPerThread: plugin.config.tasksPerThread,
    env: granted(plugin.config.secrets, options.env),
    data: {
      plugin: name,
      pluginEntry: plugin.entry,
      channel: channelName,
      options: plugin.options,
      maxOutputBytes: plugin.config.maxOutputBytes,
      memoryMb: plugin.config.memoryMb,
      downloadUrlAllowed: plugin.config.downloadUrl,
      box: {
        apiUrl: config.box.apiUrl,
        tokenHosts: config.box.tokenHosts,
        timeoutMs: config.box.timeoutMs,
        connections: config.box.connections,
        downloadTimeoutMs: config.files.downloadTimeoutMs,
        representationTimeoutMs: config.files.representationTimeoutMs,
      },
    },
  })
  const slots = threads * plugin.config.tasksPerThread
  const line: (() => void)[] = []
  let busy = 0

  /** Resolves when a thread is free; tinypool's own line is never used. */
  function turn(): Promise<void> {
    busy += 1
    if (busy <= slots) return Promise.resolve()
    return new Promise((resolve) => line.push(resolve))
  }

  function next(): void {
    busy -= 1
    line.shift()?.()
  }

  function start(request: RunRequest): RunEnd {
    return superviseRun({
      plugin: name,
      threads: pool,
      task: {
        invocationId: request.invocationId,
        file: request.file,
        source: request.source,
        maxFileBytes: request.maxFileBytes,
      },
      files: request.files,
      timeoutMs: plugin.config.timeoutMs,
      setupTimeoutMs: plugin.config.setupTimeoutMs,
      graceMs: stopGraceMs,
      signal: request.signal,
      ...(request.onProgress && { onProgress: request.onProgress }),
    })
  }

  return {
    async run(request) {
      await turn()
      if (request.signal.aborted) {
        next()
        const error = fail('SKR_RUN_STOPPED', { plugin: name, detail: String(request.signal.reason) })
        return { ok: false, plugin: name, durationMs: 0, error: toReason(error, error.code) }
      }
      const end = start(request)
      end.released.then(next)
      return toResult(request, await end.reply, plugin.config.tasksPerThread > 1, options)
    },
    usage: () => ({ threads, busy: Math.min(busy, slots), waiting: Math.max(0, busy - slots) }),
    async close() {
      await pool.close(teardownGraceMs)
      lines.close()
    },
  }
}

/** Failures of a thread rather than of a run: in a shared thread the neighbour may be the one to blame. */
const threadFailures: ReadonlySet<string> = new Set([
  'SKR_RUN_EXITED',
  'SKR_RUN_OUT_OF_MEMORY',
  'SKR_RUN_CRASHED',
])

function toResult(
  { plugin, invocationId }: RunRequest,
  reply: Reply,
  sharedThread: boolean,
  options: PoolOptions,
): RunResult {
  const durationMs = Math.round(reply.durationMs)
  if (!reply.ok) {
    const retryable = reply.reason.retryable || (sharedThread && threadFailures.has(reply.reason.code))
    return { ok: false, plugin, durationMs, error: { ...reply.reason, retryable } }
  }
  try {
    const { cards, notes } = finishCards(JSON.parse(reply.json), options.config.cards)
    for (const note of notes)
      options.onLine({
        plugin,
        level: 'warn',
        message: note,
        fields: undefined,
        invocationId,
        aboutCards: true,
      })
    return { ok: true, plugin, durationMs, cards }
  } catch (error) {
    return {
      ok: false,
      plugin,
      durationMs,
      error: toReason(error, 'SKR_RUN_RESULT_NOT_DATA'),
    } satisfies RunFailure
  }
}

/** The whole environment of a plugin's threads: the secrets that the operator granted, and nothing else. */
function granted(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(names.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])))
}
