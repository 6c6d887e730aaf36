import type { Block } from './exif-block.ts'

/** The exposure in a photographer's words: `1/250 s, f/2.8, ISO 200, -0.7 EV, 35 mm (53 mm in 35 mm format)`. */
export function exposureOf(exif: Block): string | undefined {
  const parts = [
    shutter(exif.ExposureTime),
    aperture(exif.FNumber),
    sensitivity(exif.PhotographicSensitivity),
    compensation(exif.ExposureBiasValue),
    focalLength(exif),
  ]
  return parts.filter((part) => part !== undefined).join(', ') || undefined
}

/** Whether the flash fired: bit 0 of EXIF's `Flash`. Undefined where the camera did not say, or has none (bit 5). */
export function flashOf(exif: Block): string | undefined {
  const flash = exif.Flash
  return typeof flash === 'number' && !(flash & 32) ? (flash & 1 ? 'Fired' : 'Did not fire') : undefined
}

function shutter(value: unknown): string | undefined {
  const seconds = positive(value)
  if (seconds === undefined) return undefined
  // Cameras write 0.3 s and longer as decimals, shorter times as fractions.
  return seconds >= 0.3 ? `${rounded(seconds)} s` : `1/${Math.round(1 / seconds)} s`
}

function aperture(value: unknown): string | undefined {
  const fNumber = positive(value)
  return fNumber === undefined ? undefined : `f/${rounded(fNumber)}`
}

function sensitivity(value: unknown): string | undefined {
  // Some cameras write the value twice.
  const iso = positive(Array.isArray(value) ? value[0] : value)
  return iso === undefined ? undefined : `ISO ${Math.round(iso)}`
}

/** How much brighter or darker than measured the photographer wanted it; nothing where that is not at all. */
function compensation(value: unknown): string | undefined {
  if (typeof value !== 'number' || !(Math.abs(value) >= 0.1 && Math.abs(value) <= 10)) return undefined
  return `${value > 0 ? '+' : '−'}${rounded(Math.abs(value))} EV`
}

function focalLength(exif: Block): string | undefined {
  const length = positive(exif.FocalLength)
  if (length === undefined) return undefined
  const equivalent = positive(exif.FocalLengthIn35mmFilm)
  const differs =
    equivalent !== undefined && equivalent < 5000 && Math.round(equivalent) !== Math.round(length)
  return `${rounded(length)} mm${differs ? ` (${Math.round(equivalent)} mm in 35 mm format)` : ''}`
}

/** A finite number above 0. Zero, infinity and NaN are what cameras write when they do not know, as with old lenses. */
function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
