import { fail } from '../errors/error.ts'
import { type ErrorCode, registry } from '../errors/registry.ts'
import type { FailureReason } from '../invocation/run-result.ts'
import type { InvocationRecord } from '../queue/queue.ts'
import type { DeliveryAttempt } from '../sandbox/deliver.ts'
import type { SandboxInvocation } from '../sandbox/invocations.ts'
import type { Activity } from './activity.ts'
import type { ErrorView, InvocationView, RunView } from './view.ts'

/** An event that the runner has taken, with all that was said while it was worked on. */
export function describeRecord(record: InvocationRecord, activity: Activity): InvocationView {
  const { invocation, state, attempts, dueAt, endedAt, reason } = record
  return {
    id: invocation.id,
    state,
    versionId: invocation.file.versionId,
    createdAt: invocation.createdAt,
    endedAt,
    dueAt: state === 'retrying' ? dueAt : undefined,
    attempts,
    error: reason === undefined ? undefined : errorOf(reason),
    runs: endedAt === undefined ? openRuns(record, activity) : endedRuns(record),
    lines: activity.linesOf(invocation.id),
  }
}

/** An event that the runner has not taken, or not yet. */
export function describeEvent(
  event: SandboxInvocation,
  attempts: readonly DeliveryAttempt[],
): InvocationView {
  const last = attempts.findLast(({ invocationId }) => invocationId === event.id)
  const refused = last !== undefined && last.status !== 200
  return {
    id: event.id,
    state: refused ? 'undelivered' : 'sending',
    versionId: event.versionId,
    createdAt: event.createdAt,
    endedAt: undefined,
    dueAt: undefined,
    attempts: 0,
    error: refused ? undelivered(last) : undefined,
    runs: [],
    lines: [],
  }
}

function undelivered({ status, error }: DeliveryAttempt): ErrorView {
  const answer = status === undefined ? `no answer (${error})` : String(status)
  const { code, message, why, fix } = fail('SKR_CONSOLE_NOT_DELIVERED', { answer })
  return { code, message, why, fix }
}

function errorOf({ code, message, fix }: FailureReason): ErrorView {
  const spec = Object.hasOwn(registry, code) ? registry[code as ErrorCode] : undefined
  // The reason of a failure keeps no parameters, so a text with a placeholder cannot be filled any more.
  const why = spec === undefined || spec.why.includes('{') ? undefined : spec.why
  return { code, message, why, fix }
}

/** Plugins that are at work, or will be; the queue learns of their results when all have ended. */
function openRuns({ invocation, lane, state }: InvocationRecord, activity: Activity): readonly RunView[] {
  if (state !== 'running') return []
  const progress = activity.progressOf(invocation.id)
  return lane
    .split('+')
    .filter((plugin) => plugin !== '')
    .map((plugin) => ({
      plugin,
      state: 'running',
      fraction: progress.get(plugin)?.fraction,
      message: progress.get(plugin)?.message,
      durationMs: undefined,
      cards: undefined,
    }))
}

function endedRuns({ runs }: InvocationRecord): readonly RunView[] {
  return runs.map(({ plugin, ok, cards, durationMs }) => ({
    plugin,
    state: ok ? 'done' : 'failed',
    fraction: undefined,
    message: undefined,
    durationMs,
    cards,
  }))
}
