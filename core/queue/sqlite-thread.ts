import { parentPort, workerData } from 'node:worker_threads'
import type { ThreadConfig } from './sqlite/protocol.ts'
import { serveQueue } from './sqlite/serve.ts'

// The only thread that touches the database: waiting for the disk, 0.2 ms on a good one and 10 ms and more on a cloud
// volume, never holds up the event loop that answers Box.
const { queue, openedAt } = workerData as { readonly queue: ThreadConfig; readonly openedAt: number }
if (parentPort !== null) serveQueue(parentPort, queue, openedAt)
