import { threadId, workerData } from 'node:worker_threads'
import type { ThreadData } from './protocol.ts'
import { createTaskRunner } from './task-runner.ts'
import { superviseThread } from './worker-scope.ts'

const data = (workerData as [unknown, ThreadData])[1]

/** What the pool calls in this thread, once for each task. */
export default createTaskRunner({
  data,
  threadId,
  env: process.env,
  supervision: superviseThread(data.channel, process, data),
})
