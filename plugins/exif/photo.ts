import { type PluginLog, SkillError } from 'box-skill-runner/plugin'
import type { Metadata } from 'sharp'
import { type ByteSource, withFile } from './byte-source.ts'
import { type ContentCredentials, findCredentials } from './content-credentials.ts'
import { exifOf } from './exif-block.ts'
import { type Extent, type Ifd, openTiff, readIfd, type Tiff } from './ifd.ts'
import { type Psd, readPsd } from './psd.ts'
import { type RawPhoto, readRawPhoto } from './raw-photo.ts'
import { type RawBlocks, readTags, type Tags } from './tags.ts'

/** What stands in a picture file, before it is put into words. */
export interface Photo {
  /** By its content, whatever the file is called: `JPEG`, `HEIC`, `DNG`… */
  readonly format: string
  /** Pixels, as a viewer shows the picture, so after turning it. */
  readonly width: number
  readonly height: number
  readonly tags: Tags
  /** Frames of an animation, or pages of a TIFF; 1 for a single picture. */
  readonly pages: number
  /** Seconds that an animation takes once through; undefined where the picture is none. */
  readonly seconds: number | undefined
  /** Whether the file carries a second picture that makes the bright parts brighter. */
  readonly gainMap: boolean
  readonly credentials: ContentCredentials | undefined
  readonly preview: PreviewSources
}

/** From what a preview can be drawn. */
export interface PreviewSources {
  /** Whether the file itself can be decoded here. */
  readonly file: boolean
  /** The thumbnail of its EXIF. */
  readonly thumbnail: Uint8Array | undefined
  /** JPEGs inside of the file, the best first. */
  readonly jpegs: readonly Extent[]
}

/** The formats of sharp that are photographs. It opens SVG and more as well, which are none, and not worth their risk. */
const formatNames: Readonly<Record<string, string>> = {
  jpeg: 'JPEG',
  png: 'PNG',
  webp: 'WebP',
  gif: 'GIF',
  tiff: 'TIFF',
  heif: 'HEIC',
}

/**
 * Reads the header and the metadata of the picture at `path`, without decoding its pixels.
 *
 * @throws SkillError `skills_invalid_file_format_error` where the content is not a picture of a known format.
 */
export async function readPhoto(path: string, name: string, log: PluginLog): Promise<Photo> {
  return withFile(path, async (source) => {
    const psd = await readPsd(source)
    if (psd) return psdPhoto(psd, log)
    const tiff = await openTiff(source)
    const first = tiff && (await readIfd(tiff, tiff.first))
    const raw = first && (await readRawPhoto(tiff, first))
    if (raw) return rawPhoto(raw, tiff, first, log)
    return picturePhoto(await readHeader(path, name), source, first && { tiff, first }, log)
  })
}

async function psdPhoto(psd: Psd, log: PluginLog): Promise<Photo> {
  const { tags, thumbnail } = await readTags(psd, log)
  return {
    ...plain,
    format: 'PSD',
    width: psd.width,
    height: psd.height,
    tags,
    preview: { file: false, thumbnail, jpegs: psd.preview ? [psd.preview] : [] },
  }
}

/** Tags of TIFF that hold XMP and IPTC. */
const [XMP, IPTC] = [0x02bc, 0x83bb]

async function rawPhoto(raw: RawPhoto, tiff: Tiff, first: Ifd, log: PluginLog): Promise<Photo> {
  const bytes = (tag: number) => {
    const value = first.tags.get(tag)
    return value instanceof Uint8Array ? value : undefined
  }
  const { tags, thumbnail } = await readTags(
    { exif: await exifOf(tiff, first), xmp: bytes(XMP), iptc: bytes(IPTC) },
    log,
  )
  const turned = Number(tags.ifd0.Orientation) > 4
  return {
    ...plain,
    format: `${raw.format} (RAW)`,
    width: turned ? raw.height : raw.width,
    height: turned ? raw.width : raw.height,
    tags,
    credentials: await findCredentials(tiff.source, 'tiff', first),
    preview: { file: false, thumbnail, jpegs: raw.previews },
  }
}

async function picturePhoto(
  header: Metadata,
  source: ByteSource,
  own: { readonly tiff: Tiff; readonly first: Ifd } | undefined,
  log: PluginLog,
): Promise<Photo> {
  const avif = header.compression === 'av1'
  const blocks: RawBlocks = own ? { ...header, exif: await exifOf(own.tiff, own.first) } : header
  const { tags, thumbnail } = await readTags(blocks, log)
  const animated = header.delay !== undefined && (header.pages ?? 1) > 1
  return {
    format: avif ? 'AVIF' : (formatNames[header.format] ?? header.format),
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    tags,
    // The second picture of a HEIC is seldom a page for people.
    pages: animated || header.format === 'tiff' ? (header.pages ?? 1) : 1,
    seconds: animated ? sum(header.delay ?? []) / 1000 : undefined,
    gainMap: header.gainMap !== undefined,
    credentials: await findCredentials(source, header.format, own?.first),
    // sharp's binary has no HEVC decoder (patents).
    preview: { file: header.format !== 'heif' || avif, thumbnail, jpegs: [] },
  }
}

const plain = { pages: 1, seconds: undefined, gainMap: false, credentials: undefined } as const

async function readHeader(path: string, name: string): Promise<Metadata> {
  const { default: sharp } = await import('sharp')
  try {
    // Only the header is read, so the number of pixels does no harm.
    const header = await sharp(path, { failOn: 'none', limitInputPixels: false }).metadata()
    if (header.format in formatNames) return header
    throw notAPicture(name, `it holds ${header.format}`)
  } catch (cause) {
    if (cause instanceof SkillError) throw cause
    throw notAPicture(name, 'it is empty, damaged or of another kind', cause)
  }
}

function notAPicture(name: string, reason: string, cause?: unknown): SkillError {
  return new SkillError(
    'skills_invalid_file_format_error',
    `“${name}” cannot be read as a JPEG, HEIC, TIFF, PNG, WebP, AVIF, GIF, RAW or Photoshop picture: ${reason}.`,
    { cause },
  )
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
