import type { CardDraft } from '../cards/card.ts'
import { failedForGood } from '../cards/status.ts'
import type { RunnerError } from '../errors/error.ts'
import { toReason } from '../errors/wire.ts'
import type { FailureReason, RunResult } from '../invocation/run-result.ts'
import { type EndState, retryableStates } from '../invocation/state.ts'
import { passed } from '../observe/steps.ts'
import type { Lease, LeaseStanding, Outcome, RunSummary } from '../queue/queue.ts'
import type { StopReason } from './consumer.ts'
import {
  type Circumstances,
  type Decision,
  decide,
  isFinal,
  nextTry,
  outOfTime,
  tokenFailures,
} from './outcome.ts'
import { withoutName } from './without-name.ts'
import type { Workbench } from './workbench.ts'
import { writeCards } from './write-cards.ts'

/** Writes what the results amount to and ends the invocation, or puts it back in line. */
export async function settle(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
  results: readonly RunResult[],
): Promise<void> {
  await conclude(lease, signal, bench, decide(results, circumstances(lease, bench)), results)
}

/** Ends an invocation before any plugin has run, with a card that says why. */
export async function refuse(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
  error: RunnerError,
  card: CardDraft,
): Promise<void> {
  const reason = toReason(error, error.code)
  const decision: Decision = {
    type: 'end',
    state: 'failed',
    status: 'permanent_failure',
    cards: [card],
    reason,
  }
  await conclude(lease, signal, bench, decision, [])
}

/** Ends the invocation. A lease that was lost in the meantime is not ours to end. */
export async function end(lease: Lease, bench: Workbench, outcome: Outcome): Promise<void> {
  const ended = await bench.queue.complete(lease, outcome)
  const facts = {
    invocation: lease.invocation.id,
    file: lease.invocation.file.id,
    state: outcome.state,
    attempt: lease.attempt,
    code: outcome.reason?.code,
  }
  if (!ended)
    return bench.log.info(facts, 'The lease was lost before the end: another worker has this invocation.')
  passed('ended', lease.invocation.id)
  bench.metrics.invocationEnded(outcome.state, (bench.now() - lease.invocation.receivedAt) / 1000)
  if (outcome.state === 'failed' || outcome.state === 'partial')
    bench.log.warn(facts, withoutName(outcome.reason?.message ?? outcome.state, lease.invocation.file.name))
  else bench.log.info(facts, `invocation ${outcome.state}`)
}

async function conclude(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
  decision: Decision,
  results: readonly RunResult[],
): Promise<void> {
  const standing = await standingOf(lease, signal, bench)
  switch (standing) {
    case 'superseded':
      return endWith(lease, bench, results, 'superseded')
    case 'lost':
      return bench.log.info(
        { invocation: lease.invocation.id },
        'The lease was lost: another worker has this invocation.',
      )
    case 'shutdown':
      await keepFinal(lease, bench, results)
      return bench.queue.release(lease)
    case 'held':
      break
  }
  try {
    await writeCards(lease, bench, decision.status, decision.cards)
  } catch (error) {
    return writeFailed(lease, bench, decision, results, toReason(error, 'SKR_BOX_REJECTED'))
  }
  if (decision.type === 'end') return endWith(lease, bench, results, decision.state, decision.reason)
  return putBack(lease, bench, decision.at, decision.reason, results)
}

/** Ends the invocation after its plugins have run. What an operator may retry keeps its results, so that only what failed runs again. */
async function endWith(
  lease: Lease,
  bench: Workbench,
  results: readonly RunResult[],
  state: EndState,
  reason?: FailureReason,
): Promise<void> {
  if (retryableStates.includes(state)) await keepFinal(lease, bench, results)
  await end(lease, bench, { state, runs: results.map(summary), ...(reason && { reason }) })
}

async function standingOf(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
): Promise<LeaseStanding | StopReason> {
  if (signal.aborted) return signal.reason as StopReason
  return bench.queue.check(lease)
}

/** The cards could not be written: nobody sees what was found out until that has worked. */
async function writeFailed(
  lease: Lease,
  bench: Workbench,
  decision: Decision,
  results: readonly RunResult[],
  reason: FailureReason,
): Promise<void> {
  if (reason.code === 'SKR_BOX_NOT_FOUND') return endWith(lease, bench, results, 'gone', reason)
  if (tokenFailures.has(reason.code)) return endWith(lease, bench, results, 'failed', reason)
  const facts = circumstances(lease, bench)
  if (decision.type === 'retry') {
    // Nobody was told that it is tried again; the same time will do for that, unless Box asks for a later one.
    const at = Math.max(decision.at, reason.retryAt ?? 0)
    return at < facts.tokensExpireAt
      ? putBack(lease, bench, at, decision.reason, results)
      : endWith(lease, bench, results, 'failed', outOfTime(reason, facts))
  }
  if (!reason.retryable) {
    await writeRefusal(lease, bench, reason)
    return endWith(lease, bench, results, 'failed', reason)
  }
  const at = nextTry([reason], facts)
  if (typeof at === 'number') return putBack(lease, bench, at, reason, results)
  return endWith(lease, bench, results, 'failed', at === 'tokens' ? outOfTime(reason, facts) : reason)
}

/** Box would not have the cards; the people beside the file should see at least that. */
async function writeRefusal(lease: Lease, bench: Workbench, reason: FailureReason): Promise<void> {
  try {
    await writeCards(lease, bench, 'permanent_failure', [failedForGood(reason)])
  } catch (error) {
    bench.log.warn(
      { invocation: lease.invocation.id, code: toReason(error, 'SKR_BOX_REJECTED').code },
      'The card that tells of the refused cards was refused too.',
    )
  }
}

async function putBack(
  lease: Lease,
  bench: Workbench,
  at: number,
  reason: FailureReason,
  results: readonly RunResult[],
): Promise<void> {
  await keepFinal(lease, bench, results)
  if (!(await bench.queue.retry(lease, at, reason))) return
  passed('retrying', lease.invocation.id)
  bench.metrics.retried(reason.code)
  bench.log.info(
    {
      invocation: lease.invocation.id,
      attempt: lease.attempt,
      code: reason.code,
      at: new Date(at).toISOString(),
    },
    `The invocation is tried again later: ${withoutName(reason.message, lease.invocation.file.name)}`,
  )
}

async function keepFinal(lease: Lease, bench: Workbench, results: readonly RunResult[]): Promise<void> {
  await Promise.all(
    results
      .filter((result) => isFinal(result) && !lease.results.includes(result))
      .map((result) => bench.queue.keep(lease, result)),
  )
}

function circumstances(lease: Lease, bench: Workbench): Circumstances {
  const { read, write: writeToken } = lease.invocation.tokens
  return {
    attempt: lease.attempt,
    retry: bench.config.retry,
    tokensExpireAt: Math.min(read.expiresAt, writeToken.expiresAt),
    now: bench.now(),
    random: Math.random(),
  }
}

function summary(result: RunResult): RunSummary {
  return {
    plugin: result.plugin,
    ok: result.ok,
    cards: result.ok ? result.cards.length : 0,
    durationMs: result.durationMs,
    ...(!result.ok && { code: result.error.code }),
  }
}
