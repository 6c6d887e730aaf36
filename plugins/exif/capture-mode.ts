import { bytesOf } from './byte-source.ts'
import { type IfdValue, readIfd } from './ifd.ts'
import type { Photo } from './photo.ts'
import { firstText, userComment } from './texts.ts'

/**
 * What phones and cameras did beyond a plain photo: `Panorama, HDR, Live Photo`. By EXIF, Apple's own notes and Google's
 * XMP; undefined for a plain photo.
 */
export async function captureModeOf({ tags, gainMap }: Photo): Promise<string | undefined> {
  const { ifd0, exif, xmp } = tags
  const apple = firstText(ifd0.Make) === 'Apple'
  const notes = apple ? await appleNotes(exif.MakerNote) : noNotes
  const rendered = apple ? exif.CustomRendered : undefined
  const special = JSON.stringify(xmp['GCamera:SpecialTypeID'] ?? '')
  const is = (property: string) => xmp[property] === '1' || xmp[property] === 'True'
  const modes: readonly (readonly [words: string, holds: boolean])[] = [
    ['Screenshot', userComment(exif.UserComment) === 'Screenshot'],
    ['360° panorama', xmp['GPano:ProjectionType'] === 'equirectangular'],
    [
      'Panorama',
      rendered === 6 ||
        (xmp['GPano:ProjectionType'] !== undefined && xmp['GPano:ProjectionType'] !== 'equirectangular'),
    ],
    [
      'Portrait with blurred background',
      rendered === 7 || rendered === 8 || special.includes('PORTRAIT') || xmp['GDepth:Format'] !== undefined,
    ],
    ['Night', exif.SceneCaptureType === 3 || special.includes('NIGHT')],
    [
      'HDR',
      gainMap ||
        rendered === 3 ||
        rendered === 2 ||
        rendered === 7 ||
        notes.hdr ||
        xmp['hdrgm:Version'] !== undefined ||
        xmp['HDRGainMap:HDRGainMapVersion'] !== undefined,
    ],
    // 3 means several shots, merged when the picture was taken, as phones do most of the time in the dark.
    ['merged from several shots', exif.CompositeImage === 3],
    ['Live Photo (its video is a file of its own)', notes.live],
    ['Motion photo (with a short video inside)', is('GCamera:MotionPhoto') || is('GCamera:MicroVideo')],
    ['one of a burst', notes.burst || xmp['GCamera:BurstID'] !== undefined],
  ]
  const words = modes
    .filter(([, holds]) => holds)
    .map(([name]) => name)
    .join(', ')
  return words === '' ? undefined : words.slice(0, 1).toUpperCase() + words.slice(1)
}

interface AppleNotes {
  readonly hdr: boolean
  readonly live: boolean
  readonly burst: boolean
}

const noNotes: AppleNotes = { hdr: false, live: false, burst: false }
/** Apple's own tags, as others have found them out: `HDRImageType`, `BurstUUID`, `ContentIdentifier`. */
const [HDR_TYPE, BURST, CONTENT_ID] = [0x0a, 0x0b, 0x11]

/** `Apple iOS\0\0\1MM`, then a directory as in TIFF, in big-endian order, whose offsets count from the start. */
async function appleNotes(value: IfdValue | undefined): Promise<AppleNotes> {
  if (!(value instanceof Uint8Array) || Buffer.from(value.subarray(0, 9)).toString('latin1') !== 'Apple iOS')
    return noNotes
  const ifd = await readIfd({ source: bytesOf(value), littleEndian: false, first: 14 }, 14)
  return {
    hdr: ifd?.tags.get(HDR_TYPE) === 3,
    live: ifd?.tags.has(CONTENT_ID) ?? false,
    burst: ifd?.tags.has(BURST) ?? false,
  }
}
