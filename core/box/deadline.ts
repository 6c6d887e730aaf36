/**
 * Runs `work` with a signal that aborts with `error()` after `ms`, or with the reason of `outer` as soon as that one
 * aborts, or when the work fails. Not AbortSignal.any: on Node 20 it keeps every derived signal of a long-lived one alive.
 */
export async function withDeadline<T>(
  ms: number,
  error: () => Error,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  outer?.throwIfAborted()
  const controller = new AbortController()
  const pass = () => controller.abort(outer?.reason)
  const timer = setTimeout(() => controller.abort(error()), ms)
  outer?.addEventListener('abort', pass, { once: true })
  try {
    return await work(controller.signal)
  } catch (failure) {
    // Ends what the failed work may have left under way, such as a body that nobody will read.
    controller.abort(failure)
    throw failure
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', pass)
  }
}
