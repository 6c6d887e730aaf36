import type { ByteSource } from './byte-source.ts'
import type { Extent, Ifd } from './ifd.ts'
import { cleaned } from './texts.ts'

/** What a C2PA manifest says, as it is written there: its signature is not checked. */
export interface ContentCredentials {
  /** The program that wrote the manifest: `Adobe Firefly`. */
  readonly generator: string | undefined
  /** Codes of IPTC's list of digital source types, such as `trainedAlgorithmicMedia`, of this picture and those that went into it. */
  readonly sourceTypes: readonly string[]
}

/** Manifests carry thumbnails of earlier states; what is looked for stands in the first megabytes. */
const MAX_MANIFEST_BYTES = 4_000_000
/** Far more parts than a picture has. */
const MAX_PARTS = 5000
/** The UUID of C2PA's box in HEIC and AVIF. */
const BMFF_UUID = 'd8fec3d61b0e483c92975828877ec481'
/** The addresses of IPTC's digital source types begin so. */
const SOURCE_TYPE = 'http://cv.iptc.org/newscodes/digitalsourcetype/'
/** IPTC has about twenty. */
const MAX_TYPES = 30
/** C2PA's tag in TIFF and DNG. */
const TIFF_TAG = 0xcd41

/**
 * Looks for C2PA content credentials where their specification (2.2, section "Embedding manifests") puts them in
 * `format`, by sharp's name; undefined where the file has none.
 */
export async function findCredentials(
  source: ByteSource,
  format: string,
  first?: Ifd,
): Promise<ContentCredentials | undefined> {
  const places = await placesOf(source, format, first)
  const parts: Buffer[] = []
  let room = MAX_MANIFEST_BYTES
  for (const { offset, length } of places) {
    const part = await source.read(offset, Math.min(length, room))
    parts.push(part)
    room -= part.length
    if (room <= 0) break
  }
  const manifest = Buffer.concat(parts)
  return manifest.includes('jumb') && manifest.includes('c2pa') ? credentialsIn(manifest) : undefined
}

async function placesOf(source: ByteSource, format: string, first: Ifd | undefined): Promise<Extent[]> {
  switch (format) {
    case 'jpeg':
      return jpegPlaces(source)
    case 'png':
      return chunkPlaces(source, { start: 8, name: 'caBX', nameFirst: false, after: 4 })
    case 'webp':
      return chunkPlaces(source, { start: 12, name: 'C2PA', nameFirst: true, after: 0 })
    case 'heif':
      return boxPlaces(source)
    default: {
      const place = first?.places.get(TIFF_TAG)
      return place ? [place] : []
    }
  }
}

/** APP11 segments: `JP`, two numbers, then the JUMBF box, whose head (8 bytes) is said again in each further segment. */
async function jpegPlaces(source: ByteSource): Promise<Extent[]> {
  const places: Extent[] = []
  let at = 2
  for (let parts = 0; parts < MAX_PARTS; parts++) {
    const head = await source.read(at, 12)
    if (head.length < 12 || head[0] !== 0xff) break
    const [marker, length] = [head[1], head.readUInt16BE(2)]
    // Behind the start of the scan stands the picture; a segment has at least its own length.
    if (marker === 0xda || length < 2) break
    if (marker === 0xeb && head.toString('latin1', 4, 6) === 'JP') {
      const skipped = head.readUInt32BE(8) > 1 ? 20 : 12
      places.push({ offset: at + skipped, length: length + 2 - skipped })
    }
    at += 2 + length
  }
  return places.filter(({ length }) => length > 0)
}

interface ChunkFormat {
  readonly start: number
  readonly name: string
  /** Whether the name stands before the length, which is little-endian then. */
  readonly nameFirst: boolean
  /** Bytes of a checksum behind the content. */
  readonly after: number
}

/** The chunks of PNG, and those of RIFF that WebP has. */
async function chunkPlaces(
  source: ByteSource,
  { start, name, nameFirst, after }: ChunkFormat,
): Promise<Extent[]> {
  let at = start
  for (let parts = 0; parts < MAX_PARTS; parts++) {
    const head = await source.read(at, 8)
    if (head.length < 8) break
    const length = nameFirst ? head.readUInt32LE(4) : head.readUInt32BE(0)
    if (head.toString('latin1', nameFirst ? 0 : 4, nameFirst ? 4 : 8) === name)
      return [{ offset: at + 8, length }]
    at += 8 + length + (nameFirst ? length % 2 : 0) + after
  }
  return []
}

/** The boxes of HEIC and AVIF. */
async function boxPlaces(source: ByteSource): Promise<Extent[]> {
  let at = 0
  for (let parts = 0; parts < MAX_PARTS; parts++) {
    const head = await source.read(at, 24)
    if (head.length < 8) break
    const short = head.readUInt32BE(0)
    const long = short === 1 && head.length >= 16 ? Number(head.readBigUInt64BE(8)) : short
    const length = short === 0 ? source.size - at : long
    if (head.toString('latin1', 4, 8) === 'uuid' && head.toString('hex', 8, 24) === BMFF_UUID)
      return [{ offset: at + 24, length: length - 24 }]
    if (length < 8) break
    at += length
  }
  return []
}

/**
 * The manifest is CBOR in JUMBF boxes. Two facts are wanted, whose names are unmistakable: that is no reason to parse
 * the rest.
 */
function credentialsIn(manifest: Buffer): ContentCredentials {
  const types = new Set<string>()
  let at = manifest.indexOf(SOURCE_TYPE)
  for (; at >= 0 && types.size < MAX_TYPES; at = manifest.indexOf(SOURCE_TYPE, at + 1)) {
    // As CBOR the address is a text of this length; in JSON a quotation mark ends it.
    const address =
      manifest[at - 2] === 0x78 ? cborText(manifest, at - 2) : manifest.toString('latin1', at, at + 120)
    const code = address && /^[a-z]+/i.exec(address.slice(SOURCE_TYPE.length))?.[0]
    if (code) types.add(code)
  }
  return { generator: generatorIn(manifest), sourceTypes: [...types] }
}

/** The last manifest is that of the file itself, the ones before are of its ingredients. */
function generatorIn(manifest: Buffer): string | undefined {
  const info = manifest.lastIndexOf('claim_generator_info')
  const name = info < 0 ? -1 : manifest.indexOf('\x64name', info)
  if (name >= 0) return cborText(manifest, name + 5)
  const generator = manifest.lastIndexOf('\x6fclaim_generator')
  // `Some_Program/1.2 some-library/0.3`
  const text = generator < 0 ? undefined : cborText(manifest, generator + 16)
  return text?.split(/[/ (]/)[0]?.replaceAll('_', ' ') || undefined
}

/** The CBOR text at `at`, of at most 255 bytes; undefined where something else stands there. */
function cborText(bytes: Buffer, at: number): string | undefined {
  const head = bytes[at] ?? 0
  const length = head === 0x78 ? (bytes[at + 1] ?? 0) : head >= 0x60 && head < 0x78 ? head - 0x60 : 0
  const start = at + (head === 0x78 ? 2 : 1)
  return length > 0 ? cleaned(bytes.toString('utf8', start, start + length)) : undefined
}
