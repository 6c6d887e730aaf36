import { Worker } from 'node:worker_threads'
import type { Bmp } from './bmp.ts'
import type { Code } from './code.ts'
import type { GreyPicture } from './grey-picture.ts'

/** Looks for codes in one picture after another, in a thread of its own. */
export interface Scanner {
  /**
   * All codes in a picture; undefined where the search took too long.
   *
   * @throws the reason of `signal` where that aborts, at once; an `Error` where zxing fails. The scanner can be used on.
   */
  scan(picture: GreyPicture | Bmp, signal: AbortSignal): Promise<readonly Code[] | undefined>
  /** Ends the thread. */
  close(): Promise<void>
}

/** A photograph takes one second; fine stripes over a whole page, drawn to keep the search busy, take half a minute. */
const SCAN_LIMIT_MS = 15_000

/**
 * Makes a scanner. Its thread starts with the first picture, in 0.1 s, and does not keep the process running.
 *
 * @param limitMs - Milliseconds after which a picture is given up.
 */
export function createScanner(limitMs = SCAN_LIMIT_MS): Scanner {
  let thread: Worker | undefined
  let waiting: Promise<unknown> = Promise.resolve()

  async function scan(picture: GreyPicture | Bmp, signal: AbortSignal): Promise<readonly Code[] | undefined> {
    signal.throwIfAborted()
    thread ??= startThread()
    const limit = AbortSignal.timeout(limitMs)
    try {
      return await ask(thread, picture, AbortSignal.any([signal, limit]))
    } catch (error) {
      // It may be in the middle of something; only its end stops it.
      await end()
      if (limit.aborted && !signal.aborted) return undefined
      throw error
    }
  }

  async function end(): Promise<void> {
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }

  return {
    scan(picture, signal) {
      const result = waiting.then(() => scan(picture, signal))
      waiting = result.catch(() => undefined)
      return result
    },
    close: end,
  }
}

function startThread(): Worker {
  const thread = new Worker(new URL('./scan-thread.mjs', import.meta.url), { env: {}, execArgv: [] })
  thread.unref()
  return thread
}

/** Sends one picture and waits for the answer, for the end of the thread, or for the abort, whichever is first. */
function ask(thread: Worker, picture: GreyPicture | Bmp, signal: AbortSignal): Promise<readonly Code[]> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController()
    function settle(act: () => void): void {
      settled.abort()
      thread.off('message', onCodes).off('error', onError).off('exit', onExit)
      thread.unref()
      act()
    }
    const onCodes = (codes: readonly Code[]) => settle(() => resolve(codes))
    const onError = (error: unknown) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new Error('The search for codes was ended.')))
    thread.on('message', onCodes).on('error', onError).on('exit', onExit)
    signal.addEventListener('abort', () => settle(() => reject(signal.reason)), { signal: settled.signal })
    thread.ref()
    thread.postMessage(picture)
  })
}
