import { tarText } from './tar-header.ts'

const endings: readonly (readonly [RegExp, string])[] = [
  [/\.(?:gz|gzip|bz2|xz|zst)$/i, ''],
  [/\.svgz$/i, '.svg'],
  [/\.t(?:gz|bz2?|xz|zst)$/i, '.tar'],
]

/** What a file that is packed alone was called: as gzip remembers it, else its name without the last ending. */
export function packedFileName(head: Buffer, archiveName: string): string {
  const remembered = gzipName(head)
  if (remembered !== undefined) return remembered
  for (const [ending, replacement] of endings) {
    if (ending.test(archiveName)) return archiveName.replace(ending, replacement)
  }
  return archiveName
}

/** The name behind a gzip header, where its flags say that there is one. */
function gzipName(head: Buffer): string | undefined {
  if (head[0] !== 0x1f || head[1] !== 0x8b) return undefined
  const flags = head[3] ?? 0
  if ((flags & 8) === 0) return undefined
  const extra = flags & 4 ? 2 + head.readUInt16LE(10) : 0
  const name = tarText(head.subarray(10 + extra))
  return name === '' ? undefined : name
}
