import type { IAudioMetadata, ICommonTagsResult, IFormat } from 'music-metadata'
import { nativeValue } from './loudness.ts'

/** When it came out: a day, a month or a year, as exactly as the tags say. */
export function releasedOf({ releasedate, date, year, originaldate }: ICommonTagsResult): string | undefined {
  for (const text of [releasedate, date, originaldate]) {
    const day = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?/.exec(text ?? '')
    if (day && isYear(Number(day[1]))) return day[0]
  }
  return year !== undefined && isYear(year) ? String(year) : undefined
}

/**
 * When it was recorded: by the clock of the recorder, which knows no zone, or by that of a phone, in UTC. Undefined for
 * the dates that devices write that do not know.
 */
export function createdOf(format: IFormat, native: IAudioMetadata['native']): string | undefined {
  const day = String(nativeValue(native, 'bext.originationDate') ?? '')
  const time = String(nativeValue(native, 'bext.originationTime') ?? '')
  const parts = /^(\d{4})[-:/.](\d{2})[-:/.](\d{2})$/.exec(day)
  if (parts && isYear(Number(parts[1])) && parts[2] !== '00') {
    const clock = /^\d{2}[:.-]\d{2}[:.-]\d{2}$/.test(time) ? ` ${time.replace(/[.-]/g, ':')}` : ''
    return `${parts[1]}-${parts[2]}-${parts[3]}${clock}`
  }
  const { creationTime } = format
  if (creationTime === undefined || Number.isNaN(creationTime.getTime())) return undefined
  if (!isYear(creationTime.getUTCFullYear())) return undefined
  return `${creationTime.toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** 1904 and 1970 are the zero of clocks. */
function isYear(year: number): boolean {
  return year > 1904 && year !== 1970 && year < 2200
}
