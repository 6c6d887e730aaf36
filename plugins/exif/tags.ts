import type { PluginLog } from 'box-skill-runner/plugin'
import type { Metadata } from 'sharp'
import { loadExifr } from './load-exifr.ts'

/** A block of metadata: names as exifr gives them, values still raw. */
export type Block = Readonly<Record<string, unknown>>

/** The metadata of a picture by where it stood. A block that is not there, or cannot be read, is empty. */
export interface Tags {
  readonly ifd0: Block
  readonly exif: Block
  readonly gps: Block
  readonly iptc: Block
  readonly icc: Block
  /** XMP by namespace: `dc`, `photoshop`, `xmp`… */
  readonly xmp: Readonly<Record<string, Block>>
  /** The raw EXIF block, which may hold a thumbnail. */
  readonly exifBytes: Uint8Array | undefined
}

// Values stay raw: exifr's own dates would be shifted into the time zone of this machine.
const raw = { translateValues: false, reviveValues: false, mergeOutput: false } as const
const exifOnly = {
  ...raw,
  tiff: true,
  exif: true,
  gps: true,
  ifd1: false,
  xmp: false,
  iptc: false,
  icc: false,
}

/**
 * Reads the metadata blocks that `header` carries. sharp finds them in every format, also in WebP and small HEIC
 * files that exifr cannot open; exifr then reads each block. Only TIFF is itself its EXIF block: name its `tiffPath`.
 */
export async function readTags(
  header: Metadata,
  tiffPath: string | undefined,
  log: PluginLog,
): Promise<Tags> {
  const exifr = loadExifr()
  const exifBytes = header.exif && withoutMarker(header.exif)
  const tiff = tiffPath ?? exifBytes
  const { iptc: iptcBytes, xmp: xmpBytes, icc: iccBytes } = header
  /** One damaged block does not spoil the others: what cannot be read counts as not there. */
  const readable = async <S>(name: string, source: S | undefined, read: (source: S) => Promise<unknown>) => {
    if (source === undefined) return {}
    try {
      return blockOf(await read(source))
    } catch (error) {
      log.debug(`The ${name} block could not be read.`, { reason: String(error) })
      return {}
    }
  }
  const [blocks, iptc, xmp, icc] = await Promise.all([
    readable('EXIF', tiff, (source) => exifr.parse(source, exifOnly)),
    readable('IPTC', iptcBytes, (bytes) => exifr.sidecar(bytes, raw, 'iptc')),
    readable('XMP', xmpBytes, (bytes) => exifr.sidecar(bytes, raw, 'xmp')),
    readable('ICC', iccBytes, (bytes) => exifr.sidecar(bytes, raw, 'icc')),
  ])
  return {
    ifd0: blockOf(blocks.ifd0),
    exif: blockOf(blocks.exif),
    gps: blockOf(blocks.gps),
    iptc,
    icc,
    xmp: Object.fromEntries(Object.entries(xmp).map(([name, block]) => [name, blockOf(block)])),
    exifBytes,
  }
}

function blockOf(value: unknown): Block {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Block) : {}
}

/** JPEG and AVIF put `Exif\0\0` before the block, HEIC and WebP do not. */
function withoutMarker(exif: Buffer): Buffer {
  return exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif
}
