import type { Tags } from './tags.ts'
import { firstText } from './texts.ts'

/** A place on earth in the words of the card's rows. */
export interface Place {
  /** `-33.85678, 151.21530 (39 m above sea level)` */
  readonly coordinates: string
  /** An address that shows the place on a map. */
  readonly map: string
}

/** Where the camera was by its satellite receiver; undefined where it did not know. */
export function placeOf({ gps }: Tags): Place | undefined {
  const { latitude, longitude } = gps
  if (!within(latitude, 90) || !within(longitude, 180)) return undefined
  // 0, 0 is open sea; it is what devices without a fix write.
  if (latitude === 0 && longitude === 0) return undefined
  // Five decimals are about a metre.
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)]
  const height = altitude(gps.GPSAltitude, gps.GPSAltitudeRef)
  return {
    coordinates: `${lat}, ${lon}${height ? ` (${height})` : ''}`,
    map: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`,
  }
}

/** The place that somebody wrote into the file: `Sydney, New South Wales, Australia`. */
export function namedPlaceOf({ iptc, xmp }: Tags): string | undefined {
  const photoshop = xmp.photoshop ?? {}
  const parts = [
    firstText(xmp.Iptc4xmpCore?.Location, iptc.Sublocation),
    firstText(photoshop.City, iptc.City),
    firstText(photoshop.State, iptc.State),
    firstText(photoshop.Country, iptc.Country),
  ]
  return parts.filter((part) => part !== undefined).join(', ') || undefined
}

function within(value: unknown, limit: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= limit
}

function altitude(value: unknown, reference: unknown): string | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value)) return undefined
  const below = reference instanceof Uint8Array ? reference[0] === 1 : reference === 1
  return `${Math.round(value)} m ${below ? 'below' : 'above'} sea level`
}
