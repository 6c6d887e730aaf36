import type { Bmp } from 'box-skill-plugin-document-text/pictures'
import type { Bitmap } from './prepare-picture.ts'

/** Where the header keeps the number of colors in the palette. */
const COLORS_AT = 46
const HEADER_BYTES = 54

/**
 * Decodes a Windows bitmap, which sharp cannot.
 *
 * @param picture - Of a size that can be: the decoder takes as much memory as the header says.
 * @throws where it is damaged.
 */
export async function decodeBmp({ bmp }: Bmp): Promise<Bitmap> {
  const header = Buffer.from(bmp.buffer, bmp.byteOffset, bmp.byteLength)
  if (header.length < HEADER_BYTES) throw new RangeError('The header of the bitmap is cut off.')
  if (header.readUInt32LE(COLORS_AT) > 256) throw new RangeError('The palette of the bitmap cannot be.')
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
