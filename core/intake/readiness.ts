import { messageOf } from '../errors/error.ts'

/** Whether the runner takes new events just now. */
export interface Readiness {
  readonly ready: boolean
  /** True from the moment that a shutdown begins: events are answered 503, so that Box sends them to whoever comes next. */
  readonly stopping: boolean
  /** For people: why it is not ready. */
  readonly reasons: readonly string[]
}

export interface ReadinessTracker {
  current(): Readiness
  /** Marks the beginning of the shutdown and ends the probing. */
  stop(): void
}

/**
 * Calls `probe` (such as `queue.probe`) now and every `intervalMs`, and answers from what it last said: a health check
 * costs nothing, whoever calls it. Not ready until the first probe has succeeded, and when one does not answer in time.
 */
export function trackReadiness(options: {
  probe: () => Promise<void>
  intervalMs: number
}): ReadinessTracker {
  let problem: string | undefined = 'starting'
  let stopping = false
  let pending = false

  const look = () => {
    if (pending) {
      problem = 'the last probe has not been answered'
      return
    }
    pending = true
    options
      .probe()
      .then(
        () => undefined,
        (thrown: unknown) => messageOf(thrown),
      )
      .then((found) => {
        problem = found
        pending = false
      })
  }
  const timer = setInterval(look, options.intervalMs)
  timer.unref()
  look()

  return {
    current: () => {
      const reasons = [...(stopping ? ['shutting down'] : []), ...(problem === undefined ? [] : [problem])]
      return { ready: reasons.length === 0, stopping, reasons }
    },
    stop: () => {
      stopping = true
      clearInterval(timer)
    },
  }
}
