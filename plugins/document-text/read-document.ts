import { open } from 'node:fs/promises'
import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Document, ReadLimits } from './document.ts'
import { OfficePackage } from './office-package.ts'
import { readDocx } from './read-docx.ts'
import { readPdf } from './read-pdf.ts'
import { readPptx } from './read-pptx.ts'
import { readXlsx } from './read-xlsx.ts'
import { damaged, otherFormat, passwordProtected } from './refusals.ts'

/**
 * Reads a document by what it is, whatever its name ends in.
 *
 * @throws SkillError where it is protected by a password, damaged, of another format, or unpacks to too much.
 */
export async function readDocument(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const path = await file.path()
  limits.signal.throwIfAborted()
  switch (await container(path)) {
    case 'pdf':
      return readPdf(file, limits)
    case 'zip':
      return readOffice(path, file.name, limits)
    case 'ole':
      if (await isEncrypted(file)) throw passwordProtected(file.name)
      throw otherFormat(file.name, 'the format of Office before 2007 (doc, xls, ppt)')
    case 'empty':
      throw otherFormat(file.name, 'nothing')
    default:
      throw otherFormat(file.name, 'something else')
  }
}

async function readOffice(path: string, name: string, limits: ReadLimits): Promise<Document> {
  try {
    const office = await OfficePackage.open(path, name, limits)
    try {
      switch (office.kind) {
        case 'docx':
          return await readDocx(office, limits)
        case 'xlsx':
          return await readXlsx(office, limits)
        case 'pptx':
          return await readPptx(office, limits)
        default:
          throw otherFormat(name, 'a ZIP archive with other content')
      }
    } finally {
      office.close()
    }
  } catch (error) {
    limits.signal.throwIfAborted()
    throw error instanceof SkillError ? error : damaged(name, error)
  }
}

/** What the first bytes say; PDF readers allow some bytes before the mark. */
async function container(path: string): Promise<'pdf' | 'zip' | 'ole' | 'empty' | 'other'> {
  const handle = await open(path)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(1024), 0, 1024, 0)
    if (bytesRead === 0) return 'empty'
    if (buffer.readUInt32BE(0) === 0x504b0304 || buffer.readUInt32BE(0) === 0x504b0506) return 'zip'
    if (buffer.includes('%PDF-')) return 'pdf'
    return buffer.subarray(0, 8).toString('hex') === 'd0cf11e0a1b11ae1' ? 'ole' : 'other'
  } finally {
    await handle.close()
  }
}

/** Office puts an encrypted document into a compound file with a stream of this name; its directory may stand anywhere. */
async function isEncrypted(file: SkillFile): Promise<boolean> {
  const mark = Buffer.from('EncryptedPackage', 'utf16le')
  let tail = Buffer.alloc(0)
  for await (const chunk of file.stream()) {
    const window = Buffer.concat([tail, chunk])
    if (window.includes(mark)) return true
    tail = window.subarray(-mark.length)
  }
  return false
}
