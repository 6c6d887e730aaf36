import { greyOf, type Pixels } from './pixels.ts'

/** Side of the squares that are judged one by one, in pixels: what counts is the sharpest part, and not a soft background. */
const TILE = 64
/** Reach of the blur that the picture is compared with, in pixels on each side. */
const REACH = 4
/** A square with smaller steps on average, of 255, shows nothing that could be sharp, such as sky. */
const DETAIL = 0.5
/** The grain of a picture is looked for where there is least of it: in this part of the squares. */
const SMOOTHEST_PART = 0.1
/** Steps of up to this are taken for noise in each picture, and no more than that in any, since all of it may be a texture. */
const [MIN_NOISE, MAX_NOISE] = [4, 30]
/** From this difference between its light and dark parts on, of 255, a picture without any such square is wholly blurred. */
const MIN_CONTRAST = 100
/** Smaller pictures are icons. */
const MIN_SIDE = 200
/** The part of the squares with detail that may be sharper than the result: one odd square decides nothing. */
const SHARPEST_PART = 0.05

/**
 * How sharp the sharpest parts of a picture are, from 0 to 100, at the size of a screen. Undefined where it is too small or
 * shows too little to say; 0 where it has light and dark parts, but not one edge.
 *
 * After Crété-Roffet et al., "The blur effect" (2007): a sharp picture changes much when it is blurred, a blurred one
 * hardly. The steps between neighbours are compared with those after a blur, in squares, along rows and along columns;
 * the lower of the two counts, since a shaken camera blurs in one direction. Unlike the variance of the Laplacian, the
 * result does not depend on how much contrast and detail a picture has.
 */
export function sharpnessOf(pixels: Pixels): number | undefined {
  const { width, height } = pixels
  if (Math.max(width, height) < MIN_SIDE || Math.min(width, height) < TILE) return undefined
  const grey = greyOf(pixels)
  const noise = noiseOf(grey, pixels)
  const rows = { grey, lines: height, length: width, lineStep: width, step: 1 }
  const columns = { grey, lines: width, length: height, lineStep: 1, step: width }
  const found = [rows, columns]
    .map((lines) => sharpnessAlong(lines, noise))
    .filter((value) => value !== undefined)
  if (found.length === 0) return contrastOf(grey) >= MIN_CONTRAST ? 0 : undefined
  return Math.round(Math.min(...found) * 100)
}

function contrastOf(grey: Float32Array): number {
  const sorted = Float32Array.from(grey).sort()
  const at = (part: number) => sorted[Math.floor((sorted.length - 1) * part)] ?? 0
  return at(0.98) - at(0.02)
}

/**
 * The steps between neighbours that grain alone makes: three times their standard deviation, by the second differences
 * in the smoothest squares, which an even gradient does not touch.
 */
function noiseOf(grey: Float32Array, { width, height }: Pixels): number {
  const across = Math.ceil(width / TILE)
  const sums = new Float64Array(across * Math.ceil(height / TILE))
  const counts = new Uint32Array(sums.length)
  for (let y = 0; y < height; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const tile = Math.floor(y / TILE) * across + Math.floor(x / TILE)
      sums[tile] =
        (sums[tile] ?? 0) + Math.abs((grey[at - 1] ?? 0) - 2 * (grey[at] ?? 0) + (grey[at + 1] ?? 0))
      counts[tile] = (counts[tile] ?? 0) + 1
    }
  }
  const means = Array.from(sums, (sum, tile) => sum / Math.max(1, counts[tile] ?? 0)).sort((a, b) => a - b)
  // Of normal noise the mean size is 0.8 of the deviation, and second differences are √3 times as large as first ones.
  const deviation = (means[Math.floor(means.length * SMOOTHEST_PART)] ?? 0) / 0.8 / Math.sqrt(3)
  return Math.min(MAX_NOISE, Math.max(MIN_NOISE, 3 * deviation))
}

/** A picture as lines, which are its rows or its columns. */
interface Lines {
  readonly grey: Float32Array
  readonly lines: number
  /** Pixels of a line. */
  readonly length: number
  /** From one line to the next, and from one pixel of a line to the next, in the list of pixels. */
  readonly lineStep: number
  readonly step: number
}

function sharpnessAlong({ grey, lines, length, lineStep, step }: Lines, noise: number): number | undefined {
  const across = Math.ceil(length / TILE)
  const steps = new Float64Array(across * Math.ceil(lines / TILE))
  const lost = new Float64Array(steps.length)
  const line = new Float32Array(length)
  for (let index = 0; index < lines; index++) {
    for (let at = 0; at < length; at++) line[at] = grey[index * lineStep + at * step] ?? 0
    const blurred = blur(line)
    const firstTile = Math.floor(index / TILE) * across
    for (let at = 1; at < length; at++) {
      const change = Math.abs((line[at] ?? 0) - (line[at - 1] ?? 0))
      if (change <= noise) continue
      const tile = firstTile + Math.floor(at / TILE)
      const left = Math.abs((blurred[at] ?? 0) - (blurred[at - 1] ?? 0))
      steps[tile] = (steps[tile] ?? 0) + change
      lost[tile] = (lost[tile] ?? 0) + Math.max(0, change - left)
    }
  }
  const shares = Array.from(steps, (sum, tile) => ({ sum, share: (lost[tile] ?? 0) / sum }))
    .filter(({ sum }) => sum >= DETAIL * TILE * TILE)
    .map(({ share }) => share)
    .sort((a, b) => b - a)
  return shares[Math.floor(shares.length * SHARPEST_PART)]
}

/** The average of each pixel and its neighbours; beyond the ends the line goes on as it ended. */
function blur(line: Float32Array): Float32Array {
  const last = line.length - 1
  const at = (index: number) => line[Math.min(last, Math.max(0, index))] ?? 0
  const result = new Float32Array(line.length)
  let sum = 0
  for (let index = -REACH; index <= REACH; index++) sum += at(index)
  for (let index = 0; index <= last; index++) {
    result[index] = sum / (2 * REACH + 1)
    sum += at(index + REACH + 1) - at(index - REACH)
  }
  return result
}
