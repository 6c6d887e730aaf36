import { resolve } from 'node:path'
import { damaged, passwordProtected } from '../refusals.ts'

/** A document of pdf.js. */
export type Pdf = Awaited<ReturnType<typeof import('unpdf')['getDocumentProxy']>>

/** pdf.js: 0 keeps its warnings about small faults of a file out of the log. */
const ERRORS_ONLY = 0

/** @throws SkillError where the PDF is protected by a password, or damaged. */
export async function openPdf(bytes: Uint8Array, name: string, characterMaps: string): Promise<Pdf> {
  const { getDocumentProxy } = await import('unpdf')
  try {
    return await getDocumentProxy(bytes, {
      verbosity: ERRORS_ONLY,
      // Else pdf.js would fetch the maps like a browser, which cannot read a folder.
      useWorkerFetch: false,
      ...(characterMaps === '' ? {} : { cMapUrl: `${resolve(characterMaps)}/`, cMapPacked: true }),
    })
  } catch (error) {
    if (error instanceof Error && error.name === 'PasswordException') throw passwordProtected(name)
    throw damaged(name, error)
  }
}
