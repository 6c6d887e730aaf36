import type { Worker } from 'node:worker_threads'
import { type DescribeLimits, startThread } from './describe.ts'
import type { DescribeTask } from './describe-here.ts'

/** Threads for describing one plugin again and again, each started before it is needed. */
export interface SpareThread {
  /** The spare thread where it fits the task, else a new one. */
  readonly start: (task: DescribeTask, limits: DescribeLimits) => Worker
  /** Starts a thread ahead for the task that came last, if there is none yet. It does not keep the process alive. */
  prepare(): void
  close(): Promise<void>
}

interface Spare {
  readonly worker: Worker
  readonly fits: string
}

/**
 * Starting a thread takes most of the time of describing a small plugin, above all with the loader for TypeScript: some
 * 0.4 s. A thread is used once, since what it has imported stays what it is.
 */
export function keepSpareThread(): SpareThread {
  let last: { readonly task: DescribeTask; readonly limits: DescribeLimits } | undefined
  let spare: Spare | undefined

  return {
    start(task, limits) {
      last = { task, limits }
      if (spare === undefined || spare.fits !== fitting(task, limits)) return startThread(task, limits)
      const { worker } = spare
      spare = undefined
      worker.ref()
      worker.postMessage('begin')
      return worker
    },
    prepare() {
      if (last === undefined) return
      const { task, limits } = last
      const fits = fitting(task, limits)
      if (spare?.fits === fits) return
      spare?.worker.terminate()
      const worker = startThread({ ...task, wait: true }, limits)
      spare = { worker, fits }
      worker.unref()
      // One that dies before it is used is not used; whatever ails it shows in the next one.
      worker.once('exit', () => {
        if (spare?.worker === worker) spare = undefined
      })
      worker.on('error', () => undefined)
    },
    async close() {
      last = undefined
      await spare?.worker.terminate()
    },
  }
}

function fitting({ plugin }: DescribeTask, { memoryMb, env = {} }: DescribeLimits): string {
  return JSON.stringify([plugin, memoryMb, Object.entries(env).sort()])
}
