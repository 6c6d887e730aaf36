/** Shared by all copies of the package in a process, and not enumerable: neither a spread nor a comparison sees it. */
const key = Symbol.for('box-skill-runner.plugin-place')

/**
 * Notes on `plugin` which file called `define`, so that the test kit can hand that file to a worker thread, to which the
 * plugin itself cannot cross.
 *
 * @param define The function that the file called: the innermost of the stack that does not count.
 */
export function rememberPlace<T extends object>(plugin: T, define: (...args: never) => unknown): T {
  return Object.defineProperty(plugin, key, { value: filesInStack(define)[0] })
}

/** The path or `file:` URL of the file that defined the plugin; undefined where that is not known, as for a copy. */
export function placeOf(plugin: object): string | undefined {
  const place: unknown = Reflect.get(plugin, key)
  return typeof place === 'string' ? place : undefined
}

/**
 * The files of the functions that led to the call of `callee`, the caller first, as paths or URLs: what really ran, where
 * `stack` may tell the sources that it was compiled from.
 */
export function filesInStack(callee: (...args: never) => unknown): readonly (string | undefined)[] {
  const { prepareStackTrace, stackTraceLimit } = Error
  const holder: { stack?: readonly (string | undefined)[] } = {}
  try {
    Error.stackTraceLimit = 16
    Error.prepareStackTrace = (_, frames) => frames.map((frame) => frame.getFileName() ?? undefined)
    Error.captureStackTrace(holder, callee)
    return holder.stack ?? []
  } catch {
    // Error is frozen in this process: then places are not known, which only tests would want to.
    return []
  } finally {
    restore({ prepareStackTrace, stackTraceLimit })
  }
}

function restore(before: Pick<ErrorConstructor, 'prepareStackTrace' | 'stackTraceLimit'>): void {
  if (!Object.isFrozen(Error)) Object.assign(Error, before)
}
