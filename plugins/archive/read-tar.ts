import { setImmediate } from 'node:timers/promises'
import type { ByteCursor } from './byte-cursor.ts'
import { type ArchiveEntry, dayOf } from './entry.ts'
import { isTarHeader, readTarHeader, TAR_BLOCK, type TarHeader, tarText } from './tar-header.ts'
import type { Visitor } from './visitor.ts'

/** Longest name or attributes that are read; longer ones are left out, since nothing real has them. */
const MAX_EXTENSION = 1_000_000

/** Types that carry a file: of POSIX, of programs before it, contiguous, and sparse in GNU's form. */
const fileTypes = new Set(['0', '\0', '7', 'S'])

/**
 * Walks over a tar archive of any kind: V7, POSIX with its extended headers, GNU with long names and sparse files.
 * Returns false where it ends too early or in the middle of something that is no header.
 */
export async function readTar(cursor: ByteCursor, visitor: Visitor): Promise<boolean> {
  let extensions: Extensions = {}
  for (let count = 1; visitor.wantsMore(); count++) {
    const block = await cursor.take(TAR_BLOCK)
    // A block of zeros ends the archive; some programs leave it out.
    if (block.length === 0 || (block.length === TAR_BLOCK && block.every((byte) => byte === 0))) return true
    if (!isTarHeader(block)) return false
    const header = readTarHeader(block)
    if (header.extended && !(await skipSparseMap(cursor))) return false
    if ('xgLK'.includes(header.type)) {
      const body = await readExtension(cursor, header.size)
      if (body === undefined) return false
      if (header.type !== 'g') extensions = { ...extensions, ...parseExtension(header.type, body) }
      continue
    }
    const entry = entryOf(header, extensions)
    const stored = extensions.size ?? header.size
    extensions = {}
    let opened = false
    await visitor.entry(entry, async () => {
      opened = true
      return cursor.pieces(stored)
    })
    if (!(await cursor.skip(padding(stored) + (opened ? 0 : stored)))) return false
    if (count % 500 === 0) await setImmediate()
  }
  return true
}

/** What stands in front of a header and replaces parts of it. */
interface Extensions {
  readonly path?: string
  readonly target?: string
  readonly size?: number
  readonly realSize?: number
  readonly modified?: number
}

async function readExtension(cursor: ByteCursor, size: number): Promise<Buffer | undefined> {
  const body = size > MAX_EXTENSION ? Buffer.alloc(0) : await cursor.take(size)
  if (size > MAX_EXTENSION && !(await cursor.skip(size))) return undefined
  if (size <= MAX_EXTENSION && body.length < size) return undefined
  return (await cursor.skip(padding(size))) ? body : undefined
}

function parseExtension(type: string, body: Buffer): Extensions {
  if (type === 'L') return { path: tarText(body) }
  if (type === 'K') return { target: tarText(body) }
  const records = paxRecords(body)
  const size = wholeNumber(records.get('size'))
  const realSize = wholeNumber(records.get('GNU.sparse.realsize') ?? records.get('GNU.sparse.size'))
  const path = records.get('GNU.sparse.name') ?? records.get('path')
  const target = records.get('linkpath')
  const modified = Number(records.get('mtime'))
  return {
    ...(path === undefined ? {} : { path }),
    ...(target === undefined ? {} : { target }),
    ...(size === undefined ? {} : { size }),
    ...(realSize === undefined ? {} : { realSize }),
    ...(Number.isFinite(modified) ? { modified } : {}),
  }
}

/** Records of the form `27 path=some/long/name\n`, the number being the length of the whole record in bytes. */
function paxRecords(body: Buffer): Map<string, string> {
  const records = new Map<string, string>()
  for (let at = 0; at < body.length; ) {
    const space = body.indexOf(0x20, at)
    const length =
      space === -1 ? Number.NaN : Number.parseInt(body.subarray(at, space).toString('latin1'), 10)
    if (!(length > space - at)) break
    const record = body.subarray(space + 1, at + length - 1).toString('utf8')
    const equals = record.indexOf('=')
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1))
    at += length
  }
  return records
}

function wholeNumber(text: string | undefined): number | undefined {
  const value = Number(text)
  return text !== undefined && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** Sparse files with many holes list them in further blocks, each saying whether another one follows. */
async function skipSparseMap(cursor: ByteCursor): Promise<boolean> {
  for (;;) {
    const block = await cursor.take(TAR_BLOCK)
    if (block.length < TAR_BLOCK) return false
    if (block[504] !== 1) return true
  }
}

function entryOf(header: TarHeader, extensions: Extensions): ArchiveEntry {
  const path = extensions.path ?? header.path
  const kind = kindOf(header.type, path)
  const target = extensions.target ?? header.target
  return {
    path,
    kind,
    size: kind === 'file' ? (extensions.realSize ?? header.realSize ?? extensions.size ?? header.size) : 0,
    day: dayOf(extensions.modified ?? header.modified),
    encrypted: false,
    ...(kind === 'link' ? { target, hard: header.type === '1' } : {}),
  }
}

function kindOf(type: string, path: string): ArchiveEntry['kind'] {
  if (type === '5' || type === 'D' || (fileTypes.has(type) && path.endsWith('/'))) return 'folder'
  if (type === '1' || type === '2') return 'link'
  return fileTypes.has(type) ? 'file' : 'special'
}

function padding(size: number): number {
  return (TAR_BLOCK - (size % TAR_BLOCK)) % TAR_BLOCK
}
