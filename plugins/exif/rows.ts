import { cameraOf, lensOf } from './camera.ts'
import { defaultText, descriptionOf, peopleOf, titleOf, translations } from './captions.ts'
import { captureModeOf } from './capture-mode.ts'
import { savedAt, softwareOf } from './editing.ts'
import { exposureOf, flashOf } from './exposure.ts'
import { originOf } from './origin.ts'
import type { Photo } from './photo.ts'
import { namedPlaceOf, placeOf } from './place.ts'
import type { Tags } from './tags.ts'
import { createdAt, takenAt } from './taken.ts'
import { cleaned, firstText, textsOf, windowsText } from './texts.ts'

/** EXIF's orientations 2 to 8: what a viewer does with the stored picture. 1 needs no words. */
const orientations: Readonly<Record<number, string>> = {
  2: 'Mirrored',
  3: 'Turned by 180°',
  4: 'Mirrored and turned by 180°',
  5: 'Mirrored and turned left',
  6: 'Turned right',
  7: 'Mirrored and turned right',
  8: 'Turned left',
}

/**
 * The rows of the card, in the order in which people read them: the first five are seen at once. Undefined where the
 * file does not say. `bytes` is the size of the file; without `place` neither coordinates nor names of places are shown.
 */
export async function photoRows(
  photo: Photo,
  { place, bytes }: { readonly place: boolean; readonly bytes: number | undefined },
): Promise<Record<string, string | undefined>> {
  const { tags } = photo
  const { ifd0, exif, iptc, xmp, png } = tags
  const spot = place ? placeOf(tags) : undefined
  const origin = originOf(photo)
  const taken = takenAt(tags, { place })
  const created = taken === undefined ? createdAt(tags) : undefined
  return {
    Title: titleOf(tags),
    Description: descriptionOf(tags),
    Origin: origin.words,
    Prompt: origin.prompt,
    Taken: taken,
    Created: created,
    Location: place ? namedPlaceOf(tags) : undefined,
    Place: spot?.coordinates,
    Map: spot?.map,
    People: peopleOf(tags).join(', '),
    Camera: cameraOf(tags),
    Lens: lensOf(tags),
    Exposure: exposureOf(exif),
    Flash: flashOf(exif),
    Mode: await captureModeOf(photo),
    Rating: ratingOf(tags),
    Label: firstText(xmp['xmp:Label']),
    Size: sizeOf(photo, bytes),
    Animation: animationOf(photo),
    Pages: photo.seconds === undefined && photo.pages > 1 ? String(photo.pages) : undefined,
    Orientation: orientations[Number(ifd0.Orientation)],
    'Color profile': cleaned(tags.profile),
    Artist:
      firstText(xmp['dc:creator'], iptc.Byline, ifd0.Artist) ??
      windowsText(ifd0.XPAuthor) ??
      firstText(png.get('author')),
    Credit: firstText(xmp['photoshop:Credit'], iptc.Credit),
    Copyright:
      defaultText(xmp['dc:rights']) ?? firstText(iptc.CopyrightNotice, ifd0.Copyright, png.get('copyright')),
    'Usage terms': defaultText(xmp['xmpRights:UsageTerms']) ?? firstText(xmp['xmpRights:WebStatement']),
    Software: softwareOf(tags),
    'Last saved': savedAt(tags, taken ?? created),
    'Content credentials': origin.credentials,
    ...translations(tags),
  }
}

/** Stars, as photographers give them; -1 is for pictures to be thrown away. */
function ratingOf({ ifd0, xmp }: Tags): string | undefined {
  const [text] = textsOf(xmp['xmp:Rating'])
  const rating = text === undefined ? ifd0.Rating : Math.round(Number(text))
  if (rating === -1) return 'Rejected'
  if (typeof rating !== 'number' || !(rating >= 1 && rating <= 5)) return undefined
  return '★'.repeat(rating) + '☆'.repeat(5 - rating)
}

function sizeOf({ width, height, format }: Photo, bytes: number | undefined): string {
  const megapixels = (width * height) / 1e6
  const parts = [
    width > 0 && height > 0
      ? `${width} × ${height}${megapixels >= 0.1 ? ` (${megapixels.toFixed(1)} megapixels)` : ''}`
      : undefined,
    format,
    bytes === undefined ? undefined : `${bytesInWords(bytes)}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

function animationOf({ pages, seconds }: Photo): string | undefined {
  return seconds === undefined ? undefined : `${pages} frames, ${Math.round(seconds * 10) / 10} s`
}

function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}
