import { colorName } from './color-names.ts'
import { chromaOf, colorDistance, type Lab, labOf } from './lab.ts'
import { eachColor, type Pixels } from './pixels.ts'

/** One of the main colours of a picture. */
export interface MainColor {
  /** `Sky blue` */
  readonly name: string
  /** `#7FBDE8` */
  readonly hex: string
  /** The part of the picture that has this colour or one like it, from 0 to 1. */
  readonly share: number
}

/** Pixels that are looked at; more do not change the shares that are shown. */
const SAMPLES = 40_000
/** Colours that differ in less than this many steps of 256 are counted together. */
const BIN_BITS = 4
/** Within this distance colours look like one in a picture; a shade around a main colour counts to it. */
const ALIKE = 18
/** How far a shade may be from a colour to make it more frequent. */
const REACH = ALIKE / 2
/** Colours nearer than this are averaged for the one that is shown. */
const SAME = 6
/** Main colours that are looked for; those of too small a share fall out again. */
const CANDIDATES = 12
/** The most frequent colours, among which the main ones are looked for: the work grows with their square. */
const MAX_BINS = 1000
/** A colour of this chroma counts twice as much as a grey of the same share when the main ones are chosen, one of twice this five times. */
const DOUBLE_CHROMA = 30
/** Less of a colour is not a main colour; a vivid one is noticed where there is less of it. */
const MIN_SHARE = 0.03
const MIN_VIVID_SHARE = 0.008
const VIVID_CHROMA = 45

interface Bin extends Sum {
  readonly lab: Lab
}

interface Sum {
  count: number
  red: number
  green: number
  blue: number
}

/**
 * Up to `limit` main colours, largest first: again and again the one that is most frequent together with its near shades, leaving out
 * what is like those before. Without chance: the same picture has the same colours each time.
 */
export function paletteOf(pixels: Pixels, limit: number): MainColor[] {
  const bins = binsOf(pixels)
  const total = bins.reduce((sum, { count }) => sum + count, 0)
  const faces = peaksOf(bins).map((peak) =>
    meanOf(bins.filter(({ lab }) => colorDistance(lab, peak.lab) < SAME)),
  )
  const counts = faces.map(() => 0)
  for (const { lab, count } of bins) {
    const index = nearest(faces, lab)
    counts[index] = (counts[index] ?? 0) + count
  }
  const colors = faces
    .map(({ hex, lab }, index) => ({ name: colorName(lab), hex, lab, share: (counts[index] ?? 0) / total }))
    .filter(({ share, lab }) => share >= (chromaOf(lab) >= VIVID_CHROMA ? MIN_VIVID_SHARE : MIN_SHARE))
  // The red of a small flower is noticed before the third shade of its leaves.
  const weight = ({ share, lab }: (typeof colors)[number]) =>
    share * (1 + (chromaOf(lab) / DOUBLE_CHROMA) ** 2)
  return sameNameOnce(colors.sort((a, b) => weight(b) - weight(a)))
    .slice(0, limit)
    .sort((a, b) => b.share - a.share)
}

function binsOf(pixels: Pixels): Bin[] {
  const step = Math.max(1, Math.floor((pixels.width * pixels.height) / SAMPLES))
  const bins = new Map<number, Sum>()
  eachColor(pixels, step, (red, green, blue) => {
    const shift = 8 - BIN_BITS
    const key = (((red >> shift) << BIN_BITS) + (green >> shift)) * 2 ** BIN_BITS + (blue >> shift)
    const bin = bins.get(key) ?? { count: 0, red: 0, green: 0, blue: 0 }
    bin.count++
    bin.red += red
    bin.green += green
    bin.blue += blue
    bins.set(key, bin)
  })
  return Array.from(bins.values(), (bin) => ({ ...bin, lab: meanOf([bin]).lab }))
}

function peaksOf(bins: readonly Bin[]): Bin[] {
  const peaks: Bin[] = []
  let left = [...bins].sort((a, b) => b.count - a.count).slice(0, MAX_BINS)
  while (left.length > 0 && peaks.length < CANDIDATES) {
    let [peak, most] = [left[0], 0]
    for (const bin of left) {
      const weight = weightAround(bin, left)
      if (weight > most) [peak, most] = [bin, weight]
    }
    if (peak === undefined) break
    peaks.push(peak)
    const { lab } = peak
    left = left.filter((bin) => colorDistance(bin.lab, lab) >= ALIKE)
  }
  return peaks
}

/** How often a colour occurs, and its shades the less the farther they are. */
function weightAround({ lab }: Bin, bins: readonly Bin[]): number {
  let weight = 0
  for (const other of bins) {
    // Most are too far in lightness alone, which is quicker to see.
    const distance = Math.abs(lab[0] - other.lab[0]) < REACH ? colorDistance(lab, other.lab) : REACH
    if (distance < REACH) weight += other.count * (1 - distance / REACH)
  }
  return weight
}

function nearest(colors: readonly { readonly lab: Lab }[], lab: Lab): number {
  let [index, least] = [0, Number.POSITIVE_INFINITY]
  for (const [at, color] of colors.entries()) {
    const distance = colorDistance(color.lab, lab)
    if (distance < least) [index, least] = [at, distance]
  }
  return index
}

/** Two shades with one name are one colour to people: the first shows for both. */
function sameNameOnce(colors: readonly MainColor[]): MainColor[] {
  const byName = new Map<string, MainColor>()
  for (const { name, hex, share } of colors) {
    const before = byName.get(name)
    byName.set(name, before ? { ...before, share: before.share + share } : { name, hex, share })
  }
  return [...byName.values()]
}

function meanOf(sums: readonly Sum[]): { readonly hex: string; readonly lab: Lab } {
  const mean = (part: (sum: Sum) => number) =>
    Math.round(
      sums.reduce((all, sum) => all + part(sum), 0) / sums.reduce((all, { count }) => all + count, 0),
    )
  const [red, green, blue] = [mean(({ red }) => red), mean(({ green }) => green), mean(({ blue }) => blue)]
  const hex = [red, green, blue].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return { hex: `#${hex.toUpperCase()}`, lab: labOf(red, green, blue) }
}
