import { setTimeout as sleep } from 'node:timers/promises'
import { isRunnerError } from '../errors/error.ts'
import type { ErrorCode } from '../errors/registry.ts'

/** How often one call is tried. */
export interface RetryPolicy {
  /** Tries in all, the first one included. */
  readonly tries: number
  /** The errors after which another try makes sense. */
  readonly on: ReadonlySet<ErrorCode>
}

/**
 * For calls that may reach Box twice without harm. Time-outs are not among them: three waits of `box.timeoutMs` would
 * hold a thread for minutes, so the queue tries again instead.
 */
export const retryIdempotent: RetryPolicy = {
  tries: 3,
  on: new Set<ErrorCode>([
    'SKR_BOX_RATE_LIMITED',
    'SKR_BOX_UNAVAILABLE',
    'SKR_BOX_UNREACHABLE',
    'SKR_BOX_NOT_READY',
    'SKR_BOX_LINK_REFUSED',
    'SKR_BOX_BAD_ANSWER',
  ]),
}

/** For calls that must not be made twice: only where Box says that it did nothing. */
export const retryRefused: RetryPolicy = { tries: 3, on: new Set<ErrorCode>(['SKR_BOX_RATE_LIMITED']) }

/** Longest wait inside a call, milliseconds. A longer `Retry-After` is thrown, with its time, for the queue to wait. */
const longestWaitMs = 5000
const firstWaitMs = 250

/** Runs `work` until it succeeds, its error is not worth another try, or the tries are used up. */
export async function withRetries<T>(
  policy: RetryPolicy,
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
): Promise<T> {
  for (let made = 1; ; made += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isRunnerError(error) || !policy.on.has(error.code) || made >= policy.tries) throw error
      const waitMs = error.retryAt === undefined ? backoff(made) : error.retryAt - Date.now()
      if (waitMs > longestWaitMs) throw error
      await pause(waitMs, signal)
    }
  }
}

/** Waits; rejects with the signal's reason when it aborts. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted()
  await sleep(Math.max(ms, 0), undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
}

/** Doubles with each try; half of it by chance, so that callers that failed together do not come back together. */
function backoff(made: number): number {
  return firstWaitMs * 2 ** (made - 1) * (0.5 + Math.random() / 2)
}
