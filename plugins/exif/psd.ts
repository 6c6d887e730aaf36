import type { ByteSource } from './byte-source.ts'
import type { Extent } from './ifd.ts'

/** What stands in the head of a Photoshop file. */
export interface Psd {
  readonly width: number
  readonly height: number
  readonly exif: Uint8Array | undefined
  readonly iptc: Uint8Array | undefined
  readonly xmp: Uint8Array | undefined
  readonly icc: Uint8Array | undefined
  /** Photoshop's own small JPEG of the picture. */
  readonly preview: Extent | undefined
}

/** The numbers of Photoshop's image resources. */
const [IPTC, THUMBNAIL, ICC, EXIF, XMP] = [0x0404, 0x040c, 0x040f, 0x0422, 0x0424]
/** Before the JPEG of the thumbnail stand its sizes. */
const THUMBNAIL_HEAD = 28
/** More resources than Photoshop writes, and larger ones than are metadata. */
const MAX_RESOURCES = 1000
const MAX_RESOURCE_BYTES = 4_000_000

/** Reads a PSD or PSB by Adobe's description of the format; undefined where `source` is neither. */
export async function readPsd(source: ByteSource): Promise<Psd | undefined> {
  const head = await source.read(0, 30)
  if (head.length < 30 || head.toString('latin1', 0, 4) !== '8BPS') return undefined
  const resources = await resourcesOf(source, 30 + head.readUInt32BE(26))
  const block = async (id: number) => {
    const place = resources.get(id)
    return place && place.length <= MAX_RESOURCE_BYTES ? source.read(place.offset, place.length) : undefined
  }
  const [exif, iptc, xmp, icc] = await Promise.all([EXIF, IPTC, XMP, ICC].map(block))
  const thumbnail = resources.get(THUMBNAIL)
  return {
    width: head.readUInt32BE(18),
    height: head.readUInt32BE(14),
    exif,
    iptc,
    xmp,
    icc,
    preview:
      thumbnail && thumbnail.length > THUMBNAIL_HEAD
        ? { offset: thumbnail.offset + THUMBNAIL_HEAD, length: thumbnail.length - THUMBNAIL_HEAD }
        : undefined,
  }
}

/** `start` is that of the section: its length, then one resource after the other. */
async function resourcesOf(source: ByteSource, start: number): Promise<ReadonlyMap<number, Extent>> {
  const found = new Map<number, Extent>()
  const length = await source.read(start, 4)
  if (length.length < 4) return found
  const end = Math.min(source.size, start + 4 + length.readUInt32BE(0))
  let at = start + 4
  while (at < end && found.size < MAX_RESOURCES) {
    // Signature, number, a name with its length in front, padded to an even size, then the length of the data.
    const head = await source.read(at, 6 + 256 + 4)
    if (head.length < 12 || head.toString('latin1', 0, 4) !== '8BIM') break
    const nameEnd = 6 + even(1 + (head[6] ?? 0))
    if (nameEnd + 4 > head.length) break
    const size = head.readUInt32BE(nameEnd)
    found.set(head.readUInt16BE(4), { offset: at + nameEnd + 4, length: size })
    at += nameEnd + 4 + even(size)
  }
  return found
}

function even(length: number): number {
  return length + (length % 2)
}
