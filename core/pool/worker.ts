import { BroadcastChannel, threadId, workerData } from 'node:worker_threads'
import { createBoxReader } from './box-reader.ts'
import type { ThreadData } from './protocol.ts'
import { createTaskRunner } from './task-runner.ts'
import { superviseWorker } from './worker-scope.ts'

const data = (workerData as [unknown, ThreadData])[1]

/** For the log lines. A channel and not the run's own port, since lines may come before the first run and after the last. */
const lines = new BroadcastChannel(data.channel)
lines.unref()

/** What the pool calls in this thread, once for each task. */
export default createTaskRunner({
  data,
  workerId: threadId,
  env: process.env,
  supervision: superviseWorker((line) => lines.postMessage(line), process, data),
  readerFor: createBoxReader(data.box).of,
})
