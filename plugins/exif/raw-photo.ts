import { type Extent, type Ifd, type IfdValue, readIfd, type Tiff } from './ifd.ts'

/** What stands in a camera's RAW file beside its EXIF. */
export interface RawPhoto {
  /** `DNG`, `CR2`, `NEF`, `ARW`…; `RAW` for one of an unknown maker. */
  readonly format: string
  /** Pixels of the picture on the sensor, before it is turned. */
  readonly width: number
  readonly height: number
  /** JPEGs inside, the best for a small preview first. */
  readonly previews: readonly Extent[]
}

/** TIFF's tags that tell one picture in the file from another. */
const [WIDTH, HEIGHT, COMPRESSION, PHOTOMETRIC, SUB_IFDS] = [0x100, 0x101, 0x103, 0x106, 0x14a]
const [STRIP_OFFSET, STRIP_LENGTH, JPEG_OFFSET, JPEG_LENGTH] = [0x111, 0x117, 0x201, 0x202]
const [DNG_VERSION, DNG_CROP_SIZE] = [0xc612, 0xc620]
/** EXIF's directory, and the size of the picture in it: Canon writes it nowhere else. */
const [EXIF_IFD, EXIF_WIDTH, EXIF_HEIGHT] = [0x8769, 0xa002, 0xa003]
/** Panasonic's borders of the picture on the sensor (top, left, bottom, right), and its JPEG. */
const [PANASONIC_TOP, PANASONIC_LEFT, PANASONIC_BOTTOM, PANASONIC_RIGHT, PANASONIC_JPEG] = [4, 5, 6, 7, 0x2e]
/** Values of `PhotometricInterpretation`: one colour a pixel as the sensor sees it, and DNG's linear form. */
const rawPhotometrics = new Set<IfdValue | undefined>([32803, 34892])
/** Values of `Compression` that are JPEG. */
const jpegCompressions = new Set<IfdValue | undefined>([6, 7])

/** RAW files have up to six pictures; some more are looked at, and no more. */
const MAX_DIRECTORIES = 16
/** A preview of that size is sharp enough, and quicker to decode than the full one. */
const GOOD_PREVIEW_BYTES = 20_000
const MAX_PREVIEW_BYTES = 40_000_000

const formatsByMaker: Readonly<Record<string, string>> = {
  nikon: 'NEF',
  sony: 'ARW',
  pentax: 'PEF',
  ricoh: 'PEF',
  samsung: 'SRW',
}

/** Reads the pictures of a TIFF-like file; undefined where it is a plain TIFF, and not a camera's RAW. */
export async function readRawPhoto(tiff: Tiff, first: Ifd): Promise<RawPhoto | undefined> {
  const directories = await directoriesOf(tiff, first)
  const format = await formatOf(tiff, first, directories)
  if (format === undefined) return undefined
  const [width, height] = sizeOf(first, directories)
  return { format, width, height, previews: previewsOf(directories) }
}

async function directoriesOf(tiff: Tiff, first: Ifd): Promise<readonly Ifd[]> {
  const found = [first]
  const waiting = pointersOf(first)
  for (let offset = waiting.shift(); offset !== undefined; offset = waiting.shift()) {
    // Also the end of directories that point to each other.
    if (found.length >= MAX_DIRECTORIES) break
    const ifd = await readIfd(tiff, offset)
    if (ifd === undefined) continue
    found.push(ifd)
    waiting.push(...pointersOf(ifd))
  }
  return found
}

function pointersOf({ tags, next }: Ifd): number[] {
  return [SUB_IFDS, EXIF_IFD]
    .flatMap((tag) => numbersOf(tags.get(tag)).slice(0, MAX_DIRECTORIES))
    .concat(next)
}

async function formatOf(
  { source, littleEndian }: Tiff,
  { tags }: Ifd,
  directories: readonly Ifd[],
): Promise<string | undefined> {
  const head = await source.read(0, 10)
  const magic = littleEndian ? head.readUInt16LE(2) : head.readUInt16BE(2)
  if (magic === 0x55) return 'RW2'
  if (magic !== 42) return 'ORF'
  if (tags.has(DNG_VERSION)) return 'DNG'
  if (head.toString('latin1', 8, 10) === 'CR') return 'CR2'
  if (!directories.some((ifd) => rawPhotometrics.has(ifd.tags.get(PHOTOMETRIC)))) return undefined
  const maker = tags.get(0x010f)
  const [word = ''] = typeof maker === 'string' ? maker.toLowerCase().split(/[^a-z]/) : []
  return formatsByMaker[word] ?? 'RAW'
}

function sizeOf({ tags }: Ifd, directories: readonly Ifd[]): readonly [number, number] {
  const border = (tag: number) => numbersOf(tags.get(tag))[0] ?? 0
  const sizes: (readonly [number, number])[] = directories.map((ifd) => [
    numbersOf(ifd.tags.get(WIDTH) ?? ifd.tags.get(EXIF_WIDTH))[0] ?? 0,
    numbersOf(ifd.tags.get(HEIGHT) ?? ifd.tags.get(EXIF_HEIGHT))[0] ?? 0,
  ])
  sizes.push([
    border(PANASONIC_RIGHT) - border(PANASONIC_LEFT),
    border(PANASONIC_BOTTOM) - border(PANASONIC_TOP),
  ])
  const [cropWidth, cropHeight] =
    directories.map((ifd) => numbersOf(ifd.tags.get(DNG_CROP_SIZE))).find(isPair) ?? []
  if (cropWidth && cropHeight) return [Math.round(cropWidth), Math.round(cropHeight)]
  return sizes.reduce((largest, size) => (size[0] * size[1] > largest[0] * largest[1] ? size : largest))
}

/** The smallest JPEG that is good enough, then the larger ones, then the small. */
function previewsOf(directories: readonly Ifd[]): Extent[] {
  const found = directories.flatMap(({ tags, places }) => {
    const panasonic = places.get(PANASONIC_JPEG)
    return [
      extent(tags.get(JPEG_OFFSET), tags.get(JPEG_LENGTH)),
      jpegCompressions.has(tags.get(COMPRESSION))
        ? extent(tags.get(STRIP_OFFSET), tags.get(STRIP_LENGTH))
        : undefined,
      panasonic && extent(panasonic.offset, panasonic.length),
    ].filter((place) => place !== undefined)
  })
  const [good, small] = [true, false].map((isGood) =>
    found.filter(({ length }) => length >= GOOD_PREVIEW_BYTES === isGood),
  )
  return [
    ...(good ?? []).sort((a, b) => a.length - b.length),
    ...(small ?? []).sort((a, b) => b.length - a.length),
  ]
}

function extent(offset: IfdValue | undefined, length: IfdValue | undefined): Extent | undefined {
  if (typeof offset !== 'number' || typeof length !== 'number') return undefined
  return length > 0 && length <= MAX_PREVIEW_BYTES ? { offset, length } : undefined
}

function numbersOf(value: IfdValue | undefined): readonly number[] {
  if (typeof value === 'number') return [value]
  return Array.isArray(value) ? value : []
}

function isPair(numbers: readonly number[]): boolean {
  return numbers.length === 2 && numbers.every((number) => Number.isFinite(number) && number > 0)
}
