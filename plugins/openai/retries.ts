import { setTimeout as sleep } from 'node:timers/promises'
import type { PluginLog, SkillError } from 'box-skill-runner/plugin'

/** A failure, and whether the same request may succeed a moment later. */
export interface Failure {
  readonly failure: SkillError
  readonly again: boolean
  /** The wait that the service asked for, milliseconds. */
  readonly waitMs?: number | undefined
}

const firstWaitMs = 500
/** A service that wants more is left to the runner, which tries the whole run again later. */
const longestWaitMs = 20_000

/**
 * Runs `attempt` until it succeeds, another try makes no sense, or the tries are used up. The client's own retries are off:
 * they neither hear a signal nor know a longest wait.
 *
 * @param toFailure Says what an error means; throws it on where it is no matter of the service.
 * @throws The last failure.
 */
export async function withRetries<T>(
  {
    retries,
    signal,
    log,
  }: { readonly retries: number; readonly signal: AbortSignal; readonly log: PluginLog },
  attempt: () => Promise<T>,
  toFailure: (error: unknown) => Failure,
): Promise<T> {
  for (let made = 0; ; made += 1) {
    signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      signal.throwIfAborted()
      const { failure, again, waitMs = backoff(made) } = toFailure(error)
      if (!again || made >= retries || waitMs > longestWaitMs) throw failure
      log.debug('The service is asked again.', { inMs: Math.round(waitMs), reason: failure.message })
      await pause(waitMs, signal)
    }
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
}

/** Doubles with each try; half of it by chance, so that files which failed together do not come back together. */
function backoff(made: number): number {
  return firstWaitMs * 2 ** made * (0.5 + Math.random() / 2)
}
