import { BroadcastChannel } from 'node:worker_threads'
import { finishCards } from '../cards/finish.ts'
import type { RunnerConfig } from '../config/config.ts'
import { fail } from '../errors/error.ts'
import { toReason } from '../errors/wire.ts'
import type { RunFailure, RunResult } from '../invocation/run-result.ts'
import type { PoolUsage } from '../observe/metrics.ts'
import { grantedSecrets } from '../registry/granted-secrets.ts'
import type { RegisteredPlugin } from '../registry/registry.ts'
import { createBoxReader } from './box-reader.ts'
import { createPluginThreads, type LentThread } from './plugin-threads.ts'
import { createWorkerProcess } from './process/worker-process.ts'
import type { BoxAccess, ContentSource, FileFacts, Reply, WorkerData } from './protocol.ts'
import { type RunEnd, superviseRun } from './run.ts'
import type { SharedFiles } from './shared-files.ts'
import { type Crew, createThreadBudget, type ThreadBudget } from './thread-budget.ts'
import type { WorkerLogLine } from './worker-scope.ts'
import { createWorkerThread } from './worker-thread.ts'

/** How long a run that was asked to stop may go on: a plugin's clean-up, not its work. */
const stopGraceMs = 1000
/** How long a thread may take for its `teardown`. */
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
  /** Folder of this process for temporary files. */
  readonly tempDir: string
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
  /** Runs at once that an instance may have threads for. */
  slots(plugin: string): number
  usage(): readonly PoolUsage[]
  /** Ends the threads, in an orderly manner where nothing runs. */
  close(): Promise<void>
}

/** Threads are started with the first run of an instance: one that is configured but not used costs no memory. */
export function createPool(options: PoolOptions): Pool {
  const { threads } = options.config.pool
  const instances = new Map<string, Instance>()
  const crews = new Set<Crew>()
  const budget = createThreadBudget(threads, crews)

  function instance(name: string): Instance {
    let found = instances.get(name)
    if (found === undefined) {
      const plugin = options.plugins[name]
      if (plugin === undefined) throw new TypeError(`no plugin instance ${name}`)
      found = createInstance(name, plugin, budget, options)
      instances.set(name, found)
      crews.add(found.crew)
    }
    return found
  }

  return {
    run: (request) => instance(request.plugin).run(request),
    slots(name) {
      const config = options.plugins[name]?.config
      return config === undefined ? 0 : (config.threads ?? threads) * config.tasksPerThread
    },
    usage: () => [...instances].map(([plugin, { usage }]) => ({ plugin, ...usage() })),
    async close() {
      await Promise.all([...instances.values()].map((one) => one.close()))
    },
  }
}

interface Instance {
  readonly crew: Crew
  run(request: RunRequest): Promise<RunResult>
  usage(): Omit<PoolUsage, 'plugin'>
  close(): Promise<void>
}

function createInstance(
  name: string,
  plugin: RegisteredPlugin,
  budget: ThreadBudget,
  options: PoolOptions,
): Instance {
  const { config } = options
  const channelName = `skill-runner:${process.pid}:${name}:${Math.random().toString(36).slice(2)}`
  const lines = new BroadcastChannel(channelName)
  lines.unref()
  lines.onmessage = (event) =>
    options.onLine({ ...((event as MessageEvent).data as WorkerLogLine), plugin: name })
  const { tasksPerThread, isolation } = plugin.config
  const env = grantedSecrets(plugin.config.secrets, options.env)
  const data: WorkerData = {
    plugin: name,
    pluginEntry: plugin.entry,
    options: plugin.options,
    maxOutputBytes: plugin.config.maxOutputBytes,
    memoryMb: plugin.config.memoryMb,
    downloadUrlAllowed: plugin.config.downloadUrl,
  }
  const box: BoxAccess = {
    apiUrl: config.box.apiUrl,
    tokenHosts: config.box.tokenHosts,
    timeoutMs: config.box.timeoutMs,
    connections: config.box.connections,
    downloadTimeoutMs: config.files.downloadTimeoutMs,
    representationTimeoutMs: config.files.representationTimeoutMs,
  }
  const startThread = () =>
    createWorkerThread({ tasksPerThread, env, data: { ...data, box, channel: channelName } })
  const startProcess = () =>
    createWorkerProcess({
      data,
      root: plugin.root,
      env,
      permissions: plugin.config.permissions,
      tempDir: options.tempDir,
      reader: createBoxReader(box),
      onLine: (line) => options.onLine({ ...line, plugin: name }),
    })
  const threads = createPluginThreads({
    promised: plugin.config.threads ?? 1,
    most: plugin.config.threads ?? config.pool.threads,
    tasksPerThread,
    idleMs: config.pool.idleMs,
    teardownGraceMs,
    budget,
    start: isolation === 'process' ? startProcess : startThread,
  })

  function start(request: RunRequest, { worker }: LentThread): RunEnd {
    return superviseRun({
      plugin: name,
      worker,
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
    crew: threads,
    async run(request) {
      const thread = await threads.take()
      if (thread === undefined || request.signal.aborted) {
        thread?.giveBack()
        const detail = String(request.signal.reason ?? 'the runner stops')
        const error = fail('SKR_RUN_STOPPED', { plugin: name, detail })
        return { ok: false, plugin: name, durationMs: 0, error: toReason(error, error.code) }
      }
      const end = start(request, thread)
      end.released.then(thread.giveBack)
      return toResult(request, await end.reply, tasksPerThread > 1, options)
    },
    usage: threads.usage,
    async close() {
      await threads.close()
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
