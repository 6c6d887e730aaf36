import type { Block } from './tags.ts'

/** The exposure in a photographer's words: `1/250 s, f/2.8, ISO 200, 35 mm (53 mm in 35 mm format)`. */
export function exposureOf(exif: Block): string | undefined {
  const parts = [shutter(exif.ExposureTime), aperture(exif.FNumber), sensitivity(exif.ISO), focalLength(exif)]
  return parts.filter((part) => part !== undefined).join(', ') || undefined
}

/** Whether the flash fired: bit 0 of EXIF's `Flash`. Undefined where the camera did not say. */
export function flashOf(exif: Block): string | undefined {
  const flash = exif.Flash
  return typeof flash === 'number' ? (flash & 1 ? 'Fired' : 'Did not fire') : undefined
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
  const iso = positive(
    Array.isArray(value) || ArrayBuffer.isView(value) ? (value as ArrayLike<unknown>)[0] : value,
  )
  return iso === undefined ? undefined : `ISO ${Math.round(iso)}`
}

function focalLength(exif: Block): string | undefined {
  const length = positive(exif.FocalLength)
  if (length === undefined) return undefined
  const equivalent = positive(exif.FocalLengthIn35mmFormat)
  const differs = equivalent !== undefined && Math.round(equivalent) !== Math.round(length)
  return `${rounded(length)} mm${differs ? ` (${Math.round(equivalent)} mm in 35 mm format)` : ''}`
}

/** A finite number above 0. Zero, infinity and NaN are what cameras write when they do not know, as with old lenses. */
function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10)
}
