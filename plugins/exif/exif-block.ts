import { bytesOf } from './byte-source.ts'
import { type Ifd, type IfdValue, openTiff, readIfd, type Tiff } from './ifd.ts'
import { tagNames } from './tag-names.ts'

/** Values by the names of their tags. */
export type Block = Readonly<Record<string, IfdValue | undefined>>

/** What EXIF says, by the directories that it has. A directory that is not there is empty. */
export interface ExifBlock {
  readonly ifd0: Block
  readonly exif: Block
  readonly gps: Block
  /** The small JPEG that cameras put in. */
  readonly thumbnail: Uint8Array | undefined
}

export const emptyExif: ExifBlock = { ifd0: {}, exif: {}, gps: {}, thumbnail: undefined }

/** Pointers to directories and to the thumbnail: TIFF's own tags. */
const EXIF_POINTER = 0x8769
const GPS_POINTER = 0x8825
const JPEG_OFFSET = 0x201
const JPEG_LENGTH = 0x202
/** An EXIF block in a JPEG is 64 KB at most, so no thumbnail is larger. */
const MAX_THUMBNAIL_BYTES = 65_536

/** Reads the EXIF block that sharp found in a picture; a block that is damaged at its root counts as not there. */
export async function readExifBlock(block: Uint8Array): Promise<ExifBlock> {
  // JPEG and AVIF put `Exif\0\0` before the block, HEIC and WebP do not.
  const marked = Buffer.from(block.subarray(0, 4)).toString('latin1') === 'Exif'
  const tiff = await openTiff(bytesOf(marked ? block.subarray(6) : block))
  const first = tiff && (await readIfd(tiff, tiff.first))
  return first ? exifOf(tiff, first) : emptyExif
}

/** The EXIF of a file that is TIFF itself, whose first directory is `first`. */
export async function exifOf(tiff: Tiff, first: Ifd): Promise<ExifBlock> {
  const [exif, gps, second] = await Promise.all([
    directoryAt(tiff, first.tags.get(EXIF_POINTER)),
    directoryAt(tiff, first.tags.get(GPS_POINTER)),
    directoryAt(tiff, first.next),
  ])
  return {
    ifd0: named(first, tagNames.ifd0),
    exif: named(exif, tagNames.exif),
    gps: named(gps, tagNames.gps),
    thumbnail: second && (await thumbnailOf(tiff, second)),
  }
}

async function directoryAt(tiff: Tiff, pointer: IfdValue | undefined): Promise<Ifd | undefined> {
  return typeof pointer === 'number' ? readIfd(tiff, pointer) : undefined
}

async function thumbnailOf({ source }: Tiff, { tags }: Ifd): Promise<Uint8Array | undefined> {
  const [offset, length] = [tags.get(JPEG_OFFSET), tags.get(JPEG_LENGTH)]
  if (typeof offset !== 'number' || typeof length !== 'number' || length > MAX_THUMBNAIL_BYTES)
    return undefined
  const jpeg = await source.read(offset, length)
  return jpeg.length === length && jpeg.length > 4 ? jpeg : undefined
}

function named(ifd: Ifd | undefined, names: ReadonlyMap<number, string>): Block {
  const block: Record<string, IfdValue> = {}
  for (const [number, name] of names) {
    const value = ifd?.tags.get(number)
    if (value !== undefined) block[name] = value
  }
  return block
}
