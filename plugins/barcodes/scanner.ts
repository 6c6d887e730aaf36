import { createPictureThread } from 'box-skill-plugin-document-text/picture-thread'
import type { Bmp } from 'box-skill-plugin-document-text/pictures'
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
  const script = new URL('./scan-thread.mjs', import.meta.url)
  const thread = createPictureThread<GreyPicture | Bmp, readonly Code[]>(script, { limitMs })
  return {
    async scan(picture, signal) {
      try {
        return await thread.ask(() => picture, signal)
      } catch (error) {
        if (error instanceof DOMException && error.name === 'TimeoutError' && !signal.aborted)
          return undefined
        throw error
      }
    },
    close: thread.close,
  }
}
