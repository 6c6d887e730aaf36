/** What the budget has to know of the threads of one plugin instance. */
export interface Crew {
  /** Threads that it may always have: those that its config asks for, else one. */
  readonly promised: number
  /** Threads that it may have at all. */
  readonly most: number
  /** Threads that are there now, and those of them that have a task. */
  count(): { readonly live: number; readonly busy: number }
  /** Gives tasks that wait to threads, if it can. */
  dispatch(): void
  /** Puts a thread away that has no task and was not promised. False where there is none. */
  giveUpIdle(): boolean
}

/** Shares threads out among the plugin instances of a process. */
export interface ThreadBudget {
  /** Whether a crew may start one more thread now; another one may have to give up an idle one for it. */
  mayStart(crew: Crew): boolean
  /** To be called when a task has ended: others may have waited for that. */
  freed(crew: Crew): void
}

/**
 * Every crew has the threads that it was promised, whatever the others do, so that none can starve another. Beyond that,
 * threads are started where the work is, while fewer than `threads` are busy in all; and no more than `threads` of
 * that sort are kept, since each one costs memory.
 *
 * @param crews All crews; may still grow after this call.
 */
export function createThreadBudget(threads: number, crews: ReadonlySet<Crew>): ThreadBudget {
  return {
    mayStart(crew) {
      const { live } = crew.count()
      if (live < crew.promised) return true
      if (live >= crew.most) return false
      const all = [...crews].map((one) => ({ ...one.count(), promised: one.promised }))
      const busy = all.reduce((sum, one) => sum + one.busy, 0)
      if (busy >= threads) return false
      const beyond = all.reduce((sum, one) => sum + Math.max(0, one.live - one.promised), 0)
      return beyond < threads || [...crews].some((other) => other !== crew && other.giveUpIdle())
    },
    freed(crew) {
      crew.dispatch()
      for (const other of crews) if (other !== crew) other.dispatch()
    },
  }
}
