import type { Track } from './read-media.ts'
import { textOf } from './texts.ts'

/** A place on earth in the words of the card's rows. */
export interface Place {
  /** `-33.85680, 151.21530 (39 m above sea level)` */
  readonly coordinates: string
  /** An address that shows the place on a map. */
  readonly map: string
}

/** When it was filmed, by the camera's own clock, with its zone where the camera wrote one: `2024-05-03 18:42:10 +02:00`. */
export function recordedAt(general: Track): string | undefined {
  return dateWords(general.Recorded_Date)
}

/** When the file was made, which for a cut film is long after it was filmed. */
export function createdAt(general: Track): string | undefined {
  return dateWords(general.Encoded_Date)
}

/** `Apple iPhone 13 mini`, where a camera or a phone wrote its name. */
export function cameraOf(general: Track): string | undefined {
  const maker = textOf(general.Encoded_Hardware_CompanyName)
  const model = textOf(general.Encoded_Hardware_Name)
  if (maker === undefined || model === undefined) return model ?? maker
  return model.toLowerCase().startsWith(maker.toLowerCase()) ? model : `${maker} ${model}`
}

/** Where it was filmed, from what MediaInfo makes of the recorder's ISO 6709: `33.8568°S 151.2153°E 39.000m`. */
export function placeOf(general: Track): Place | undefined {
  const parts = /^(\d+(?:\.\d+)?)°([NS]) (\d+(?:\.\d+)?)°([EW])(?: (-?\d+(?:\.\d+)?)m)?/.exec(
    String(general.Recorded_Location),
  )
  if (parts === null) return undefined
  const latitude = Number(parts[1]) * (parts[2] === 'S' ? -1 : 1)
  const longitude = Number(parts[3]) * (parts[4] === 'W' ? -1 : 1)
  // 0, 0 is open sea; it is what devices without a fix write.
  const nowhere = latitude === 0 && longitude === 0
  if (nowhere || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined
  // Five decimals are about a metre.
  const [lat, lon] = [latitude.toFixed(5), longitude.toFixed(5)]
  const height = parts[5] === undefined ? undefined : Math.round(Number(parts[5]))
  return {
    coordinates: `${lat}, ${lon}${height === undefined ? '' : ` (${Math.abs(height)} m ${height < 0 ? 'below' : 'above'} sea level)`}`,
    map: `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}#map=15/${lat}/${lon}`,
  }
}

/** A date as MediaInfo writes it, `2024-05-03 18:42:10+02:00` or `2024-05-03 16:42:10 UTC`; what is none is left out. */
function dateWords(value: unknown): string | undefined {
  const text = textOf(value)?.split(' / ')[0]
  const [, date, time, zone] =
    /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d)(?:\.\d+)?)? ?(UTC|Z|[+-]\d\d:?\d\d)?$/.exec(text ?? '') ?? []
  // 1904 and 1970 are where the clocks of files begin: cameras that do not know the time write those.
  if (date === undefined || /^(?:0000|1904|1970)/.test(date) || Number.isNaN(Date.parse(date)))
    return undefined
  if (time === undefined) return date
  return `${date} ${time}${zone === undefined ? '' : ` ${zoneWords(zone)}`}`
}

function zoneWords(zone: string): string {
  if (zone === 'UTC' || zone === 'Z') return 'UTC'
  return zone.includes(':') ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`
}
