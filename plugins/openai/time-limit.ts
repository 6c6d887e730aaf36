/**
 * Runs `work` with a signal that aborts when `signal` does or the time is up. By hand, since within `AbortSignal.any` Node 20
 * lets the garbage collector take the signal of `AbortSignal.timeout` before it fires.
 *
 * @param timeoutMs Milliseconds; the signal's reason is then a `TimeoutError`, as that of `AbortSignal.timeout`.
 */
export async function withTimeLimit<T>(
  timeoutMs: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController()
  const onAbort = () => limit.abort(signal.reason)
  const timer = setTimeout(
    () => limit.abort(new DOMException('The time for one request is up.', 'TimeoutError')),
    timeoutMs,
  )
  signal.addEventListener('abort', onAbort, { once: true })
  if (signal.aborted) onAbort()
  try {
    return await work(limit.signal)
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
  }
}
