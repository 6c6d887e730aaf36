import type { Lease, Queue } from '../queue/queue.ts'

export interface ConsumerOptions {
  readonly queue: Queue
  readonly leaseMs: number
  /** How many invocations of a lane may be in hand at once. */
  laneLimit(lane: string): LaneLimit
  /**
   * Works on one lease until it is completed, put back or lost. `signal` aborts when the lease is no longer ours, or at the
   * end; `ran` is to be called once the plugins are done with it.
   */
  process(lease: Lease, signal: AbortSignal, ran: () => void): Promise<void>
  /** Told of what must not happen: a queue that fails, a process that throws. */
  onError(error: unknown): void
}

export interface LaneLimit {
  /** Those that are in their plugins, or wait for them. What is taken in hand has had its turn: whoever comes next waits for all of it. */
  readonly running: number
  /** Those, and the ones whose cards are being written. */
  readonly inHand: number
}

export interface Consumer {
  /** Invocations in hand just now. */
  inHand(): number
  /** Lets waiting lanes be looked at again, after `laneLimit` has changed. */
  wake(): void
  /** Takes no more; waits `graceMs` for what is in hand, then aborts it and waits until it is given back. */
  stop(graceMs: number): Promise<void>
}

/** Why the signal of `process` aborts. */
export type StopReason = 'superseded' | 'lost' | 'shutdown'

/** A queue that fails is asked again after this many milliseconds. */
const pauseAfterErrorMs = 1000

/**
 * Takes invocations from the queue as soon as they are due. Each lane (the invocations that wait for the same plugins) has
 * a limit of its own, so that a plugin that hangs holds up its own lane and no other. All leases are renewed together.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { queue } = options
  const inHand = new Map<Lease, { abort: AbortController; done: Promise<void> }>()
  const perLane = new Map<string, LaneLimit>()
  let stopping = false
  let waiting = new AbortController()

  const loop = (async () => {
    while (!stopping) {
      waiting = new AbortController()
      try {
        const lease = await queue.lease({ exclude: fullLanes(), signal: waiting.signal })
        if (lease !== undefined) take(lease)
      } catch (error) {
        options.onError(error)
        await pause(pauseAfterErrorMs, waiting.signal)
      }
    }
  })()

  function fullLanes(): ReadonlySet<string> {
    return new Set([...perLane.keys()].filter(isFull))
  }

  function isFull(lane: string): boolean {
    const { running, inHand } = countOf(lane)
    const limit = options.laneLimit(lane)
    return running >= limit.running || inHand >= limit.inHand
  }

  function countOf(lane: string): LaneLimit {
    return perLane.get(lane) ?? { running: 0, inHand: 0 }
  }

  function count(lane: string, change: LaneLimit): void {
    const wasFull = isFull(lane)
    const before = countOf(lane)
    const after = { running: before.running + change.running, inHand: before.inHand + change.inHand }
    if (after.inHand === 0) perLane.delete(lane)
    else perLane.set(lane, after)
    // The wait that left the lane out has to begin anew.
    if (wasFull && !isFull(lane)) waiting.abort()
  }

  function take(lease: Lease): void {
    const abort = new AbortController()
    let running = 1
    const ran = () => {
      count(lease.lane, { running: -running, inHand: 0 })
      running = 0
    }
    count(lease.lane, { running, inHand: 1 })
    const done = options
      .process(lease, abort.signal, ran)
      .catch(options.onError)
      .finally(() => {
        inHand.delete(lease)
        count(lease.lane, { running: -running, inHand: -1 })
      })
    inHand.set(lease, { abort, done })
    if (stopping) abort.abort('shutdown' satisfies StopReason)
  }

  const heartbeat = setInterval(async () => {
    try {
      const lost = await queue.heartbeat([...inHand.keys()])
      for (const { lease, standing } of lost) inHand.get(lease)?.abort.abort(standing satisfies StopReason)
    } catch (error) {
      options.onError(error)
    }
  }, options.leaseMs / 3)
  heartbeat.unref()

  const unsubscribe = queue.subscribe((change) => {
    if (change.overtaken !== true) return
    for (const [lease, { abort }] of inHand) {
      if (lease.invocation.id === change.id) abort.abort('superseded' satisfies StopReason)
    }
  })

  return {
    inHand: () => inHand.size,
    wake: () => waiting.abort(),
    async stop(graceMs) {
      stopping = true
      waiting.abort()
      await loop
      const all = () => Promise.all([...inHand.values()].map(({ done }) => done))
      const grace = new AbortController()
      await Promise.race([all(), pause(graceMs, grace.signal)])
      grace.abort()
      for (const { abort } of inHand.values()) abort.abort('shutdown' satisfies StopReason)
      await all()
      clearInterval(heartbeat)
      unsubscribe()
    },
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
