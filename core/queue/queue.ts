import type { Invocation, InvocationFacts } from '../invocation/invocation.ts'
import type { FailureReason, RunResult } from '../invocation/run-result.ts'
import type { EndState, InvocationState } from '../invocation/state.ts'

/**
 * The contract that every queue engine keeps; `test/contract/queue.ts` holds an engine to it.
 *
 * - `append` resolves only when the invocation would survive the loss of the process and of power.
 * - One file's invocations are leased one at a time, in the order of `isNewer`.
 * - An invocation that a newer version of its file has overtaken (same app, skill and file, another version id,
 *   `isNewer`, in any state but `superseded`) is never leased: it ends as `superseded`.
 * - A lease that is not renewed before `expiresAt` comes back by itself, as a further attempt.
 * - Tokens and kept results rest sealed, and are wiped when the invocation ends. Those of `failed` and `partial`
 *   invocations stay, sealed, until the tokens expire, since an operator may retry them.
 */
export interface Queue {
  /** Stores one invocation durably. `lane` groups work that waits for the same plugins. Throws `SKR_QUEUE_FULL`, `SKR_QUEUE_NOT_WRITABLE`. */
  append(invocation: Invocation, lane: string): Promise<Appended>

  /**
   * Waits until an invocation can be leased and leases it: the one that has waited longest in any lane that
   * `exclude` does not name. Resolves to undefined when `signal` aborts or the queue is closed. Never polls:
   * an append, a completion and a due retry each wake it up.
   */
  lease(request: LeaseRequest): Promise<Lease | undefined>

  /** Renews leases. Resolves to the ids of those that were lost: expired and taken, ended or superseded. */
  heartbeat(leases: readonly Lease[]): Promise<readonly LostLease[]>

  /** Whether a write may still happen under this lease. Asked just before every write to Box. */
  check(lease: Lease): Promise<LeaseStanding>

  /** Keeps what a plugin returned, so that a retry need not run it again. A later result of the same plugin replaces it. */
  keep(lease: Lease, result: RunResult): Promise<void>

  /** Ends the invocation. Resolves to false, changing nothing, where the lease was lost. */
  complete(lease: Lease, outcome: Outcome): Promise<boolean>

  /** Puts the invocation back in line for `at` (milliseconds since the epoch). False where the lease was lost. */
  retry(lease: Lease, at: number, reason: FailureReason): Promise<boolean>

  /** Gives a lease back untouched, for another worker to take at once; the attempt does not count. */
  release(lease: Lease): Promise<void>

  /** An operator's retry of a `failed`, `partial` or `retrying` invocation, due at once. Throws `SKR_QUEUE_UNKNOWN_INVOCATION`, `SKR_QUEUE_NOT_RETRYABLE`. */
  requeue(id: string): Promise<void>

  get(id: string): Promise<InvocationRecord | undefined>
  /** Newest first. */
  list(filter: ListFilter): Promise<readonly InvocationRecord[]>
  counts(): Promise<Readonly<Record<InvocationState, number>>>

  /** Calls `listener` after each change of state, in this process, until the returned function is called. */
  subscribe(listener: (change: StateChange) => void): () => void

  /** Resolves when a durable write works just now; throws `SKR_QUEUE_NOT_WRITABLE` where it does not. */
  probe(): Promise<void>

  /** Deletes ended invocations older than `before` and wipes sealed parts whose tokens have expired. Resolves to how many were deleted. */
  prune(before: number): Promise<number>

  /** Wakes every waiting `lease` with undefined and closes the store. Leases that are still held come back at the next start. */
  close(): Promise<void>
}

export interface Appended {
  readonly id: string
  /** `duplicate` where this id is known already; nothing was stored. */
  readonly outcome: 'new' | 'duplicate'
}

export interface LeaseRequest {
  readonly exclude: ReadonlySet<string>
  readonly signal: AbortSignal
}

export interface Lease {
  readonly invocation: Invocation
  readonly lane: string
  /** Names this very lease; another lease of the same invocation has another. */
  readonly leaseId: string
  /** 1 for the first try. */
  readonly attempt: number
  /** Results kept by earlier attempts. */
  readonly results: readonly RunResult[]
}

export interface LostLease {
  readonly lease: Lease
  readonly standing: Exclude<LeaseStanding, 'held'>
}

/** `superseded`: a newer version has arrived; `lost`: someone else has it, or it has ended. */
export type LeaseStanding = 'held' | 'lost' | 'superseded'

export interface Outcome {
  readonly state: EndState
  /** One line for people: why it failed, was ignored and so on. */
  readonly reason?: FailureReason
  /** What each plugin did, without cards. */
  readonly runs?: readonly RunSummary[]
}

export interface RunSummary {
  readonly plugin: string
  readonly ok: boolean
  readonly cards: number
  readonly durationMs: number
  readonly code?: string
}

export interface InvocationRecord {
  readonly invocation: InvocationFacts
  readonly lane: string
  readonly state: InvocationState
  readonly attempts: number
  /** When a `waiting` or `retrying` one is due, milliseconds since the epoch. */
  readonly dueAt: number
  readonly endedAt: number | undefined
  readonly reason: FailureReason | undefined
  readonly runs: readonly RunSummary[]
  /** Whether the sealed tokens are still there, so that `requeue` can work. */
  readonly hasTokens: boolean
}

export interface ListFilter {
  readonly states?: readonly InvocationState[]
  readonly fileId?: string
  readonly limit?: number
}

export interface StateChange {
  readonly id: string
  readonly fileId: string
  readonly state: InvocationState
}
