import { Worker } from 'node:worker_threads'
import { findLanguages, type LanguageData } from './languages.ts'
import { type Bitmap, type Picture, preparePicture } from './prepare-picture.ts'
import { type RecognizedText, recognizedText } from './recognized-text.ts'

export type { Bitmap, Picture, PicturePage } from './prepare-picture.ts'
export type { RecognizedLine, RecognizedParagraph, RecognizedText } from './recognized-text.ts'

/** How text is recognized. */
export interface RecognizerOptions {
  /** Tesseract's codes of the languages in the pictures, `['eng']` unless given; each needs its package `@tesseract.js-data/CODE`. */
  readonly languages?: readonly string[]
  /** Lines of which the recognition is less sure are left out: 0 to 100, 60 unless given. */
  readonly minConfidence?: number
}

/** Reads one picture after another, in a thread of its own. */
export interface Recognizer {
  /**
   * Reads the text of a picture, in whichever of the four directions it stands.
   *
   * @param picture - A bitmap, such as a page of `box-skill-plugin-document-text/pdf-pages`, or the bytes of a JPEG, PNG, WebP,
   *   GIF, TIFF or AVIF.
   * @throws the reason of `signal` where that aborts, at once; the error of sharp where the picture cannot be decoded;
   *   an `Error` where Tesseract fails. The recognizer can be used again after each of them.
   */
  recognize(picture: Picture, options?: { readonly signal?: AbortSignal }): Promise<RecognizedText>
  /** Ends the thread and what it is reading. */
  close(): Promise<void>
}

/** What the thread answers: Tesseract's own JSON, undefined where it found nothing. */
interface ThreadAnswer {
  readonly json: string | undefined
}

/**
 * Makes a recognizer. The model is loaded when the first picture is read, in half a second, and takes 100 to 200 MB until `close`.
 * The thread does not keep the process running.
 *
 * @throws SkillError `custom_error` with the command to install them where the data of languages are missing.
 */
export async function createRecognizer(options: RecognizerOptions = {}): Promise<Recognizer> {
  const { languages = ['eng'], minConfidence = 60 } = options
  const data = await findLanguages(languages)
  let thread: Worker | undefined
  let waiting: Promise<unknown> = Promise.resolve()

  async function read(picture: Picture, signal: AbortSignal | undefined): Promise<RecognizedText> {
    signal?.throwIfAborted()
    const prepared = await preparePicture(picture)
    signal?.throwIfAborted()
    thread ??= startThread(data)
    try {
      const { json } = await ask(thread, prepared, signal)
      return recognizedText(json, minConfidence)
    } catch (error) {
      // It may be in the middle of something; only its end stops it.
      await end()
      throw error
    }
  }

  async function end(): Promise<void> {
    const ending = thread
    thread = undefined
    await ending?.terminate()
  }

  return {
    recognize(picture, { signal } = {}) {
      const result = waiting.then(() => read(picture, signal))
      waiting = result.catch(() => undefined)
      return untilAborted(result, signal)
    },
    close: end,
  }
}

/** Rejects as soon as `signal` aborts: neither waiting for the picture before nor decoding can be stopped. */
async function untilAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return result
  signal.throwIfAborted()
  const done = new AbortController()
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { signal: done.signal })
  })
  try {
    return await Promise.race([result, aborted])
  } finally {
    done.abort()
  }
}

function startThread(languages: readonly LanguageData[]): Worker {
  const thread = new Worker(new URL('./recognize-thread.mjs', import.meta.url), {
    workerData: { languages },
    env: {},
    execArgv: [],
  })
  thread.unref()
  return thread
}

/** Sends one picture and waits for the answer, for the end of the thread, or for the abort, whichever is first. */
function ask(
  thread: Worker,
  { pixels, width, height }: Bitmap,
  signal: AbortSignal | undefined,
): Promise<ThreadAnswer> {
  return new Promise((resolve, reject) => {
    const settled = new AbortController()
    function settle(act: () => void): void {
      settled.abort()
      thread.off('message', onMessage).off('error', onError).off('exit', onExit)
      thread.unref()
      act()
    }
    const onMessage = (answer: ThreadAnswer) => settle(() => resolve(answer))
    const onError = (error: unknown) => settle(() => reject(error))
    const onExit = () => settle(() => reject(new Error('The recognition was ended.')))
    thread.on('message', onMessage).on('error', onError).on('exit', onExit)
    signal?.addEventListener('abort', () => settle(() => reject(signal.reason)), { signal: settled.signal })
    thread.ref()
    thread.postMessage({ pixels, width, height })
  })
}
