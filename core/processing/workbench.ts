import type { CardWriter } from '../box/writer.ts'
import type { RunnerConfig } from '../config/config.ts'
import type { Log } from '../observe/log.ts'
import type { Metrics } from '../observe/metrics.ts'
import type { Pool } from '../pool/pool.ts'
import type { Queue } from '../queue/queue.ts'
import type { Router } from '../routing/router.ts'

/** All that the work on an invocation needs. */
export interface Workbench {
  readonly config: Pick<RunnerConfig, 'retry' | 'cards'>
  readonly router: Router
  readonly pool: Pool
  readonly writer: CardWriter
  readonly queue: Queue
  /** Folder of this process for downloaded content. */
  readonly tempDir: string
  readonly log: Log
  readonly metrics: Metrics
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly onProgress?: ((progress: RunProgress) => void) | undefined
}

export interface RunProgress {
  readonly invocationId: string
  readonly plugin: string
  /** From 0 to 1. */
  readonly fraction: number
  readonly message: string | undefined
}
