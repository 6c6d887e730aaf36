import type { DocumentArchive } from '../archive/document-archive.ts'
import type { Document, ReadLimits } from '../document.ts'
import { otherFormat, passwordProtected } from '../refusals.ts'
import { readOdp } from './read-odp.ts'
import { readOds } from './read-ods.ts'
import { readOdt } from './read-odt.ts'

/**
 * Reads an OpenDocument file.
 *
 * @param type - The last word of its type, such as `spreadsheet`; those of templates are the same.
 * @throws SkillError where it is protected by a password, or a drawing. Other errors mean that it is damaged.
 */
export async function readOdf(archive: DocumentArchive, type: string, limits: ReadLimits): Promise<Document> {
  if (await isEncrypted(archive)) throw passwordProtected(archive.name)
  if (!archive.has('content.xml')) throw new RangeError('The document has no content.')
  switch (type) {
    case 'text':
      return readOdt(archive, limits)
    case 'spreadsheet':
      return readOds(archive, limits)
    case 'presentation':
      return readOdp(archive, limits)
    default:
      throw otherFormat(archive.name, `an OpenDocument ${type}`)
  }
}

async function isEncrypted(archive: DocumentArchive): Promise<boolean> {
  let found = false
  await archive.read('META-INF/manifest.xml', {
    open(name) {
      if (name === 'encryption-data') found = true
    },
  })
  return found
}
