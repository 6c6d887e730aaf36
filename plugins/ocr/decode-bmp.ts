import type { Bitmap } from './prepare-picture.ts'

/** 6000 × 6000. Each takes four bytes when it is decoded, and a bitmap of this size has 100 MB. */
const MAX_PIXELS = 36_000_000
/** Where the header keeps these numbers, all little-endian. */
const WIDTH_AT = 18
const HEIGHT_AT = 22
const COLORS_AT = 46
const HEADER_BYTES = 54

export function isBmp(bytes: Uint8Array): boolean {
  return bytes[0] === 0x42 && bytes[1] === 0x4d
}

/**
 * Decodes a Windows bitmap, which sharp cannot.
 *
 * @throws where it is damaged, or larger than it should be.
 */
export async function decodeBmp(bytes: Uint8Array): Promise<Bitmap> {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (header.length < HEADER_BYTES) throw new RangeError('The header of the bitmap is cut off.')
  // The decoder believes the header, and takes as much memory as that says.
  const pixels = header.readInt32LE(WIDTH_AT) * Math.abs(header.readInt32LE(HEIGHT_AT))
  if (pixels <= 0 || pixels > MAX_PIXELS || header.readUInt32LE(COLORS_AT) > 256)
    throw new RangeError('The size of the bitmap cannot be.')
  const { decode } = await import('bmp-ts')
  const { data, width, height } = decode(header)
  return { pixels: rgbOf(data), width, height, channels: 3 }
}

/** From the decoder's alpha, blue, green, red; its other order is not right for pictures with a palette (bmp-ts 1.0.9). */
function rgbOf(abgr: Uint8Array): Uint8Array {
  const rgb = new Uint8Array((abgr.length / 4) * 3)
  for (let from = 0, to = 0; from < abgr.length; from += 4, to += 3) {
    rgb[to] = abgr[from + 3] ?? 0
    rgb[to + 1] = abgr[from + 2] ?? 0
    rgb[to + 2] = abgr[from + 1] ?? 0
  }
  return rgb
}
