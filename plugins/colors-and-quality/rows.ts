import type { Header } from './header.ts'
import type { MainColor } from './palette.ts'
import type { Tones } from './tones.ts'

/** At and above these the picture looks sharp, and soft, on a screen; see the README for how they were found. */
const SHARP = 60
const SOFT = 40
/** Less of pure black or white is in most pictures, and no fault. */
const NOTABLE_SHARE = 0.02
/** What printers ask for: more is not seen by the naked eye. */
const PRINT_DPI = 300
/** Nobody prints icons and lines. */
const MIN_PRINT_CM = 1
const CM_PER_INCH = 2.54
/** Paper by name, in centimetres, the largest first. */
const papers: readonly (readonly [name: string, short: number, long: number])[] = [
  ['A0', 84.1, 118.9],
  ['A1', 59.4, 84.1],
  ['A2', 42, 59.4],
  ['A3', 29.7, 42],
  ['A4', 21, 29.7],
  ['A5', 14.8, 21],
  ['A6', 10.5, 14.8],
]

type Rows = Readonly<Record<string, string | undefined>>

/** What can be said of the decoded picture. */
export function lookRows({
  tones,
  sharpness,
}: {
  readonly tones: Tones
  readonly sharpness: number | undefined
}): Rows {
  return {
    Sharpness: sharpness === undefined ? undefined : `${sharpnessInWords(sharpness)} (${sharpness} of 100)`,
    ...(tones.transparent < 1 ? { Exposure: exposureOf(tones), Contrast: contrastOf(tones) } : {}),
  }
}

/** What can be said without decoding. */
export function headerRows({ width, height, animation }: Header): Rows {
  return {
    // Nobody prints an animation.
    Print: animation ? undefined : printOf(width, height),
    Animation: animation && `${animation.frames} frames, ${Math.round(animation.seconds * 10) / 10} s`,
  }
}

function sharpnessInWords(sharpness: number): string {
  if (sharpness >= SHARP) return 'Sharp'
  return sharpness >= SOFT ? 'Soft' : 'Blurred'
}

function exposureOf(tones: Tones): string {
  const clipped = [
    tones.black >= NOTABLE_SHARE ? `${percent(tones.black)} pure black` : undefined,
    tones.white >= NOTABLE_SHARE ? `${percent(tones.white)} pure white` : undefined,
  ].filter((part) => part !== undefined)
  return [exposureInWords(tones), ...clipped].join(', ')
}

function exposureInWords({ mean, p1, p99 }: Tones): string {
  // A photo of the night has lights in it, one of snow has shadows; without either it is very dark or bright. Whether that
  // is a mistake is not for a program to say.
  if (p99 < 55) return 'Very dark'
  if (p1 > 45 && mean > 75) return 'Very bright'
  if (mean < 25) return 'Dark'
  if (mean < 38) return 'Rather dark'
  if (mean <= 66) return 'Balanced'
  return mean <= 80 ? 'Rather bright' : 'Bright'
}

function contrastOf({ p5, p95 }: Tones): string {
  const range = p95 - p5
  const words = range < 35 ? 'Low' : range < 80 ? 'Normal' : 'High'
  return `${words} (lightness from ${p5} to ${p95} of 100)`
}

function printOf(width: number, height: number): string | undefined {
  const [cmWide, cmHigh] = [width, height].map((side) => (side / PRINT_DPI) * CM_PER_INCH)
  const [short = 0, long = 0] = [cmWide ?? 0, cmHigh ?? 0].sort((a, b) => a - b)
  if (short < MIN_PRINT_CM) return undefined
  const paper = papers.find(([, paperShort, paperLong]) => short >= paperShort && long >= paperLong)
  return `Up to ${centimetres(cmWide)} × ${centimetres(cmHigh)} cm at ${PRINT_DPI} dpi${paper ? ` (${paper[0]})` : ''}`
}

function centimetres(value = 0): string {
  return String(value >= 10 ? Math.round(value) : Math.round(value * 10) / 10)
}

/** `43% of the picture`; undefined where all of it is opaque. */
export function transparencyOf(share: number): string | undefined {
  return share > 0 ? `${percent(share)} of the picture` : undefined
}

/** The colours as words, so that they can be read and searched for. */
export function colorList(colors: readonly MainColor[]): string | undefined {
  return colors.map(({ name, hex }) => `${name} ${hex}`).join(', ') || undefined
}

function percent(share: number): string {
  return share < 0.01 ? 'under 1%' : `${Math.round(share * 100)}%`
}
