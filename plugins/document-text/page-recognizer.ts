import { SkillError } from 'box-skill-runner/plugin'
import type { PageRecognizer } from './document.ts'
import type { PdfPage } from './pdf-pages.ts'

/** What is used of `box-skill-plugin-ocr/recognize`, which is not installed everywhere. */
interface Recognition {
  createRecognizer(options: { readonly languages: readonly string[] }): Promise<Recognizer>
}

interface Recognizer {
  recognize(page: PdfPage, options: { readonly signal: AbortSignal }): Promise<{ readonly text: string }>
  close(): Promise<void>
}

/** A page recognizer that holds a model until it is closed. */
export interface LoadedRecognizer extends PageRecognizer {
  close(): Promise<void>
}

/**
 * Makes a recognizer of an optional package.
 *
 * @param name - That of the package; it is no literal, so that this is built where the package is missing.
 * @throws SkillError where that is not installed, or has no data of a language.
 */
export async function loadRecognizer(
  options: { readonly languages: readonly string[]; readonly maxPages: number },
  name = 'box-skill-plugin-ocr',
): Promise<LoadedRecognizer> {
  const { createRecognizer } = await importRecognition(name)
  const recognizer = await createRecognizer({ languages: options.languages })
  return {
    maxPages: options.maxPages,
    recognize: async (page, signal) => (await recognizer.recognize(page, { signal })).text,
    close: () => recognizer.close(),
  }
}

async function importRecognition(name: string): Promise<Recognition> {
  try {
    return await import(`${name}/recognize`)
  } catch (error) {
    throw new SkillError('custom_error', `The option "ocr" needs the package ${name}: npm install ${name}`, {
      cause: error,
    })
  }
}
