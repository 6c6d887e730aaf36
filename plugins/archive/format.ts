import { bytesAt, type Source } from './source.ts'
import { isTarHeader } from './tar-header.ts'
import { zipEndOf } from './zip-end.ts'

/** What packs one stream of bytes, which is often a tar archive. */
export type Compression = 'gzip' | 'bzip2' | 'xz' | 'zstd'

/** What holds files, as its content says. */
export type Format = Compression | 'zip' | '7z' | 'rar' | 'cab' | 'iso' | 'tar'

/** How people call them. */
export const formatNames: Readonly<Record<Format, string>> = {
  zip: 'ZIP',
  '7z': '7-Zip',
  rar: 'RAR',
  cab: 'Cabinet',
  iso: 'ISO disc image',
  tar: 'TAR',
  gzip: 'gzip',
  bzip2: 'bzip2',
  xz: 'xz',
  zstd: 'Zstandard',
}

const signatures: readonly (readonly [Format, string])[] = [
  ['zip', '504b0304'],
  ['zip', '504b0506'],
  ['zip', '504b0708'],
  ['7z', '377abcaf271c'],
  ['rar', '526172211a07'],
  ['cab', '4d53434600000000'],
  ['gzip', '1f8b08'],
  ['bzip2', '425a68'],
  ['xz', 'fd377a585a00'],
  ['zstd', '28b52ffd'],
]

/** Where the volume descriptor of an ISO 9660 image begins with `CD001`, behind 16 sectors of boot code. */
const ISO_MARK = 0x8001

/** The format by the content, whatever the file is called; undefined where it is no archive. */
export function formatOf(source: Source): Format | undefined {
  const head = bytesAt(source, 0, 512)
  const byHead = formatOfHead(head)
  if (byHead !== undefined) return byHead
  if (bytesAt(source, ISO_MARK, 5).toString('latin1') === 'CD001') return 'iso'
  // Behind a program that unpacks it, a picture that hides it, or anything else.
  return zipEndOf(source) === undefined ? undefined : 'zip'
}

/** Whether this is one part of a ZIP file that was split into several. */
export function isPartOfZip(source: Source): boolean {
  const end = zipEndOf(source)
  return end?.isPart ?? bytesAt(source, 0, 4).toString('latin1') === 'PK\x07\x08'
}

/** The format by the first 512 bytes alone, as where no more is known yet. */
export function formatOfHead(head: Buffer): Format | undefined {
  const hex = head.subarray(0, 8).toString('hex')
  const found = signatures.find(([, signature]) => hex.startsWith(signature))
  if (found) return found[0]
  return isTarHeader(head) ? 'tar' : undefined
}

/** Whether the format packs one stream of bytes. */
export function isCompression(format: Format): format is Compression {
  return format === 'gzip' || format === 'bzip2' || format === 'xz' || format === 'zstd'
}
