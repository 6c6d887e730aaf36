import type { Lease, Queue } from '../queue/queue.ts'

export interface ConsumerOptions {
  readonly queue: Queue
  readonly leaseMs: number
  /** How many invocations of a lane may be in hand at once. */
  laneLimit(lane: string): number
  /** Works on one lease until it is completed, put back or lost. `signal` aborts when the lease is no longer ours, or at the end. */
  process(lease: Lease, signal: AbortSignal): Promise<void>
  /** Told of what must not happen: a queue that fails, a process that throws. */
  onError(error: unknown): void
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
  const perLane = new Map<string, number>()
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
    return new Set(
      [...perLane].filter(([lane, count]) => count >= options.laneLimit(lane)).map(([lane]) => lane),
    )
  }

  function take(lease: Lease): void {
    const abort = new AbortController()
    perLane.set(lease.lane, (perLane.get(lease.lane) ?? 0) + 1)
    const done = options
      .process(lease, abort.signal)
      .catch(options.onError)
      .finally(() => {
        inHand.delete(lease)
        const count = (perLane.get(lease.lane) ?? 1) - 1
        if (count === 0) perLane.delete(lease.lane)
        else perLane.set(lease.lane, count)
        // The lane may have been full: the wait that left it out has to begin anew.
        if (count + 1 >= options.laneLimit(lease.lane)) waiting.abort()
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
