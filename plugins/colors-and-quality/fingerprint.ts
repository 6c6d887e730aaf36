import type { Pixels } from './pixels.ts'

/** The picture is shrunk to this before it is analysed, and the lowest 8×8 frequencies are kept. */
const SIDE = 32
const KEPT = 8
/** A picture of which no frequency is stronger is a plain surface: the bits of its hash would be those of rounding. */
const PLAIN = 200

/**
 * The perceptual hash (pHash) of a picture, 64 bits as 16 hexadecimal digits: shrunk to 32×32 greys, a cosine transform,
 * and a bit for each of the 8×8 lowest frequencies, row by row, that says whether it is above their median. The order of the bits is that of
 * Python's ImageHash (`phash`). Copies that were made smaller, recompressed or slightly changed in colour differ in a few bits;
 * two different pictures differ in about 32. Undefined for a plain surface.
 */
export async function fingerprintOf({ data, width, height }: Pixels): Promise<string | undefined> {
  const { default: sharp } = await import('sharp')
  const grey = await sharp(data, { raw: { width, height, channels: 4 } })
    .flatten({ background: '#ffffff' })
    .greyscale()
    .resize(SIDE, SIDE, { fit: 'fill' })
    .toColourspace('b-w')
    .raw()
    .toBuffer()
  const frequencies = lowFrequencies(grey)
  // The first one is the mean.
  if (frequencies.slice(1).every((value) => Math.abs(value) < PLAIN)) return undefined
  const median = medianOf(frequencies)
  const bits = frequencies.map((value) => (value > median ? '1' : '0')).join('')
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0')
}

/** The first rows and columns of the two-dimensional cosine transform (DCT-II). */
function lowFrequencies(grey: Uint8Array): number[] {
  const waves = Array.from({ length: KEPT }, (_, frequency) =>
    Array.from({ length: SIDE }, (_, at) => Math.cos((Math.PI * frequency * (2 * at + 1)) / (2 * SIDE))),
  )
  const alongRows = Array.from({ length: SIDE }, (_, y) =>
    waves.map((wave) => wave.reduce((sum, factor, x) => sum + factor * (grey[y * SIDE + x] ?? 0), 0)),
  )
  return waves.flatMap((wave) =>
    Array.from({ length: KEPT }, (_, column) =>
      wave.reduce((sum, factor, y) => sum + factor * (alongRows[y]?.[column] ?? 0), 0),
    ),
  )
}

function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  return ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}
