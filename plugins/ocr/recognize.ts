import { createPictureThread } from 'box-skill-plugin-document-text/picture-thread'
import { findLanguages } from './languages.ts'
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
  /** Milliseconds after which a picture is given up and counts as one without text, the loading of the model included: 45,000 unless given. */
  readonly limitMs?: number
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

/** A full page takes one to five seconds; one of nothing but grain, in which everything might be a letter, many times as long. */
const READ_LIMIT_MS = 45_000

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
  const { languages = ['eng'], minConfidence = 60, limitMs = READ_LIMIT_MS } = options
  const thread = createPictureThread<Bitmap, ThreadAnswer>(
    new URL('./recognize-thread.mjs', import.meta.url),
    {
      workerData: { languages: await findLanguages(languages) },
      limitMs,
    },
  )
  return {
    async recognize(picture, { signal } = {}) {
      try {
        const { json } = await thread.ask(() => preparePicture(picture), signal)
        return recognizedText(json, minConfidence)
      } catch (error) {
        if (signal?.aborted || !(error instanceof DOMException && error.name === 'TimeoutError')) throw error
        return { ...recognizedText(undefined, minConfidence), gaveUp: true }
      }
    },
    close: thread.close,
  }
}
