import type { Card } from '../cards/card.ts'
import { stampCards } from '../cards/stamp.ts'
import { failedForGood } from '../cards/status.ts'
import type { FailureReason, RunResult } from '../invocation/run-result.ts'
import type { PluginLog } from '../plugin.ts'
import type { PluginLine } from '../pool/pool.ts'

/** What a plugin made of a file. */
export type PluginRun = PluginSuccess | PluginFailure

export interface PluginSuccess extends PluginTrace {
  readonly ok: true
  readonly error: undefined
}

export interface PluginFailure extends PluginTrace {
  readonly ok: false
  /** The code that the plugin threw with, or that of the runner (`SKR_…`). */
  readonly error: FailureReason
}

interface PluginTrace {
  /**
   * As they would be written to Box: checked, cut to the caps and stamped, with ids and a time that are the same in every
   * test. Where the run failed, the status card that people read then.
   */
  readonly cards: readonly Card[]
  /** What the plugin printed or logged, the setup and teardown included. */
  readonly logs: readonly PluginLogLine[]
  readonly progress: readonly PluginProgress[]
  /** What was cut or left out of the cards, one line each. */
  readonly notes: readonly string[]
  /** From the start of the run to its end, in milliseconds; the time to load the plugin does not count. */
  readonly durationMs: number
}

export interface PluginLogLine {
  /** What is printed to standard output is `info`, to standard error `warn`. */
  readonly level: keyof PluginLog
  readonly message: string
  readonly fields?: Readonly<Record<string, unknown>>
}

export interface PluginProgress {
  /** From 0 to 1. */
  readonly fraction: number
  readonly message?: string
}

const stamp = { skillId: '1', invocationId: '1', versionId: '1', createdAt: Date.UTC(2020, 0, 1) }

/** The result of a run with its cards as they would be written. */
export function toPluginRun(
  result: RunResult,
  trace: {
    readonly lines: readonly PluginLine[]
    readonly progress: readonly PluginProgress[]
    readonly notes: readonly string[]
  },
): PluginRun {
  const { progress, notes } = trace
  const logs = trace.lines.map(toLogLine)
  const rest = { logs, progress, notes, durationMs: result.durationMs }
  return result.ok
    ? { ok: true, cards: stampCards(result.cards, stamp), error: undefined, ...rest }
    : { ok: false, cards: stampCards([failedForGood(result.error)], stamp), error: result.error, ...rest }
}

function toLogLine({ level, message, fields }: PluginLine): PluginLogLine {
  return fields === undefined ? { level, message } : { level, message, fields: JSON.parse(fields) }
}
