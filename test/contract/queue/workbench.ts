import { afterEach, beforeEach } from 'vitest'
import type { FailureReason, RunResult } from '../../../core/invocation/run-result.ts'
import type { Lease, Queue } from '../../../core/queue/queue.ts'

/** Limits that a test may set for one handle. */
export interface QueueLimits {
  readonly maxWaiting: number
  readonly leaseMs: number
}

/** One store, empty at first, that an engine makes for one test. */
export interface QueueStore {
  /** Opens a handle on the store, as one process does; several may be open at once. */
  open(limits: QueueLimits): Promise<Queue>
  /** How a child process opens the store: a module with a function `openQueue(config, limits)`, by its URL. */
  readonly child: { readonly module: string; readonly config: unknown }
  destroy(): Promise<void>
}

/** What the tests of the contract work with. */
export interface QueueWorkbench {
  /** Opens a handle, which is closed after the test. */
  open(limits?: Partial<QueueLimits>): Promise<Queue>
  store(): QueueStore
}

/** Long enough that no lease expires unless a test means it to. */
const defaults: QueueLimits = { maxWaiting: 10_000, leaseMs: 60_000 }

/** Makes a fresh store before each test of the surrounding block, and clears up after it. */
export function queueWorkbench(newStore: () => Promise<QueueStore>): QueueWorkbench {
  let store: QueueStore
  let opened: Queue[] = []
  beforeEach(async () => {
    store = await newStore()
  })
  afterEach(async () => {
    await Promise.all(opened.map((queue) => queue.close()))
    opened = []
    await store.destroy()
  })
  return {
    async open(limits) {
      const queue = await store.open({ ...defaults, ...limits })
      opened.push(queue)
      return queue
    },
    store: () => store,
  }
}

/** Leases what is there, and fails where nothing comes. */
export async function take(queue: Queue, exclude: readonly string[] = []): Promise<Lease> {
  const lease = await queue.lease({ exclude: new Set(exclude), signal: AbortSignal.timeout(10_000) })
  if (lease === undefined) throw new Error('nothing to lease came within ten seconds')
  return lease
}

/** What can be leased within a moment: undefined where the queue rightly has nothing to give. */
export function glance(queue: Queue, exclude: readonly string[] = []): Promise<Lease | undefined> {
  return queue.lease({ exclude: new Set(exclude), signal: AbortSignal.timeout(150) })
}

export const reason: FailureReason = {
  code: 'SKR_BOX_UNREACHABLE',
  message: 'Box did not answer.',
  retryable: true,
}

export function resultOf(plugin: string, words: string): RunResult {
  const card = {
    type: 'skill_card',
    skill_card_type: 'keyword',
    skill_card_title: { message: 'Words' },
    entries: [{ type: 'text', text: words }],
  } as const
  return { ok: true, plugin, cards: [card], durationMs: 12 }
}
