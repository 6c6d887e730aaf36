import { setImmediate } from 'node:timers/promises'
import type { ArchiveEntry } from './entry.ts'
import { bytesAt, type Source } from './source.ts'
import type { Visitor } from './visitor.ts'
import { zipText } from './zip-entry.ts'

const LOCAL_HEADER = 0x04034b50

/**
 * Walks over the headers in front of the files of a ZIP file whose table of contents is missing, as of an upload that
 * broke off. Ends at the first file that does not say how long it is.
 */
export async function recoverZip(source: Source, visitor: Visitor): Promise<void> {
  const { default: yauzl } = await import('yauzl')
  let position = 0
  for (let count = 1; visitor.wantsMore(); count++) {
    const head = bytesAt(source, position, 30)
    if (head.length < 30 || head.readUInt32LE(0) !== LOCAL_HEADER) return
    const flags = head.readUInt16LE(6)
    const packed = head.readUInt32LE(18)
    const name = bytesAt(source, position + 30, head.readUInt16LE(26))
    const path = zipText(name, yauzl)
    const entry: ArchiveEntry = {
      path,
      kind: path.endsWith('/') ? 'folder' : 'file',
      size: flags & 8 ? undefined : head.readUInt32LE(22),
      day: undefined,
      encrypted: (flags & 1) !== 0,
    }
    await visitor.entry(entry)
    if (flags & 8 || packed === 0xffffffff) return
    position += 30 + name.length + head.readUInt16LE(28) + packed
    if (count % 500 === 0) await setImmediate()
  }
}
