import type { StateChange } from '../queue.ts'
import type { Seal } from '../seal.ts'
import type { Connection } from './connection.ts'
import type { Owner } from './protocol.ts'

/** The open database and what its operations need beside it. Lives in the queue's own thread. */
export interface Store {
  readonly db: Connection
  readonly seal: Seal
  readonly owner: Owner
  readonly leaseMs: number
  readonly maxWaiting: number
  /** Changes of state since the last batch. Operations add to it; only what is committed is told. */
  readonly changes: StateChange[]
}
