import { failedForGood, pendingStatus, tooLarge } from '../cards/status.ts'
import { fail, messageOf } from '../errors/error.ts'
import { toReason } from '../errors/wire.ts'
import { checkTrigger } from '../intake/skill-event.ts'
import type { RunResult } from '../invocation/run-result.ts'
import { passed } from '../observe/steps.ts'
import type { FileFacts } from '../pool/protocol.ts'
import { createSharedFiles } from '../pool/shared-files.ts'
import type { Lease } from '../queue/queue.ts'
import { extensionOf } from '../routing/extension.ts'
import { kindOf } from '../routing/kinds.ts'
import type { RouteDecision } from '../routing/router.ts'
import { isFinal } from './outcome.ts'
import { end, refuse, settle } from './settle.ts'
import { withoutName } from './without-name.ts'
import type { Workbench } from './workbench.ts'
import { writeCards } from './write-cards.ts'

/**
 * Takes one leased invocation the whole way: route, run, check, write, end. `signal` aborts when the lease is lost, a newer
 * version of the file has arrived, or the runner shuts down (see `StopReason`); no card is written after that. `ran` is
 * called when the plugins are done.
 */
export async function processInvocation(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
  ran: () => void,
): Promise<void> {
  const { invocation } = lease
  if (invocation.trigger === checkTrigger)
    return end(lease, bench, {
      state: 'ignored',
      reason: ignored('This is a test event of `skill-runner check --url`.'),
    })
  const route = bench.router.route(invocation.file, invocation.skillId)
  if (route.kind === 'ignored') return end(lease, bench, { state: 'ignored', reason: ignored(route.reason) })
  if (route.kind === 'too-large') {
    const { size, limit } = route
    return refuse(lease, signal, bench, fail('SKR_FILE_TOO_LARGE', { size, limit }), tooLarge(size, limit))
  }
  if (lease.losses >= bench.config.retry.attempts) {
    const error = fail('SKR_RUN_PROCESS_LOST', { losses: lease.losses })
    return refuse(lease, signal, bench, error, failedForGood(toReason(error, error.code)))
  }
  const { read, write } = invocation.tokens
  if (Math.min(read.expiresAt, write.expiresAt) <= bench.now()) {
    // No plugin need work for what cannot be written any more. Where only the read token is dead, people are told.
    const call = `the call for file ${invocation.file.id}`
    const error = fail('SKR_BOX_TOKEN_EXPIRED', { direction: 'read', call })
    return refuse(lease, signal, bench, error, failedForGood(toReason(error, error.code)))
  }
  const results = await runPlugins(lease, signal, bench, route)
  ran()
  return settle(lease, signal, bench, results)
}

function ignored(message: string) {
  return { code: 'ignored', message, retryable: false }
}

/** Runs, side by side, the plugins of the route that have not finished in an earlier attempt. Results in route order. */
async function runPlugins(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
  route: RouteDecision & { kind: 'run' },
): Promise<readonly RunResult[]> {
  // An operator's retry counts from 1 again: then what failed for good is to be run again, too.
  const earlier = lease.attempt === 1 ? lease.results.filter(({ ok }) => ok) : lease.results
  const finished = new Map(earlier.map((result) => [result.plugin, result]))
  const files = createSharedFiles(bench.tempDir, extensionOf(lease.invocation.file.name))
  const pending = writePendingCardLater(lease, signal, bench)
  let running = route.plugins.filter((plugin) => !finished.has(plugin)).length

  async function run(plugin: string): Promise<RunResult> {
    const { invocation } = lease
    passed('running', invocation.id)
    const result = await bench.pool.run({
      plugin,
      invocationId: invocation.id,
      file: factsOf(lease),
      source: {
        type: 'box',
        fileId: invocation.file.id,
        versionId: invocation.file.versionId,
        readToken: invocation.tokens.read,
      },
      files,
      maxFileBytes: route.maxFileBytes,
      signal,
      onProgress: (fraction, message) =>
        bench.onProgress?.({ invocationId: invocation.id, plugin, fraction, message }),
    })
    passed('ran', invocation.id)
    bench.metrics.runEnded(plugin, result)
    if (!result.ok)
      bench.log.warn(
        {
          invocation: invocation.id,
          plugin,
          code: result.error.code,
          ...(result.error.stack && { stack: withoutName(result.error.stack, invocation.file.name) }),
        },
        withoutName(result.error.message, invocation.file.name),
      )
    running -= 1
    // The last result goes straight into the write; it is kept only if that has to be tried again.
    if (running > 0 && isFinal(result) && !signal.aborted) await bench.queue.keep(lease, result)
    return result
  }

  try {
    return await Promise.all(route.plugins.map((plugin) => finished.get(plugin) ?? run(plugin)))
  } finally {
    await pending.settled()
    await files.remove()
  }
}

function factsOf({ invocation: { file } }: Lease): FileFacts {
  const extension = extensionOf(file.name)
  return {
    id: file.id,
    name: file.name,
    extension,
    kind: kindOf(extension),
    size: file.size,
    versionId: file.versionId,
  }
}

/** Writes the "processing" card where the plugins are not done after `statusCardAfterMs`, so that quick work costs one call. */
function writePendingCardLater(
  lease: Lease,
  signal: AbortSignal,
  bench: Workbench,
): { settled(): Promise<void> } {
  let writing: Promise<void> = Promise.resolve()
  const timer = setTimeout(() => {
    writing = writePendingCard(lease, signal, bench)
  }, bench.config.cards.statusCardAfterMs)
  return {
    settled() {
      clearTimeout(timer)
      return writing
    },
  }
}

async function writePendingCard(lease: Lease, signal: AbortSignal, bench: Workbench): Promise<void> {
  try {
    if (signal.aborted || (await bench.queue.check(lease)) !== 'held') return
    await writeCards(lease, bench, 'processing', [pendingStatus()])
  } catch (error) {
    // Only a courtesy to whoever looks at the file just now: the cards themselves come later, with retries of their own.
    bench.log.info(
      { invocation: lease.invocation.id },
      `The "processing" card was not written: ${messageOf(error)}`,
    )
  }
}
