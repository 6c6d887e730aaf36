import { exposureOf, flashOf } from './exposure.ts'
import type { Photo, PhotoFormat } from './photo.ts'
import { namedPlaceOf, placeOf } from './place.ts'
import { takenAt } from './taken.ts'
import { firstText, textsOf } from './texts.ts'

const formatNames: Readonly<Record<PhotoFormat, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  tiff: 'TIFF',
  heif: 'HEIC',
  avif: 'AVIF',
}

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
 * The rows of the card, in the order in which people read them; undefined where the file does not say. `bytes` is the
 * size of the file; without `place` neither coordinates nor names of places are shown.
 */
export function photoRows(
  photo: Photo,
  { place, bytes }: { readonly place: boolean; readonly bytes: number | undefined },
): Record<string, string | undefined> {
  const { ifd0, exif, iptc, icc, xmp } = photo.tags
  const dc = xmp.dc ?? {}
  const spot = place ? placeOf(photo.tags) : undefined
  return {
    Title: firstText(dc.title, iptc.ObjectName),
    Description: firstText(dc.description, iptc.Caption, ifd0.ImageDescription),
    Camera: withMaker(firstText(ifd0.Make), firstText(ifd0.Model)),
    Lens: withMaker(firstText(exif.LensMake), firstText(exif.LensModel, xmp.aux?.Lens)),
    Taken: takenAt(photo.tags),
    Exposure: exposureOf(exif),
    Flash: flashOf(exif),
    Location: place ? namedPlaceOf(photo.tags) : undefined,
    Place: spot?.coordinates,
    Map: spot?.map,
    Size: sizeOf(photo, bytes),
    Orientation: orientations[Number(ifd0.Orientation)],
    'Color profile': firstText(icc.ProfileDescription),
    Artist: firstText(dc.creator, iptc.Byline, ifd0.Artist),
    Copyright: firstText(dc.rights, iptc.CopyrightNotice, ifd0.Copyright),
    Software: firstText(ifd0.Software, xmp.xmp?.CreatorTool),
  }
}

/** The keywords that somebody gave the picture, from XMP and IPTC, each once. */
export function photoKeywords({ tags }: Photo): string[] {
  return [...new Set([...textsOf(tags.xmp.dc?.subject), ...textsOf(tags.iptc.Keywords)])]
}

/** `FUJIFILM X-T4`; the maker is not said twice, as in `Canon Canon EOS R5`. */
function withMaker(maker: string | undefined, model: string | undefined): string | undefined {
  if (maker === undefined || model === undefined) return model ?? maker
  const [firstWord = maker] = maker.split(' ')
  return model.toLowerCase().startsWith(firstWord.toLowerCase()) ? model : `${maker} ${model}`
}

function sizeOf({ width, height, format }: Photo, bytes: number | undefined): string {
  const megapixels = (width * height) / 1e6
  const parts = [
    `${width} × ${height}${megapixels >= 0.1 ? ` (${megapixels.toFixed(1)} megapixels)` : ''}`,
    formatNames[format],
    bytes === undefined ? undefined : `${bytesInWords(bytes)}`,
  ]
  return parts.filter((part) => part !== undefined).join(', ')
}

function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  return bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`
}
