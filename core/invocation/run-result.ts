import type { CardDraft } from '../cards/card.ts'

/** What one plugin made of one invocation: plain data, kept in the queue until the invocation ends. */
export type RunResult = RunSuccess | RunFailure

export interface RunSuccess {
  readonly ok: true
  /** The plugin instance's name in the config. */
  readonly plugin: string
  readonly cards: readonly CardDraft[]
  /** From the start of the run to its end, without waiting for a thread. */
  readonly durationMs: number
}

export interface RunFailure {
  readonly ok: false
  readonly plugin: string
  readonly error: FailureReason
  readonly durationMs: number
}

/** Why something failed, in a form that can cross threads and rest in the queue. Holds no secrets. */
export interface FailureReason {
  /** A runner code (`SKR_…`), or the code that the plugin threw with. */
  readonly code: string
  readonly message: string
  readonly fix?: string
  readonly retryable: boolean
  /** The earliest sensible next try, milliseconds since the epoch. */
  readonly retryAt?: number
  /** For the log, never for a card. */
  readonly stack?: string
}
