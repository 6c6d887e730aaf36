import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { registry as errorRegistry } from '../errors/registry.ts'
import type { RunResult } from '../invocation/run-result.ts'
import { type EndState, endStates, type InvocationState, openStates } from '../invocation/state.ts'

/** What a pool of worker threads is doing. */
export interface PoolUsage {
  /** Name of the plugin instance. */
  readonly plugin: string
  readonly threads: number
  /** Runs at work now. */
  readonly busy: number
  /** Runs that wait for a thread. */
  readonly waiting: number
}

/**
 * Everything that is counted. Labels come from small sets only (states, codes of our own, plugin names out of the
 * configuration), never from an event: a file name as a label would grow without bound, and tell it to whoever scrapes.
 */
export interface Metrics {
  readonly registry: Registry
  eventTaken(outcome: 'new' | 'duplicate'): void
  /** `code`: the error's. */
  eventRefused(code: string): void
  /** Seconds from the request's arrival to the 200. */
  acked(seconds: number): void
  /** Seconds from the receipt of the event to the end of its invocation. */
  invocationEnded(state: EndState, seconds: number): void
  /** An invocation was put back in line; `code` is the reason's. */
  retried(code: string): void
  /** `plugin`: name of the instance. */
  runEnded(plugin: string, result: Pick<RunResult, 'ok' | 'durationMs'>): void
  /** A write of cards to Box ended; `code` is that of the error, undefined where Box took them. */
  cardsWritten(code: string | undefined): void
  /** Asked at each scrape. Where it fails, the figures are left out instead of being old. */
  watchQueue(counts: () => Promise<Readonly<Record<InvocationState, number>>>): void
  /** Asked at each scrape. */
  watchPools(usage: () => readonly PoolUsage[]): void
}

/** Box gives up on an answer after 10 s, which is why the buckets end there. */
const ackBuckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
const invocationBuckets = [0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400]
const runBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600]

/** Makes the metrics of one runner, with a registry of their own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const events = new Counter({
    name: 'skill_runner_events_total',
    help: 'Requests to the invocation URL, by outcome (new, duplicate, refused) and error code.',
    labelNames: ['outcome', 'code'],
    registers,
  })
  const ack = new Histogram({
    name: 'skill_runner_ack_duration_seconds',
    help: 'Time from the arrival of an event to the 200.',
    buckets: ackBuckets,
    registers,
  })
  const invocations = new Histogram({
    name: 'skill_runner_invocation_duration_seconds',
    help: 'Time from the receipt of an event to the end of its invocation, by end state.',
    labelNames: ['state'],
    buckets: invocationBuckets,
    registers,
  })
  const retries = new Counter({
    name: 'skill_runner_retries_total',
    help: 'Invocations put back in line, by the code of the reason.',
    labelNames: ['code'],
    registers,
  })
  const runs = new Histogram({
    name: 'skill_runner_run_duration_seconds',
    help: 'Time of one plugin on one file, without waiting for a thread, by plugin and outcome (ok, failed).',
    labelNames: ['plugin', 'outcome'],
    buckets: runBuckets,
    registers,
  })
  const writes = new Counter({
    name: 'skill_runner_card_writes_total',
    help: 'Writes of cards to Box, by outcome: ok, or the code of the error.',
    labelNames: ['outcome'],
    registers,
  })

  return {
    registry,
    eventTaken: (outcome) => events.inc({ outcome, code: '' }),
    eventRefused: (code) => events.inc({ outcome: 'refused', code: knownCode(code) }),
    acked: (seconds) => ack.observe(seconds),
    invocationEnded: (state, seconds) => invocations.observe({ state }, seconds),
    retried: (code) => retries.inc({ code: knownCode(code) }),
    runEnded: (plugin, { ok, durationMs }) =>
      runs.observe({ plugin, outcome: ok ? 'ok' : 'failed' }, durationMs / 1000),
    cardsWritten: (code) => writes.inc({ outcome: code === undefined ? 'ok' : knownCode(code) }),
    watchQueue: (counts) => addQueueGauge(registry, counts),
    watchPools: (usage) => addPoolGauge(registry, usage),
  }
}

function addQueueGauge(
  registry: Registry,
  counts: () => Promise<Readonly<Record<InvocationState, number>>>,
): void {
  new Gauge({
    name: 'skill_runner_queue_invocations',
    help: 'Invocations in the queue and its history, by state.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset()
      const now = await counts().catch(() => undefined) // A store that cannot be read is told by /health/ready.
      if (now === undefined) return
      for (const state of [...openStates, ...endStates]) this.set({ state }, now[state])
    },
  })
}

function addPoolGauge(registry: Registry, usage: () => readonly PoolUsage[]): void {
  new Gauge({
    name: 'skill_runner_pool_runs',
    help: 'Runs by plugin: busy (in a thread), waiting (for one), and capacity (threads).',
    labelNames: ['plugin', 'kind'],
    registers: [registry],
    collect() {
      // A plugin that a reload took away must not stay with its last figures.
      this.reset()
      for (const { plugin, threads, busy, waiting } of usage()) {
        this.set({ plugin, kind: 'busy' }, busy)
        this.set({ plugin, kind: 'waiting' }, waiting)
        this.set({ plugin, kind: 'threads' }, threads)
      }
    },
  })
}

/** Plugins throw codes of their own choice; only the runner's make a label. */
function knownCode(code: string): string {
  return Object.hasOwn(errorRegistry, code) ? code : 'other'
}
