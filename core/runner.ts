import { isDeepStrictEqual } from 'node:util'
import type { FastifyInstance } from 'fastify'
import { createTransport } from './box/transport.ts'
import { createCardWriter } from './box/writer.ts'
import type { RunnerConfig } from './config/config.ts'
import { formatProblem } from './config/explain.ts'
import type { LoadedConfig } from './config/load.ts'
import { close, listen } from './intake/listen.ts'
import { type ReadinessTracker, trackReadiness } from './intake/readiness.ts'
import { createIntake } from './intake/server.ts'
import { createStatusServer } from './intake/status.ts'
import type { Log } from './observe/log.ts'
import { createMetrics, type Metrics } from './observe/metrics.ts'
import { logPluginLine } from './observe/plugin-line.ts'
import { passed } from './observe/steps.ts'
import { createPool, type PluginLine } from './pool/pool.ts'
import { openTempFolder } from './pool/temp-folder.ts'
import { type Consumer, type LaneLimit, startConsumer } from './processing/consumer.ts'
import { processInvocation } from './processing/process.ts'
import type { RunProgress, Workbench } from './processing/workbench.ts'
import type { Queue } from './queue/queue.ts'
import { openSqliteQueue } from './queue/sqlite.ts'
import { type RegisteredPlugin, type RegisterRequest, registerPlugins } from './registry/registry.ts'
import { createRouter, lane } from './routing/router.ts'

export interface RunnerOptions {
  readonly loaded: LoadedConfig
  /** Where the plugins' secrets come from. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
  readonly allowTypeScript: boolean
  /** How plugins are described; see `RegisterRequest`. */
  readonly describe?: RegisterRequest['describe']
  readonly onProgress?: (progress: RunProgress) => void
  /** Takes what plugins print and log. Default: the log does. */
  readonly onPluginLine?: (line: PluginLine) => void
}

export interface Runner {
  /** Where it listens, such as `http://127.0.0.1:8080`. */
  readonly url: string
  /** Where `/health` and `/metrics` are; undefined where they have no port of their own. */
  readonly statusUrl: string | undefined
  readonly queue: Queue
  /** Takes a new configuration over: what is in hand ends under the old one. Throws `Problems` and keeps the old one where a plugin does not load. */
  reload(loaded: LoadedConfig): Promise<void>
  /** Takes no more events, gives running work `server.shutdownGraceMs`, hands back the rest and closes everything. */
  stop(): Promise<void>
}

type Registered = Readonly<Record<string, RegisteredPlugin>>

/** One configuration at work. Leases that were taken under it are finished under it. */
interface Generation {
  readonly config: RunnerConfig
  readonly bench: Workbench
  /** Ends its threads and connections once nothing is in hand under it. */
  retire(): Promise<void>
  /** Counts what is in hand. */
  use<T>(work: (bench: Workbench) => Promise<T>): Promise<T>
}

const day = 86_400_000
const pruneEveryMs = 3_600_000
const probeEveryMs = 5_000

/**
 * Starts everything, in the order in which a fault can be told: plugins, folders, the queue, and last the port. The only
 * place that knows all parts.
 */
export async function startRunner(options: RunnerOptions): Promise<Runner> {
  const { log } = options
  const { config } = options.loaded
  const metrics = createMetrics()
  const registered = await registerPlugins(options)
  warnOfPlugins(registered, log)
  const queue = await openSqliteQueue(config.queue)
  const temp = await openTempFolder(config.files.tempDir).catch(async (error: unknown) => {
    await queue.close()
    throw error
  })
  let current = createGeneration(options.loaded, registered, {
    ...options,
    queue,
    metrics,
    tempDir: temp.path,
  })
  metrics.watchQueue(() => queue.counts())
  metrics.watchPools(() => current.bench.pool.usage())

  const readiness = trackReadiness({ probe: () => queue.probe(), intervalMs: probeEveryMs })
  const intake = createIntake({
    server: config.server,
    settings: () => current.config.box,
    accept: (invocation) =>
      queue.append(invocation, lane(current.bench.router.route(invocation.file, invocation.skillId))),
    readiness: readiness.current,
    metrics,
    logger: log,
  })
  const status =
    config.server.statusPort === undefined
      ? undefined
      : createStatusServer({ readiness: readiness.current, metrics, logger: log })
  const consumer = startConsumer({
    queue,
    leaseMs: config.queue.leaseMs,
    laneLimit: (lane) => laneLimit(lane, current.bench),
    process: (lease, signal, ran) =>
      current.use(async (bench) => {
        if (await canWrite(bench)) await processInvocation(lease, signal, bench, ran)
        else await queue.release(lease)
      }),
    onError: (error) => log.error({ err: error }, 'an invocation could not be worked on'),
  })
  const pruning = setInterval(() => prune(queue, current.config, log), pruneEveryMs)
  pruning.unref()

  const stop = async () => {
    clearInterval(pruning)
    await shutDown({ readiness, intake, status, consumer, queue }, current, temp.remove)
  }
  const { host, port, statusHost, statusPort } = config.server
  let url: string
  let statusUrl: string | undefined
  try {
    if (status !== undefined && statusPort !== undefined)
      statusUrl = await listen(status, { host: statusHost, port: statusPort })
    url = await listen(intake, { host, port })
  } catch (error) {
    await stop()
    throw error
  }
  loadWriter(current, log)
  return {
    url,
    statusUrl,
    queue,
    stop,
    async reload(loaded) {
      const plugins = await registerPlugins({ ...options, loaded })
      const old = current
      current = createGeneration(loaded, plugins, { ...options, queue, metrics, tempDir: temp.path })
      passed('reloading')
      consumer.wake()
      warnOfPlugins(plugins, log)
      loadWriter(current, log)
      warnOfRestart(old.config, loaded.config, log)
      await old.retire()
    },
  }
}

function warnOfPlugins(plugins: Registered, log: Log): void {
  for (const { description } of Object.values(plugins)) {
    for (const warning of description.warnings) log.warn({ code: warning.code }, formatProblem(warning))
  }
}

/**
 * In the background, once the port is open: otherwise the first card would wait for the SDK, which takes long to load. Node
 * remembers an import that failed, so a process that cannot load it now never will: it ends, to be started again.
 */
function loadWriter({ bench }: Generation, log: Log): void {
  bench.writer.load().catch((error: unknown) => {
    log.fatal({ err: error }, 'the SDK of Box could not be loaded; without it no cards can be written')
    queueMicrotask(() => {
      throw error
    })
  })
}

/** False where the SDK could not be loaded; `loadWriter` ends the process then. */
function canWrite({ writer }: Workbench): Promise<boolean> {
  return writer.load().then(
    () => true,
    () => false,
  )
}

interface GenerationParts extends Pick<RunnerOptions, 'env' | 'log' | 'onProgress' | 'onPluginLine'> {
  readonly queue: Queue
  readonly metrics: Metrics
  readonly tempDir: string
}

function createGeneration({ config }: LoadedConfig, plugins: Registered, parts: GenerationParts): Generation {
  const { env, log, onProgress, onPluginLine, queue, metrics, tempDir } = parts
  const transport = createTransport(config.box)
  const pool = createPool({
    config,
    plugins,
    env,
    tempDir,
    onLine: onPluginLine ?? ((line) => logPluginLine(log, line)),
  })
  const bench: Workbench = {
    config,
    router: createRouter(config),
    pool,
    writer: createCardWriter({ apiUrl: config.box.apiUrl, transport, mode: config.box.cardMode }),
    queue,
    tempDir,
    log,
    metrics,
    now: Date.now,
    onProgress,
  }
  let inHand = 0
  let drained: (() => void) | undefined
  return {
    config,
    bench,
    async use(work) {
      inHand += 1
      try {
        return await work(bench)
      } finally {
        inHand -= 1
        if (inHand === 0) drained?.()
      }
    },
    async retire() {
      if (inHand > 0)
        await new Promise<void>((resolve) => {
          drained = resolve
        })
      await pool.close()
      await transport.close()
    },
  }
}

/** Writes are waited for outside of the threads, so a lane takes more than its threads can run at once; this many more. */
const spareInHand = 32
/** Of what is not routed there are no runs; ending it takes one commit. */
const unroutedAtOnce = 32

/**
 * A lane is named after its plugins; the one with the fewest slots sets the pace. Beside what its threads run there is as
 * much that waits for them, so that none of them has to wait for the queue.
 */
function laneLimit(lane: string, { pool }: Workbench): LaneLimit {
  const slots = lane
    .split('+')
    .map((plugin) => pool.slots(plugin))
    .filter((count) => count > 0)
  const running = slots.length === 0 ? unroutedAtOnce : Math.min(...slots) * 2
  return { running, inHand: running + spareInHand }
}

async function prune(queue: Queue, config: RunnerConfig, log: Log): Promise<void> {
  try {
    await queue.prune(Date.now() - config.queue.historyDays * day)
  } catch (error) {
    log.error({ err: error }, 'old invocations could not be deleted')
  }
}

/** What is open for the whole life of the process, so that a reload cannot change it. */
const fixedParts = ['server', 'queue'] as const

function warnOfRestart(before: RunnerConfig, after: RunnerConfig, log: Log): void {
  const changed = [
    ...fixedParts.filter((part) => !isDeepStrictEqual(before[part], after[part])),
    ...(before.files.tempDir === after.files.tempDir ? [] : ['files.tempDir']),
  ]
  if (changed.length > 0) log.warn(`Changed, but only a restart takes it over: ${changed.join(', ')}.`)
}

/** What reloads leave alone. */
interface Lifelong {
  readonly readiness: ReadinessTracker
  readonly intake: FastifyInstance
  readonly status: FastifyInstance | undefined
  readonly consumer: Consumer
  readonly queue: Queue
}

async function shutDown(
  { readiness, intake, status, consumer, queue }: Lifelong,
  { config, retire }: Generation,
  removeTemp: () => Promise<void>,
): Promise<void> {
  passed('stopping')
  // First of all, and with the port still open: balancers see it, and events are answered 503 instead of running into nothing.
  readiness.stop()
  await consumer.stop(config.server.shutdownGraceMs)
  await close(intake)
  if (status !== undefined) await close(status)
  await retire()
  await queue.close()
  await removeTemp()
}
