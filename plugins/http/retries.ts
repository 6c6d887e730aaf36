import { setTimeout as sleep } from 'node:timers/promises'
import type { PluginLog } from 'box-skill-runner/plugin'
import type { Outcome } from './failures.ts'

const firstWaitMs = 500
/** A service that wants more is left to the runner, which tries the whole run again later. */
const longestWaitMs = 20_000

/** How often, and until when. */
export interface Tries {
  /** Further tries after the first one. */
  readonly retries: number
  readonly signal: AbortSignal
  readonly log: PluginLog
}

/**
 * Runs `attempt` until it succeeds, another try makes no sense, or the tries are used up.
 *
 * @throws The last failure.
 */
export async function withRetries<T>(tries: Tries, attempt: () => Promise<Outcome<T>>): Promise<T> {
  for (let made = 0; ; made += 1) {
    tries.signal.throwIfAborted()
    const outcome = await attempt()
    if (outcome.ok) return outcome.value
    const waitMs = outcome.waitMs ?? backoff(made)
    if (!outcome.again || made >= tries.retries || waitMs > longestWaitMs) throw outcome.failure
    tries.log.debug('The service is tried again.', {
      inMs: Math.round(waitMs),
      reason: outcome.failure.message,
    })
    await pause(waitMs, tries.signal)
  }
}

/** Waits; rejects with the signal's reason when it aborts. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}

/** Doubles with each try; half of it by chance, so that files which failed together do not come back together. */
function backoff(made: number): number {
  return firstWaitMs * 2 ** made * (0.5 + Math.random() / 2)
}
