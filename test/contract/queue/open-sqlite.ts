import type { Queue } from '../../../core/queue/queue.ts'
import { openSqliteQueue } from '../../../core/queue/sqlite.ts'
import type { QueueLimits } from './workbench.ts'

export interface SqliteStoreConfig {
  readonly path: string
}

/** Opens the embedded engine, in the test's process and in its children alike. */
export function openQueue(config: SqliteStoreConfig, limits: QueueLimits): Promise<Queue> {
  return openSqliteQueue({ ...config, ...limits, sealKey: '' })
}
