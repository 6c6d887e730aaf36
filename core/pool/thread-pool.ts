import type { MessagePort } from 'node:worker_threads'
import { Tinypool } from 'tinypool'
import { fail, isRunnerError, messageOf, type RunnerError } from '../errors/error.ts'
import { bootWorker } from './boot-worker.ts'
import type { Reply, RunTask, Task, ThreadData } from './protocol.ts'

export interface ThreadPoolOptions {
  /** All but `entry`, which is ours to know. */
  readonly data: Omit<ThreadData, 'entry'>
  readonly tasksPerThread: number
  /** The whole environment of the threads. */
  readonly env: Readonly<Record<string, string>>
}

/** One thread of a plugin instance, and its successors where it dies. Takes a task only when it is free for one: waiting is the caller's. */
export interface ThreadPool {
  /** Rejects with a coded error where the thread died under the task. */
  submit(task: RunTask, port: MessagePort): Promise<Reply>
  /** Ends the thread by force, if it is still that one; its other tasks reject with `SKR_RUN_THREAD_LOST`, and a new thread takes its place. */
  kill(threadId: number): void
  /** Runs the plugin's `teardown`, then ends the thread; after `graceMs` without asking further. */
  close(graceMs: number): Promise<void>
}

/**
 * tinypool 2.2, fenced in where it was seen to fail: it never scales its threads (with `minThreads: 0` tasks stall after a
 * worker's exit), its `signal` is not used (it makes threads exclusive), and a thread that exits by itself, which
 * tinypool does not notice, is reported to it as an error, so that it rejects the tasks and starts another thread.
 */
export function createThreadPool(options: ThreadPoolOptions): ThreadPool {
  const { plugin } = options.data
  const boot = bootWorker('pool/worker', options.data.pluginEntry)
  const pool = new Tinypool({
    filename: boot.filename,
    execArgv: boot.execArgv,
    workerData: { ...options.data, ...boot.data },
    env: { ...options.env },
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: options.tasksPerThread,
    resourceLimits: { maxOldGenerationSizeMb: options.data.memoryMb },
    // An idle thread that sleeps in Atomics.wait would hold back its timers, and with them late errors and teardown.
    useAtomics: false,
  })
  // Errors of idle threads come here. The thread is replaced by then, and there is no task that they could fail.
  pool.on('error', () => undefined)
  const watched = new WeakSet<object>()

  function watchThreads(): void {
    for (const thread of pool.threads) {
      if (watched.has(thread)) continue
      watched.add(thread)
      thread.on('exit', () => {
        if (pool.threads.includes(thread)) replace(thread, fail('SKR_RUN_EXITED', { plugin }))
      })
    }
  }

  function replace(thread: (typeof pool.threads)[number], error: RunnerError): void {
    thread.emit('error', error)
    watchThreads()
  }

  watchThreads()

  return {
    async submit(task, port) {
      try {
        const reply = pool.run(task satisfies Task, { transferList: [port] }) as Promise<Reply>
        watchThreads()
        return await reply
      } catch (error) {
        watchThreads()
        if (isRunnerError(error)) throw error
        if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
          throw fail('SKR_RUN_OUT_OF_MEMORY', { plugin, memoryMb: options.data.memoryMb }, { cause: error })
        }
        throw fail('SKR_RUN_CRASHED', { plugin, detail: messageOf(error) }, { cause: error })
      }
    },
    kill(threadId) {
      const thread = pool.threads.find((candidate) => candidate.threadId === threadId)
      if (thread !== undefined) replace(thread, fail('SKR_RUN_THREAD_LOST', { plugin }))
    },
    async close(graceMs) {
      const teardowns = pool.threads.map(() => pool.run({ type: 'teardown' } satisfies Task))
      let timer: NodeJS.Timeout | undefined
      const deadline = new Promise((resolve) => {
        timer = setTimeout(resolve, graceMs)
      })
      await Promise.race([Promise.allSettled(teardowns), deadline])
      clearTimeout(timer)
      await pool.destroy()
    },
  }
}
