import type { SkillFile } from 'box-skill-runner/plugin'
import { contentKind } from './content-kind.ts'
import { type Document, defaultLimits, type ReadLimits } from './document.ts'
import { otherFormat } from './refusals.ts'

/** The extensions of the documents that are read, without dots. */
export const documentExtensions = [
  ...['pdf', 'docx', 'docm', 'dotx', 'xlsx', 'xlsm', 'xltx', 'pptx', 'pptm', 'ppsx', 'potx'],
  ...['odt', 'ott', 'ods', 'ots', 'odp', 'otp', 'rtf', 'html', 'htm', 'xhtml', 'epub', 'eml', 'msg'],
  ...['doc', 'xls', 'ppt', 'xlsb'],
] as const

/**
 * Reads a document by what it is, whatever its name ends in.
 *
 * @throws SkillError where it is protected by a password, damaged, of another format, or unpacks to too much.
 */
export async function readDocument(file: SkillFile, wanted: Partial<ReadLimits> = {}): Promise<Document> {
  const limits = { ...defaultLimits(), ...wanted }
  const path = await file.path()
  limits.signal.throwIfAborted()
  // What reads the other formats is not loaded.
  switch (await contentKind(path, file.extension)) {
    case 'pdf':
      return (await import('./pdf/read-pdf.ts')).readPdf(file, limits)
    case 'zip':
      return (await import('./archive/read-archive.ts')).readArchive(file, path, limits)
    case 'rtf':
      return (await import('./rtf/read-rtf.ts')).readRtf(file, limits)
    case 'html':
      return (await import('./web/read-html.ts')).readHtml(file, limits)
    case 'ole':
      return (await import('./mail/read-compound-file.ts')).readCompoundFile(file, limits)
    case 'eml':
      return (await import('./mail/read-eml.ts')).readEml(file, limits)
    case 'empty':
      throw otherFormat(file.name, 'nothing')
    case 'other':
      throw otherFormat(file.name, 'something else')
  }
}
