import type { CardDraft } from '../cards/card.ts'
import { failedBesideOthers, failedForGood, nothingFound, readsAs, willTryAgain } from '../cards/status.ts'
import type { RetryConfig } from '../config/config.ts'
import type { FailureReason, RunFailure, RunResult } from '../invocation/run-result.ts'
import type { EndState } from '../invocation/state.ts'
import { backoffMs } from './backoff.ts'

/** What is to be done with an invocation whose plugins have all ended. */
export type Decision =
  | {
      readonly type: 'end'
      readonly state: EndState
      readonly status: 'success' | 'permanent_failure'
      readonly cards: readonly CardDraft[]
      readonly reason: FailureReason | undefined
    }
  | {
      readonly type: 'retry'
      readonly at: number
      readonly status: 'transient_failure'
      readonly cards: readonly CardDraft[]
      readonly reason: FailureReason
    }

export interface Circumstances {
  readonly attempt: number
  readonly retry: RetryConfig
  /** Milliseconds since the epoch: no retry can succeed after this. */
  readonly tokensExpireAt: number
  readonly now: number
  readonly random: number
}

/**
 * Decides from the results of all plugins, in route order. Good cards always stand. A failure that may pass is tried again
 * as long as `retry.attempts` allow or, where Box or the disk failed, as long as the tokens live.
 */
export function decide(results: readonly RunResult[], circumstances: Circumstances): Decision {
  const failures = results.filter((result) => !result.ok)
  const cards = results.flatMap((result) => (result.ok ? result.cards : []))
  const first = failures[0]
  if (first === undefined) {
    return {
      type: 'end',
      state: 'succeeded',
      status: 'success',
      cards: cards.length > 0 ? cards : [nothingFound()],
      reason: undefined,
    }
  }
  const shut = failures.find(({ error }) => neverAgain.has(error.code))
  const passing = shut === undefined ? failures.filter(({ error }) => error.retryable) : []
  let { error: reason } = shut ?? first
  if (passing[0] !== undefined) {
    const { plugin, error } = passing[0]
    const reasons = passing.map((failure) => failure.error)
    const at = nextTry(reasons, circumstances)
    if (typeof at === 'number') {
      return {
        type: 'retry',
        at,
        status: 'transient_failure',
        cards: [...cards, willTryAgain(error, plugin, at, circumstances.now)],
        reason: error,
      }
    }
    if (at === 'tokens') reason = outOfTime(error, circumstances)
  }
  const good = results.length - failures.length
  return {
    type: 'end',
    state: good > 0 ? 'partial' : 'failed',
    status: good > 0 ? 'success' : 'permanent_failure',
    cards: [...cards, ...failureCards(failures, good > 0)],
    reason,
  }
}

/**
 * When to try again after these failures, milliseconds since the epoch; or why that is not worth it: the `tries` are used
 * up, or the `tokens` would be dead by then. An outage does not use up tries: it is nobody's fault and may last.
 */
export function nextTry(
  reasons: readonly FailureReason[],
  { attempt, retry, now, random, tokensExpireAt }: Circumstances,
): number | 'tries' | 'tokens' {
  if (!reasons.every(isOutage) && attempt >= retry.attempts) return 'tries'
  const asked = Math.max(0, ...reasons.map((reason) => reason.retryAt ?? 0))
  const at = Math.max(asked, now + backoffMs(attempt, retry, random))
  return at < tokensExpireAt ? at : 'tokens'
}

/** The reason for an end that comes although the failure may pass. */
export function outOfTime(reason: FailureReason, { tokensExpireAt }: Circumstances): FailureReason {
  const end = `It is not tried again: the event's tokens expire before that, at ${new Date(tokensExpireAt).toISOString()}.`
  return { ...reason, message: `${reason.message} ${end}` }
}

/** Whether Box, the network or the disk failed, rather than the plugin or the file. */
function isOutage({ code }: FailureReason): boolean {
  return (
    code.startsWith('SKR_BOX_') || code === 'SKR_FILE_NOT_STORED' || code === 'SKR_FILE_TEMP_NOT_WRITABLE'
  )
}

/** A token does not work any more, and never will again. */
export const tokenFailures: ReadonlySet<string> = new Set(['SKR_BOX_UNAUTHORIZED', 'SKR_BOX_TOKEN_EXPIRED'])

/** Failures after which no plugin need be run again. Whether people can still be told, only the write says. */
const neverAgain: ReadonlySet<string> = new Set([...tokenFailures, 'SKR_BOX_NOT_FOUND'])

/** Whether a later attempt need not bring this result about again. */
export function isFinal(result: RunResult): boolean {
  return result.ok || !result.error.retryable
}

/** One card for all that failed for the same reason: a file with a password need not be told of by each plugin. */
function failureCards(failures: readonly RunFailure[], besideGood: boolean): readonly CardDraft[] {
  const alike = new Map<string, RunFailure[]>()
  for (const failure of failures) {
    const words = readsAs(failure.error)
    alike.set(words, [...(alike.get(words) ?? []), failure])
  }
  const groups = [...alike.values()]
  return groups.flatMap((group) => {
    const [first] = group
    if (first === undefined) return []
    if (groups.length === 1 && !besideGood) return [failedForGood(first.error)]
    return [
      failedBesideOthers(
        first.error,
        group.map(({ plugin }) => plugin),
      ),
    ]
  })
}
