import { Tinypool } from 'tinypool'
import { fail, isRunnerError, messageOf, type RunnerError } from '../errors/error.ts'
import { bootWorker } from './boot-worker.ts'
import type { PluginWorker } from './plugin-worker.ts'
import type { Reply, Task, ThreadData } from './protocol.ts'
import { within } from './within.ts'

export interface WorkerThreadOptions {
  /** All but `entry`, which is ours to know. */
  readonly data: Omit<ThreadData, 'entry'>
  readonly tasksPerThread: number
  /** The whole environment of the thread. */
  readonly env: Readonly<Record<string, string>>
}

/**
 * A thread of a tinypool 2.2, fenced in where that was seen to fail: it never scales its threads (with `minThreads: 0` tasks
 * stall after a worker's exit), its `signal` is not used (it makes threads exclusive), and a thread that exits by
 * itself, which tinypool does not notice, is reported to it as an error, so that it rejects the tasks and starts another.
 */
export function createWorkerThread(options: WorkerThreadOptions): PluginWorker {
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
  // Errors of an idle thread come here. It is replaced by then, and there is no task that they could fail.
  pool.on('error', () => undefined)
  let watched: ReturnType<typeof current>

  function current() {
    return pool.threads[0]
  }

  function watch(): void {
    const thread = current()
    if (thread === undefined || thread === watched) return
    watched = thread
    thread.on('exit', () => {
      if (current() === thread) replace(thread, fail('SKR_RUN_EXITED', { plugin }))
    })
  }

  function replace(thread: NonNullable<typeof watched>, error: RunnerError): void {
    thread.emit('error', error)
    watch()
  }

  watch()

  return {
    async submit(task) {
      try {
        const reply = pool.run(task satisfies Task, { transferList: [task.port] }) as Promise<Reply>
        watch()
        return await reply
      } catch (error) {
        watch()
        if (isRunnerError(error)) throw error
        if ((error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY') {
          throw fail('SKR_RUN_OUT_OF_MEMORY', { plugin, memoryMb: options.data.memoryMb }, { cause: error })
        }
        throw fail('SKR_RUN_CRASHED', { plugin, detail: messageOf(error) }, { cause: error })
      }
    },
    kill(workerId) {
      const thread = current()
      if (thread?.threadId === workerId) replace(thread, fail('SKR_RUN_THREAD_LOST', { plugin }))
    },
    async close(graceMs) {
      await within(graceMs, pool.run({ type: 'teardown' } satisfies Task))
      await pool.destroy()
    },
  }
}
