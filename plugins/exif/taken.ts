import type { Tags } from './tags.ts'

/**
 * When the picture was taken, as `2024-05-03 18:42:10 +02:00`: the camera's own clock, with its zone where it wrote
 * one. Undefined where no believable date stands in the file.
 */
export function takenAt({ exif, xmp, iptc }: Tags): string | undefined {
  return (
    exifTime(exif.DateTimeOriginal, exif.OffsetTimeOriginal ?? exif.OffsetTime) ??
    exifTime(exif.CreateDate, exif.OffsetTimeDigitized ?? exif.OffsetTime) ??
    isoTime(xmp.exif?.DateTimeOriginal ?? xmp.photoshop?.DateCreated ?? xmp.xmp?.CreateDate) ??
    iptcDate(iptc.DateCreated)
  )
}

/** EXIF writes `2024:05:03 18:42:10`, and blanks or zeros where the clock was never set. */
function exifTime(value: unknown, zone: unknown): string | undefined {
  const parts =
    typeof value === 'string' ? /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d(?::\d\d)?)/.exec(value) : null
  if (!parts) return undefined
  const [, year, month, day, time] = parts
  if (!isDate(year, month, day)) return undefined
  const offset = typeof zone === 'string' && /^([+-]\d\d:\d\d|Z)/.exec(zone.trim())?.[1]
  return `${year}-${month}-${day} ${time}${offset ? ` ${offset}` : ''}`
}

/** XMP writes ISO 8601, with as much of it as is known. */
function isoTime(value: unknown): string | undefined {
  const parts =
    typeof value === 'string'
      ? /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?)[.\d]*(Z|[+-]\d\d:\d\d)?)?/.exec(value)
      : null
  if (!parts) return undefined
  const [, year, month, day, time, zone] = parts
  if (!isDate(year, month, day)) return undefined
  return [`${year}-${month}-${day}`, time, zone].filter((part) => part !== undefined).join(' ')
}

function iptcDate(value: unknown): string | undefined {
  const parts = typeof value === 'string' ? /^(\d{4})(\d\d)(\d\d)/.exec(value) : null
  return parts && isDate(parts[1], parts[2], parts[3]) ? `${parts[1]}-${parts[2]}-${parts[3]}` : undefined
}

function isDate(year?: string, month?: string, day?: string): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  return y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
}
