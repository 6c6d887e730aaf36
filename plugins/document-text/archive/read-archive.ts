import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Document, ReadLimits } from '../document.ts'
import { readEpub } from '../epub/read-epub.ts'
import { type OfficePackage, officePackage } from '../office/office-package.ts'
import { readDocx } from '../office/read-docx.ts'
import { readPptx } from '../office/read-pptx.ts'
import { readXlsx } from '../office/read-xlsx.ts'
import { readOdf } from '../opendocument/read-odf.ts'
import { readOldFormat } from '../read-old-format.ts'
import { damaged, otherFormat } from '../refusals.ts'
import { DocumentArchive } from './document-archive.ts'

/** Office files name their format by their parts, the others in a first entry of this name. */
const MIME_TYPE = 'mimetype'
const MIME_TYPE_CHARS = 200

/** Reads the document that an archive is. */
export async function readArchive(file: SkillFile, path: string, limits: ReadLimits): Promise<Document> {
  try {
    const archive = await DocumentArchive.open(path, file.name, limits)
    try {
      return await readContent(archive, file, limits)
    } finally {
      archive.close()
    }
  } catch (error) {
    limits.signal.throwIfAborted()
    throw error instanceof SkillError || isOfRunner(error) ? error : damaged(file.name, error)
  }
}

async function readContent(archive: DocumentArchive, file: SkillFile, limits: ReadLimits): Promise<Document> {
  const type = await mimeType(archive)
  if (type === 'application/epub+zip' || archive.has('META-INF/container.xml'))
    return readEpub(archive, limits)
  const [, openDocument] = /^application\/vnd\.oasis\.opendocument\.(\w+)/.exec(type) ?? []
  if (openDocument !== undefined) return readOdf(archive, openDocument, limits)
  const office = await officePackage(archive)
  return office === undefined ? refuse(archive.name) : readOffice(office, archive.name, file, limits)
}

async function readOffice(
  office: OfficePackage,
  name: string,
  file: SkillFile,
  limits: ReadLimits,
): Promise<Document> {
  switch (office.kind) {
    case 'docx':
      return readDocx(office, limits)
    case 'xlsx':
      return readXlsx(office, limits)
    case 'pptx':
      return readPptx(office, limits)
    default:
      return office.main === 'xl/workbook.bin' ? readOldFormat('xlsb', file, limits) : refuse(name)
  }
}

function refuse(name: string): never {
  throw otherFormat(name, 'a ZIP archive with other content')
}

async function mimeType(archive: DocumentArchive): Promise<string> {
  let text = ''
  for await (const chunk of archive.chunks(MIME_TYPE)) {
    text += chunk.toString('latin1')
    if (text.length > MIME_TYPE_CHARS) break
  }
  return text.slice(0, MIME_TYPE_CHARS).trim()
}

/** Errors of the runner, as of the way to Box, say themselves whether another try is worth it. */
function isOfRunner(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('SKR_')
}
