import type { SkillFile } from 'box-skill-runner/plugin'
import type { Document, OldKind, ReadLimits } from '../document.ts'
import { readOldFormat } from '../read-old-format.ts'
import { damaged, otherFormat, passwordProtected } from '../refusals.ts'
import { openCompoundFile } from './compound-file.ts'
import { readMsg } from './read-msg.ts'

/** Files at the top of a compound file that tell what it is. */
const marks: readonly (readonly [string, OldKind | 'msg' | 'encrypted'])[] = [
  ['EncryptedPackage', 'encrypted'],
  ['__properties_version1.0', 'msg'],
  ['WordDocument', 'doc'],
  ['Workbook', 'xls'],
  ['Book', 'xls'],
  ['PowerPoint Document', 'ppt'],
]

/** Reads an Outlook message, or takes Box's text of a document in a format before Office 2007. */
export async function readCompoundFile(file: SkillFile, limits: ReadLimits): Promise<Document> {
  const bytes = await file.bytes()
  try {
    const compound = openCompoundFile(bytes)
    const names = compound.list()
    const kind = marks.find(([name]) => names.has(name))?.[1]
    switch (kind) {
      case 'msg':
        return await readMsg(compound, limits)
      case 'encrypted':
        throw passwordProtected(file.name)
      case undefined:
        throw otherFormat(file.name, 'a file of another program')
      default:
        return await readOldFormat(kind, file, limits)
    }
  } catch (error) {
    // The reader of the container knows only its own limits, and throws these two where they are broken.
    throw error instanceof RangeError || error instanceof TypeError ? damaged(file.name, error) : error
  }
}
