import type { Tags } from './tags.ts'
import { firstText, type TextValue } from './texts.ts'

/**
 * When the picture was taken, as `2024-05-03 18:42:10 +02:00`: the camera's own clock, with its zone where it wrote
 * one, or where `place` allows to compare with the clock of its satellite receiver. Undefined where no believable date
 * stands in the file.
 */
export function takenAt(tags: Tags, { place }: { readonly place: boolean }): string | undefined {
  const { exif, xmp, iptc } = tags
  const zone = exif.OffsetTimeOriginal ?? exif.OffsetTime
  return (
    exifTime(exif.DateTimeOriginal, zone ?? (place ? zoneBySatellite(tags) : undefined)) ??
    exifTime(exif.DateTimeDigitized, exif.OffsetTimeDigitized ?? exif.OffsetTime) ??
    isoTime(xmp['exif:DateTimeOriginal'] ?? xmp['photoshop:DateCreated']) ??
    iptcTime(firstText(iptc.DateCreated), firstText(iptc.TimeCreated))
  )
}

/** When a drawing or another picture that was not taken was begun: `2024-05-03 18:42:10 +02:00`. */
export function createdAt({ xmp }: Tags): string | undefined {
  return isoTime(xmp['xmp:CreateDate'])
}

/** EXIF writes `2024:05:03 18:42:10`, and blanks or zeros where the clock was never set. */
export function exifTime(value: TextValue, zone: TextValue): string | undefined {
  const parts =
    typeof value === 'string' ? /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d(?::\d\d)?)/.exec(value) : null
  if (!parts) return undefined
  const [, year, month, day, time] = parts
  if (!isDate(year, month, day)) return undefined
  const offset = typeof zone === 'string' && /^([+-]\d\d:\d\d|Z)/.exec(zone.trim())?.[1]
  return `${year}-${month}-${day} ${time}${offset ? ` ${offset}` : ''}`
}

/** XMP writes ISO 8601, with as much of it as is known. */
export function isoTime(value: TextValue): string | undefined {
  const parts =
    typeof value === 'string'
      ? /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d:\d\d(?::\d\d)?)[.\d]*(Z|[+-]\d\d:\d\d)?)?/.exec(value)
      : null
  if (!parts) return undefined
  const [, year, month, day, time, zone] = parts
  if (!isDate(year, month, day)) return undefined
  return [`${year}-${month}-${day}`, time, zone].filter((part) => part !== undefined).join(' ')
}

/** IPTC writes `20240503` and `184210+0200`. */
function iptcTime(date: string | undefined, time = ''): string | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)/.exec(date ?? '')
  if (!parts || !isDate(parts[1], parts[2], parts[3])) return undefined
  const clock = /^(\d\d)(\d\d)(\d\d)(?:([+-]\d\d)(\d\d))?/.exec(time)
  const day = `${parts[1]}-${parts[2]}-${parts[3]}`
  if (!clock) return day
  return `${day} ${clock[1]}:${clock[2]}:${clock[3]}${clock[4] ? ` ${clock[4]}:${clock[5]}` : ''}`
}

/**
 * The zone of a camera that wrote none, by its satellite receiver, whose clock is UTC: `+02:00`. Undefined where both
 * clocks do not differ by whole quarters of an hour, give or take two minutes: then one of them is wrong.
 */
function zoneBySatellite({ exif, gps }: Tags): string | undefined {
  const time = gps.GPSTimeStamp
  const day =
    typeof gps.GPSDateStamp === 'string' ? /^(\d{4})[:-](\d\d)[:-](\d\d)/.exec(gps.GPSDateStamp) : null
  const local = exifTime(exif.DateTimeOriginal, undefined)
  if (!Array.isArray(time) || time.length !== 3 || !day || local?.length !== 19) return undefined
  const [hours = 0, minutes = 0, seconds = 0] = time as readonly number[]
  const universal =
    Date.UTC(Number(day[1]), Number(day[2]) - 1, Number(day[3])) +
    ((hours * 60 + minutes) * 60 + seconds) * 1000
  const difference = (Date.parse(`${local.replace(' ', 'T')}Z`) - universal) / 60_000
  const quarters = Math.round(difference / 15)
  // Zones lie between −12:00 and +14:00.
  if (!(Math.abs(difference - quarters * 15) <= 2) || quarters < -48 || quarters > 56) return undefined
  const away = Math.abs(quarters * 15)
  const digits = (value: number) => String(value).padStart(2, '0')
  return `${quarters < 0 ? '-' : '+'}${digits(Math.floor(away / 60))}:${digits(away % 60)}`
}

function isDate(year?: string, month?: string, day?: string): boolean {
  const [y, m, d] = [Number(year), Number(month), Number(day)]
  return y > 0 && m >= 1 && m <= 12 && d >= 1 && d <= new Date(Date.UTC(y, m, 0)).getUTCDate()
}
