import type { Invocation, InvocationFacts } from '../invocation/invocation.ts'
import type { FailureReason, RunResult } from '../invocation/run-result.ts'
import type { EndState, InvocationState } from '../invocation/state.ts'

/**
 * The contract that every queue engine keeps; `test/contract/queue.ts` holds an engine to it.
 *
 * - `append` resolves only when the invocation would survive the loss of the process and of power.
 * - One file's invocations are leased one at a time, whatever app and skill they are of; those of one app and skill in
 *   the order of `isNewer`. One that waits for its retry or for an excluded lane holds up only its own app and skill.
 * - Those who share a lane take turns in it, one invocation each: an enterprise or a skill with thousands waiting holds up
 *   no other. What a skill has of one enterprise keeps the order of its arrival; a retry that falls due joins it at the
 *   end. A newer version takes over the turn of the one that it overtakes in the same lane.
 * - An invocation that a newer version of its file has overtaken (same app, skill and file, another version id,
 *   `isNewer`, in any state but `superseded`) is never leased: it ends as `superseded`, even where it arrives late. One
 *   that is running when it is overtaken stays with its holder, who learns of it by `subscribe`, `heartbeat` and `check`.
 * - A lease that is not renewed for as long as leases last comes back by itself, as a further attempt; at once where its
 *   holder is known to be dead.
 * - Tokens and kept results rest sealed, and are wiped when the invocation ends. Those of `failed` and `partial`
 *   invocations stay, sealed, until the tokens expire, since an operator may retry them.
 * - An invocation whose tokens cannot be opened, the key being lost, ends as `failed` when its turn comes; kept results
 *   that cannot be opened are left out.
 */
export interface Queue {
  /**
   * Stores one invocation durably. `lane` groups work that waits for the same plugins. Throws `SKR_QUEUE_FULL`,
   * `SKR_QUEUE_NOT_WRITABLE`, `SKR_QUEUE_LOCKED`; after one of the last two it may be stored all the same, as after
   * any answer that is lost, and a second `append` tells.
   */
  append(invocation: Invocation, lane: string): Promise<Appended>

  /**
   * Waits until an invocation can be leased and leases it: of the next in each lane that `exclude` does not name, the
   * one that has been due for longest. Resolves to undefined when `signal` aborts or the queue is closed. Never polls: an append,
   * a completion, an expiry and a due retry each wake it up; what another process did, within a second. A store that
   * cannot be written for a while only makes it wait longer.
   */
  lease(request: LeaseRequest): Promise<Lease | undefined>

  /** Renews leases, those that were overtaken too. Resolves to those that are no longer simply held. */
  heartbeat(leases: readonly Lease[]): Promise<readonly LostLease[]>

  /** Whether a write may still happen under this lease, which is renewed if it would soon expire. Asked just before every write to Box. */
  check(lease: Lease): Promise<LeaseStanding>

  /** Keeps what a plugin returned, so that a retry need not run it again. A later result of the same plugin replaces it. Does nothing where the lease was lost. */
  keep(lease: Lease, result: RunResult): Promise<void>

  /**
   * Ends the invocation. Resolves to false, changing nothing, where the lease was lost. One that was overtaken while it
   * ran ends as its holder says: `superseded`, or `succeeded` where the write had happened already.
   */
  complete(lease: Lease, outcome: Outcome): Promise<boolean>

  /**
   * Puts the invocation back in line for `at` (milliseconds since the epoch). False where the lease was lost. One that
   * was overtaken ends as `superseded` instead.
   */
  retry(lease: Lease, at: number, reason: FailureReason): Promise<boolean>

  /** Gives a lease back untouched, for another worker to take at once; the attempt does not count. One that was overtaken ends as `superseded`. */
  release(lease: Lease): Promise<void>

  /**
   * An operator's retry of a `failed`, `partial` or `retrying` invocation: due at once, its attempts counted afresh.
   * Throws `SKR_QUEUE_UNKNOWN_INVOCATION`, and `SKR_QUEUE_NOT_RETRYABLE` also where its tokens have expired or it was overtaken.
   */
  requeue(id: string): Promise<void>

  get(id: string): Promise<InvocationRecord | undefined>
  /** Newest first. */
  list(filter: ListFilter): Promise<readonly InvocationRecord[]>
  counts(): Promise<Readonly<Record<InvocationState, number>>>

  /** Calls `listener` after each change of state that this process made, until the returned function is called. */
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
  /** How many earlier leases came back by themselves: each time the process died or hung, perhaps because of this very file. */
  readonly losses: number
  /** Results kept by earlier attempts. */
  readonly results: readonly RunResult[]
}

export interface LostLease {
  readonly lease: Lease
  readonly standing: Exclude<LeaseStanding, 'held'>
}

/** `superseded`: a newer version has arrived; `lost`: it expired and went back into the line, or it has ended. */
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
  /** True where a `running` one was overtaken just now: what it still does is in vain, and its next `check` says `superseded`. */
  readonly overtaken?: true
}
