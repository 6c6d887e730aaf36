import type { RunnerError } from '../errors/error.ts'

/** As much of a logger as is needed here. */
interface RefusalLogger {
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}

const WINDOW_MS = 60_000
/** Lines for each code in a window; what is more is counted, so that a flood of forged events cannot fill the disk. */
const LINES_PER_WINDOW = 10

/**
 * Writes one log line for each refused request: code, status, address; never a header or a part of the body. Where one
 * code floods, the rest of the minute is only counted, and the next line says how many were left out.
 */
export function createRefusalLog(
  logger: RefusalLogger,
  now: () => number,
): (error: RunnerError, remote: string) => void {
  const windows = new Map<string, { since: number; lines: number; left: number }>()

  return (error, remote) => {
    let window = windows.get(error.code)
    let suppressed = 0
    if (window === undefined || now() - window.since >= WINDOW_MS) {
      suppressed = window?.left ?? 0
      window = { since: now(), lines: 0, left: 0 }
      windows.set(error.code, window)
    }
    if (window.lines >= LINES_PER_WINDOW) {
      window.left += 1
      return
    }
    window.lines += 1
    const fields = {
      code: error.code,
      status: error.statusCode,
      remote,
      fix: error.fix,
      ...(suppressed > 0 ? { suppressed } : {}),
    }
    if (error.statusCode >= 500) logger.error({ ...fields, err: error }, `Event not taken: ${error.message}`)
    else logger.warn(fields, `Event refused: ${error.message}`)
  }
}
