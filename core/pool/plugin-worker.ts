import type { Reply, RunTask } from './protocol.ts'

/**
 * Where the code of one plugin instance runs, a thread or a process, and its successors where that one dies. Takes a
 * task only when it is free for one: waiting is the caller's.
 */
export interface PluginWorker {
  /** Takes the task's port over. Rejects with a coded error where the worker died under the task. */
  submit(task: RunTask): Promise<Reply>
  /**
   * Ends the worker by force, if it is still the one that claimed a task as `workerId`; its other tasks reject with
   * `SKR_RUN_THREAD_LOST`, and a new one takes its place.
   */
  kill(workerId: number): void
  /** Runs the plugin's `teardown`, then ends the worker; after `graceMs` without asking further. */
  close(graceMs: number): Promise<void>
}
