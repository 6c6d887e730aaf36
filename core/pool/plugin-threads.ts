import type { PluginWorker } from './plugin-worker.ts'
import type { Crew, ThreadBudget } from './thread-budget.ts'

export interface PluginThreadsOptions {
  /** Threads that may always be there; see `Crew`. */
  readonly promised: number
  readonly most: number
  readonly tasksPerThread: number
  /** A thread without a task for so long is put away. */
  readonly idleMs: number
  /** How long a thread may take for its `teardown`. */
  readonly teardownGraceMs: number
  readonly budget: ThreadBudget
  /** Starts a thread, or a process in its place. */
  start(): PluginWorker
}

/** A thread that was lent for one task. */
export interface LentThread {
  readonly worker: PluginWorker
  /** To be called once, when the task has ended in the thread. */
  giveBack(): void
}

/** The threads of one plugin instance and the line of those who wait for one. */
export interface PluginThreads extends Crew {
  /** Resolves when a thread is free, in the order of the calls; with undefined when these threads are closed. */
  take(): Promise<LentThread | undefined>
  usage(): { readonly threads: number; readonly busy: number; readonly waiting: number }
  close(): Promise<void>
}

interface Thread {
  readonly worker: PluginWorker
  tasks: number
  idle: NodeJS.Timeout | undefined
}

/**
 * Threads are started when there is work for them, within the budget of the process, and put away when there has been none
 * for a while: a plugin that is not used costs no memory. What is a thread here may be a process: see `PluginWorker`.
 */
export function createPluginThreads(options: PluginThreadsOptions): PluginThreads {
  const { promised, most, tasksPerThread, budget } = options
  const threads = new Set<Thread>()
  const closing = new Set<Promise<void>>()
  const line: ((thread: Thread | undefined) => void)[] = []
  let closed = false

  function free(): Thread | undefined {
    let found: Thread | undefined
    for (const thread of threads)
      if (thread.tasks < tasksPerThread && thread.tasks < (found?.tasks ?? tasksPerThread)) found = thread
    return found
  }

  function start(): Thread {
    const thread: Thread = { worker: options.start(), tasks: 0, idle: undefined }
    threads.add(thread)
    return thread
  }

  function putAway(thread: Thread): Promise<void> {
    clearTimeout(thread.idle)
    threads.delete(thread)
    const ended = thread.worker.close(options.teardownGraceMs).finally(() => closing.delete(ended))
    closing.add(ended)
    return ended
  }

  function giveBack(thread: Thread): void {
    thread.tasks -= 1
    if (thread.tasks === 0 && !closed) {
      thread.idle = setTimeout(() => putAway(thread), options.idleMs)
      thread.idle.unref()
    }
    budget.freed(crew)
  }

  const crew: PluginThreads = {
    promised,
    most,
    count: () => ({ live: threads.size, busy: [...threads].filter(({ tasks }) => tasks > 0).length }),
    dispatch() {
      while (line.length > 0) {
        const thread = free() ?? (budget.mayStart(crew) ? start() : undefined)
        if (thread === undefined) return
        clearTimeout(thread.idle)
        thread.tasks += 1
        line.shift()?.(thread)
      }
    },
    giveUpIdle() {
      if (threads.size <= promised) return false
      const idle = [...threads].find(({ tasks }) => tasks === 0)
      if (idle === undefined) return false
      putAway(idle)
      return true
    },
    async take() {
      if (closed) return undefined
      const thread = await new Promise<Thread | undefined>((resolve) => {
        line.push(resolve)
        crew.dispatch()
      })
      return thread && { worker: thread.worker, giveBack: () => giveBack(thread) }
    },
    usage: () => ({
      threads: threads.size,
      busy: [...threads].reduce((sum, { tasks }) => sum + tasks, 0),
      waiting: line.length,
    }),
    async close() {
      closed = true
      for (const leave of line.splice(0)) leave(undefined)
      await Promise.all([...[...threads].map(putAway), ...closing])
    },
  }
  return crew
}
