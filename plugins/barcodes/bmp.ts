import { SkillError } from 'box-skill-runner/plugin'

/** A Windows bitmap as it is: sharp cannot decode it, but zxing can. */
export interface Bmp {
  readonly bmp: Uint8Array
}

/** 6000 × 6000, of which zxing takes a byte for each. */
const MAX_PIXELS = 36_000_000
const HEADER_BYTES = 26

export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d
}

/**
 * Looks at the header of a bitmap, since a decoder takes as much memory as that says.
 *
 * @throws SkillError where its size cannot be.
 */
export function bmpOf(bytes: Uint8Array, name: string): Bmp {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const littleEndian = true
  const pixels =
    bytes.byteLength < HEADER_BYTES
      ? 0
      : header.getInt32(18, littleEndian) * Math.abs(header.getInt32(22, littleEndian))
  if (pixels > 0 && pixels <= MAX_PIXELS) return { bmp: bytes }
  throw new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a picture: it is damaged, or larger than 36 million pixels.`,
  )
}
