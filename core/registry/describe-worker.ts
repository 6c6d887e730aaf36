import { once } from 'node:events'
import { parentPort, workerData } from 'node:worker_threads'
import { type Described, type DescribeTask, describeHere } from './describe-here.ts'

/** What the thread is started with. */
export interface DescribeThreadTask extends DescribeTask {
  /** Whether to begin only when a message comes: the thread was started ahead. */
  readonly wait?: boolean
}

/** What the thread says. A library in the plugin may post things of its own, hence the mark. */
export type DescribeMessage = { readonly from: 'describe-worker' } & Described

const task = workerData as DescribeThreadTask
if (task.wait === true && parentPort !== null) await once(parentPort, 'message')
// Awaited at top level, so that an import that nothing can end any more shows as exit code 13 and not as 0.
await describeHere(task, (said) => parentPort?.postMessage({ from: 'describe-worker', ...said }))
