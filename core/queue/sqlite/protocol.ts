import type { WireError } from '../../errors/wire.ts'
import type { EndState, InvocationState } from '../../invocation/state.ts'
import type { LeaseStanding, ListFilter, StateChange } from '../queue.ts'

/** What the queue's thread is started with. */
export interface ThreadConfig {
  readonly path: string
  readonly sealKey: string
  readonly maxWaiting: number
  readonly leaseMs: number
  readonly owner: Owner
}

/** Who holds a lease, so that those of a dead process can be told from those of a living one. */
export interface Owner {
  readonly host: string
  readonly pid: number
  /** Start of the process, milliseconds since the epoch: in a container every process may have number 1. */
  readonly startedAt: number
  /** Tells two queues apart that one process has open. */
  readonly queue: string
}

/** A new invocation as it crosses into the thread: what the line needs as values, the rest as JSON. */
export interface Arrival {
  readonly id: string
  readonly app: string
  readonly skillId: string
  /** `''` where the event names none. */
  readonly enterpriseId: string
  readonly fileId: string
  /** `''` where the event names none. */
  readonly versionId: string
  readonly sequence: number | null
  readonly createdAt: number
  readonly receivedAt: number
  readonly lane: string
  /** `InvocationFacts`. */
  readonly facts: string
  /** `Invocation['tokens']`. */
  readonly tokens: string
  /** When the last of the tokens expires, milliseconds since the epoch. */
  readonly tokensUntil: number
}

/** A leased invocation as it crosses back; `facts`, `tokens` and `results` are JSON. */
export interface Granted {
  readonly leaseId: string
  readonly lane: string
  readonly attempt: number
  readonly losses: number
  readonly facts: string
  readonly tokens: string
  readonly results: readonly string[]
}

export interface LeaseKey {
  readonly id: string
  readonly leaseId: string
}

/** One row as `get` and `list` read it; `facts`, `reason` and `runs` are JSON. */
export interface RecordRow {
  readonly seq: number
  readonly facts: string
  readonly lane: string
  readonly state: InvocationState
  readonly attempts: number
  readonly due_at: number
  readonly ended_at: number | null
  readonly reason: string | null
  readonly runs: string | null
  readonly tokens_until: number | null
}

/** What the thread can be asked to do, with what goes in and what comes out. */
export interface Operations {
  append: { input: Arrival; answer: 'new' | 'duplicate' }
  heartbeat: { input: readonly LeaseKey[]; answer: readonly LeaseStanding[] }
  check: { input: LeaseKey; answer: LeaseStanding }
  keep: { input: LeaseKey & { readonly plugin: string; readonly result: string }; answer: undefined }
  complete: {
    input: LeaseKey & {
      readonly state: EndState
      readonly reason: string | null
      readonly runs: string | null
    }
    answer: boolean
  }
  retry: { input: LeaseKey & { readonly at: number; readonly reason: string }; answer: boolean }
  release: { input: LeaseKey; answer: undefined }
  requeue: { input: string; answer: undefined }
  /** One step of pruning, short enough not to hold up what waits behind it. */
  prune: { input: number; answer: { readonly deleted: number; readonly more: boolean } }
  probe: { input: undefined; answer: undefined }
  get: { input: string; answer: RecordRow | undefined }
  list: { input: ListFilter; answer: readonly RecordRow[] }
  counts: { input: undefined; answer: Readonly<Record<InvocationState, number>> }
  /** Answered when there is something to lease, or when it is cancelled. */
  lease: { input: readonly string[]; answer: Granted | undefined }
  /** The clock was set, and has moved by so many milliseconds more than the time that went by. Not answered. */
  reset: { input: number; answer: undefined }
  /** Ends the wait of the `lease` request with this number. Not answered itself. */
  cancel: { input: number; answer: never }
  /** Time has passed, or another process may have changed the database. Not answered. */
  tick: { input: undefined; answer: never }
  close: { input: undefined; answer: undefined }
}

export type Operation = keyof Operations

/** A message to the thread. `now` is the queue's clock, milliseconds since the epoch. */
export type Request<K extends Operation = Operation> = {
  [Op in K]: {
    readonly number: number
    readonly now: number
    readonly op: Op
    readonly input: Operations[Op]['input']
  }
}[K]

/** The answer to request `number`. */
export type Answer =
  | { readonly number: number; readonly value: unknown }
  | { readonly number: number; readonly error: WireError }

/** A message from the thread: first whether it could open the queue, then one for each batch of requests. */
export type Reply =
  | { readonly kind: 'opened' }
  | { readonly kind: 'refused'; readonly error: WireError }
  | {
      readonly kind: 'answers'
      readonly answers: readonly Answer[]
      readonly changes: readonly StateChange[]
      /** When the thread wants the next `tick`, milliseconds since the epoch; undefined where no time of its own is due. */
      readonly nextAt: number | undefined
    }
