/** One header block of a tar archive, before the extensions in front of it are applied. */
export interface TarHeader {
  readonly path: string
  /** Of what follows in the archive, in bytes. */
  readonly size: number
  /** Seconds since 1970. */
  readonly modified: number
  /** One character: `0` a file, `5` a folder, `1` and `2` links, `x` and `L` extensions of the next header, … */
  readonly type: string
  readonly target: string
  /** Of a sparse file in GNU's old form: what it unpacks to, in bytes. */
  readonly realSize: number | undefined
  /** Of a sparse file in GNU's old form: whether its map goes on in the next block. */
  readonly extended: boolean
}

/** Everything in a tar archive comes in blocks of this many bytes. */
export const TAR_BLOCK = 512

/** Whether these bytes begin with a tar header: the only sign that all kinds of tar share is its check sum. */
export function isTarHeader(block: Buffer): boolean {
  if (block.length < TAR_BLOCK || block[0] === 0) return false
  const stored = numberAt(block, 148, 8)
  let unsigned = 0
  let signed = 0
  for (let at = 0; at < TAR_BLOCK; at++) {
    const byte = at >= 148 && at < 156 ? 0x20 : (block[at] ?? 0)
    unsigned += byte
    // Old programs added the bytes up as signed numbers.
    signed += byte > 127 ? byte - 256 : byte
  }
  return stored === unsigned || stored === signed
}

/** Reads a block that {@link isTarHeader}. Numbers that make no sense are 0. */
export function readTarHeader(block: Buffer): TarHeader {
  const type = textAt(block, 156, 1) || '0'
  const magic = block.subarray(257, 265).toString('latin1')
  // GNU's tar has other things where POSIX has the beginning of a long path.
  const prefix = magic.startsWith('ustar\0') ? textAt(block, 345, 155) : ''
  const name = textAt(block, 0, 100)
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size: numberAt(block, 124, 12),
    modified: numberAt(block, 136, 12),
    type,
    target: textAt(block, 157, 100),
    realSize: type === 'S' ? numberAt(block, 483, 12) : undefined,
    extended: type === 'S' && block[482] === 1,
  }
}

/** A number in octal digits, or in GNU's binary form with the highest bit set. */
function numberAt(block: Buffer, at: number, length: number): number {
  const first = block[at] ?? 0
  if (first & 0x80) {
    let value = first & 0x40 ? 0 : first & 0x3f
    for (let index = at + 1; index < at + length; index++) value = value * 256 + (block[index] ?? 0)
    return Number.isSafeInteger(value) ? value : 0
  }
  const value = Number.parseInt(
    block
      .subarray(at, at + length)
      .toString('latin1')
      .trim(),
    8,
  )
  return Number.isSafeInteger(value) && value >= 0 ? value : 0
}

function textAt(block: Buffer, at: number, length: number): string {
  return tarText(block.subarray(at, at + length))
}

/** A name up to its NUL: UTF-8, or Latin-1 where it is none. */
export function tarText(bytes: Buffer): string {
  const end = bytes.indexOf(0)
  const name = end === -1 ? bytes : bytes.subarray(0, end)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name)
  } catch {
    // TypeError: not UTF-8, as from systems of before the year 2000.
    return name.toString('latin1')
  }
}
