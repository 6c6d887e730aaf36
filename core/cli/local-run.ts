import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { CardDraft } from '../cards/card.ts'
import { tooLarge } from '../cards/status.ts'
import type { RunnerConfig } from '../config/config.ts'
import { fail, messageOf } from '../errors/error.ts'
import { invocationId } from '../invocation/identity.ts'
import type { FailureReason, RunResult } from '../invocation/run-result.ts'
import type { Pool } from '../pool/pool.ts'
import { createSharedFiles } from '../pool/shared-files.ts'
import { decide } from '../processing/outcome.ts'
import { extensionOf } from '../routing/extension.ts'
import { kindOf } from '../routing/kinds.ts'
import type { Router } from '../routing/router.ts'

/** What became of one local file: one line of `run --json`. */
export interface LocalResult {
  readonly file: string
  readonly status: 'succeeded' | 'partial' | 'failed' | 'ignored'
  readonly plugins: readonly {
    readonly name: string
    readonly ok: boolean
    readonly durationMs: number
    /** How many it returned. */
    readonly cards?: number
    readonly error?: Pick<FailureReason, 'code' | 'message' | 'fix'>
  }[]
  readonly cards: readonly CardDraft[]
  /** Why it was ignored or failed, in one line. */
  readonly reason?: string
}

export interface LocalRunOptions {
  readonly config: RunnerConfig
  readonly pool: Pool
  readonly router: Router
  readonly tempDir: string
  /** Run these whatever the routes say. */
  readonly plugins: readonly string[] | undefined
  readonly signal: AbortSignal
}

/** Takes one file of this machine through routing, the pool and the cards' checks; nothing is written anywhere. */
export async function runLocally(file: string, options: LocalRunOptions): Promise<LocalResult> {
  const size = await sizeOf(file)
  const name = basename(file)
  const facts = { id: '0', name, size, versionId: undefined, sequence: undefined, parentId: undefined }
  const route = options.router.route(facts, '')
  const plugins = options.plugins ?? (route.kind === 'run' ? route.plugins : [])
  if (options.plugins === undefined && route.kind === 'ignored')
    return { file, status: 'ignored', plugins: [], cards: [], reason: route.reason }
  if (options.plugins === undefined && route.kind === 'too-large') {
    const reason = fail('SKR_FILE_TOO_LARGE', { size: route.size, limit: route.limit }).message
    return { file, status: 'failed', plugins: [], cards: [tooLarge(route.size, route.limit)], reason }
  }
  const extension = extensionOf(name)
  const files = createSharedFiles(options.tempDir, extension, file)
  try {
    const results = await Promise.all(
      plugins.map((plugin) =>
        options.pool.run({
          plugin,
          invocationId: invocationId({
            app: 'local',
            eventId: file,
            skillId: '',
            fileId: '0',
            versionId: undefined,
          }),
          file: { id: '0', name, extension, kind: kindOf(extension), size, versionId: undefined },
          source: { type: 'local' },
          files,
          maxFileBytes: options.config.files.maxFileBytes,
          signal: options.signal,
        }),
      ),
    )
    return toLocalResult(file, results, options.config)
  } finally {
    await files.remove()
  }
}

function toLocalResult(file: string, results: readonly RunResult[], { retry }: RunnerConfig): LocalResult {
  // One pass: every failure is final.
  const final = results.map((result) =>
    result.ok ? result : { ...result, error: { ...result.error, retryable: false } },
  )
  const decision = decide(final, {
    attempt: retry.attempts,
    retry,
    tokensExpireAt: 0,
    now: Date.now(),
    random: 0,
  })
  const good = results.filter(({ ok }) => ok).length
  return {
    file,
    status: good === results.length ? 'succeeded' : good > 0 ? 'partial' : 'failed',
    plugins: results.map((result) => ({
      name: result.plugin,
      ok: result.ok,
      durationMs: result.durationMs,
      ...(result.ok && { cards: result.cards.length }),
      ...(!result.ok && {
        error: {
          code: result.error.code,
          message: result.error.message,
          ...(result.error.fix && { fix: result.error.fix }),
        },
      }),
    })),
    cards: decision.cards,
    ...(decision.reason && { reason: decision.reason.message }),
  }
}

async function sizeOf(file: string): Promise<number> {
  try {
    const found = await stat(file)
    if (!found.isFile()) throw fail('SKR_CLI_FILE_NOT_READABLE', { file, detail: 'it is not a file' })
    return found.size
  } catch (error) {
    throw fail('SKR_CLI_FILE_NOT_READABLE', { file, detail: messageOf(error) }, { cause: error })
  }
}
