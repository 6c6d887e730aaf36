/** States in which work is still to be done. */
export const openStates = ['waiting', 'running', 'retrying'] as const

/**
 * States in which an invocation ends.
 *
 * - `succeeded`: every plugin ended well and its cards stand on the file.
 * - `partial`: the good cards stand beside a status card for a plugin that failed for good.
 * - `failed`: nothing could be found out or written; the reason is kept (the dead letters).
 * - `ignored`: no route wants this file; nothing was written.
 * - `superseded`: a newer version of the file took over before this one was written.
 * - `gone`: the file is no longer there; nothing failed.
 */
export const endStates = ['succeeded', 'partial', 'failed', 'ignored', 'superseded', 'gone'] as const

export type OpenState = (typeof openStates)[number]
export type EndState = (typeof endStates)[number]
export type InvocationState = OpenState | EndState

/** The states that an operator may put back in line: something did not work, and the tokens may still be good. */
export const retryableStates: readonly InvocationState[] = ['partial', 'failed', 'retrying']
