import type { Tags } from './tags.ts'
import { exifTime, isoTime } from './taken.ts'
import { firstText } from './texts.ts'
import { fieldOf, listOf } from './xmp.ts'

/** More programs than these are a history that nobody reads. */
const MAX_PROGRAMS = 4

/** The programs that worked on the picture, in their order, each once. */
export function softwareOf({ ifd0, xmp, png }: Tags): string | undefined {
  const own = firstText(ifd0.Software, png.get('software'))
  const programs = [
    firstText(xmp['xmp:CreatorTool']),
    ...listOf(xmp['xmpMM:History']).map((step) => firstText(fieldOf(step, 'stEvt:softwareAgent'))),
    own && named(own, firstText(ifd0.Model)),
  ].filter((program) => program !== undefined)
  return [...new Set(programs)].slice(0, MAX_PROGRAMS).join(', ') || undefined
}

/** iPhones write the bare version of their system. */
function named(software: string, model = ''): string {
  return /^\d+(?:\.\d+)+$/.test(software) && /^(?:iPhone|iPad)/.test(model) ? `iOS ${software}` : software
}

/**
 * When the picture was last saved after it was taken: `2024-05-05 09:10:00 +02:00 (3 times)`. Undefined where it is as
 * it came from the camera, which writes the same time into both.
 */
export function savedAt({ ifd0, exif, xmp }: Tags, taken: string | undefined): string | undefined {
  const saves = listOf(xmp['xmpMM:History']).filter(
    (step) => fieldOf(step, 'stEvt:action') === 'saved',
  ).length
  const time = isoTime(xmp['xmp:ModifyDate']) ?? exifTime(ifd0.DateTime, exif.OffsetTime)
  // A picture that was never taken, such as a drawing, has only this one time.
  if (time === undefined || (taken !== undefined && sameMoment(time, taken))) return undefined
  return `${time}${saves > 1 ? ` (${saves} times)` : ''}`
}

/** Cameras take a second or two to save. */
function sameMoment(a: string, b: string): boolean {
  const [first, second] = [a, b].map((time) =>
    Date.parse(`${time.slice(0, 10)}T${time.slice(11, 19) || '00:00:00'}Z`),
  )
  return first !== undefined && second !== undefined && Math.abs(first - second) <= 5000
}
