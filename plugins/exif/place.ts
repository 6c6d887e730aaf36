import type { IfdValue } from './ifd.ts'
import type { Tags } from './tags.ts'
import { firstText, type TextValue } from './texts.ts'
import { fieldOf, listOf, type XmpValue } from './xmp.ts'

/** A place on earth in the words of the card's rows. */
export interface Place {
  /** `-33.85678, 151.21530 (39 m above sea level, facing north-west)` */
  readonly coordinates: string
  /** An address that shows the place on a map. */
  readonly map: string
}

const directions = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west']

/** Where the camera was by its satellite receiver, or by what a program wrote into XMP; undefined where neither knew. */
export function placeOf({ gps, xmp }: Tags): Place | undefined {
  const latitude = degrees(gps.GPSLatitude, gps.GPSLatitudeRef) ?? xmpDegrees(xmp['exif:GPSLatitude'])
  const longitude = degrees(gps.GPSLongitude, gps.GPSLongitudeRef) ?? xmpDegrees(xmp['exif:GPSLongitude'])
  if (!within(latitude, 90) || !within(longitude, 180)) return undefined
  // 0, 0 is open sea; it is what devices without a fix write.
  if (latitude === 0 && longitude === 0) return undefined
  // Five decimals are about a metre.
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)]
  const more = [altitude(gps.GPSAltitude, gps.GPSAltitudeRef), facing(gps.GPSImgDirection)].filter(
    (part) => part !== undefined,
  )
  return {
    coordinates: `${lat}, ${lon}${more.length > 0 ? ` (${more.join(', ')})` : ''}`,
    map: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`,
  }
}

/** The place that somebody wrote into the file: `Sydney, New South Wales, Australia`. */
export function namedPlaceOf({ iptc, xmp }: Tags): string | undefined {
  // Where the camera stood comes before what it looked at.
  const [structure] = [
    ...listOf(xmp['Iptc4xmpExt:LocationCreated']),
    ...listOf(xmp['Iptc4xmpExt:LocationShown']),
  ]
  const part = (field: string, ...others: readonly TextValue[]) =>
    firstText(...others) ?? firstText(nested(structure, `Iptc4xmpExt:${field}`))
  const parts = [
    part('Sublocation', xmp['Iptc4xmpCore:Location'], iptc.Sublocation),
    part('City', xmp['photoshop:City'], iptc.City),
    part('ProvinceState', xmp['photoshop:State'], iptc.State),
    part('CountryName', xmp['photoshop:Country'], iptc.Country),
  ]
  const named = [...new Set(parts.filter((text) => text !== undefined))].join(', ')
  return named || firstText(nested(structure, 'Iptc4xmpExt:LocationName'))
}

function nested(structure: XmpValue | undefined, field: string): TextValue {
  return fieldOf(structure, field)
}

/** EXIF writes degrees, minutes and seconds, and the half of the earth as a letter. */
function degrees(value: IfdValue | undefined, half: IfdValue | undefined): number | undefined {
  if (!Array.isArray(value)) return undefined
  const [whole = Number.NaN, minutes = 0, seconds = 0] = value as readonly number[]
  const sign = typeof half === 'string' && /^[SW]/i.test(half) ? -1 : 1
  // A fraction 0/0 means that the part is left out.
  const size =
    whole + (Number.isFinite(minutes) ? minutes : 0) / 60 + (Number.isFinite(seconds) ? seconds : 0) / 3600
  return sign * size
}

/** XMP writes `57,44.676N`, or `57,44,40N`. */
function xmpDegrees(value: XmpValue | undefined): number | undefined {
  const parts =
    typeof value === 'string'
      ? /^(\d{1,3}),(\d{1,2}(?:\.\d+)?)(?:,(\d{1,2}(?:\.\d+)?))?([NSEW])$/.exec(value)
      : null
  if (!parts) return undefined
  const size = Number(parts[1]) + Number(parts[2]) / 60 + Number(parts[3] ?? 0) / 3600
  return parts[4] === 'S' || parts[4] === 'W' ? -size : size
}

function within(value: number | undefined, limit: number): value is number {
  return value !== undefined && Math.abs(value) <= limit
}

function altitude(value: IfdValue | undefined, reference: IfdValue | undefined): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  return `${Math.round(value)} m ${reference === 1 ? 'below' : 'above'} sea level`
}

function facing(value: IfdValue | undefined): string | undefined {
  if (typeof value !== 'number' || !(value >= 0 && value <= 360)) return undefined
  return `facing ${directions[Math.round(value / 45) % 8]}`
}
