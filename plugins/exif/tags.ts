import type { PluginLog } from 'box-skill-runner/plugin'
import { type Block, type ExifBlock, emptyExif, readExifBlock } from './exif-block.ts'
import { profileName } from './icc.ts'
import { type Iptc, readIptc } from './iptc.ts'
import { readXmp, type XmpStructure } from './xmp.ts'

/** The metadata of a picture by where it stood. A block that is not there, or cannot be read, is empty. */
export interface Tags {
  readonly ifd0: Block
  readonly exif: Block
  readonly gps: Block
  readonly iptc: Iptc
  /** Properties by prefix and name, such as `dc:title`. */
  readonly xmp: XmpStructure
  /** The name of the ICC profile. */
  readonly profile: string | undefined
  /** Texts of a PNG, by their keywords in lower case. */
  readonly png: ReadonlyMap<string, string>
}

export const noTags: Tags = {
  ifd0: {},
  exif: {},
  gps: {},
  iptc: {},
  xmp: {},
  profile: undefined,
  png: new Map(),
}

/** The blocks as they stand in the file. EXIF may be parsed already, where the file itself is TIFF. */
export interface RawBlocks {
  readonly exif?: Uint8Array | ExifBlock | undefined
  readonly iptc?: Uint8Array | undefined
  readonly xmp?: Uint8Array | undefined
  readonly icc?: Uint8Array | undefined
  readonly comments?: readonly { readonly keyword: string; readonly text: string }[] | undefined
}

/** Reads the blocks; one that is damaged does not spoil the others. Also returns the thumbnail inside of the EXIF. */
export async function readTags(
  blocks: RawBlocks,
  log: PluginLog,
): Promise<{ tags: Tags; thumbnail: Uint8Array | undefined }> {
  const readable = async <T>(
    name: string,
    bytes: Uint8Array | undefined,
    read: (block: Uint8Array) => T | Promise<T>,
    none: T,
  ): Promise<T> => {
    if (bytes === undefined) return none
    try {
      return await read(bytes)
    } catch (error) {
      log.debug(`The ${name} block could not be read.`, { reason: String(error) })
      return none
    }
  }
  const { ifd0, exif, gps, thumbnail } =
    blocks.exif instanceof Uint8Array ? await readExifBlock(blocks.exif) : (blocks.exif ?? emptyExif)
  const tags = {
    ifd0,
    exif,
    gps,
    iptc: await readable<Iptc>('IPTC', blocks.iptc, readIptc, {}),
    xmp: await readable<XmpStructure>('XMP', blocks.xmp, readXmp, {}),
    profile: await readable('ICC', blocks.icc, profileName, undefined),
    png: new Map((blocks.comments ?? []).map(({ keyword, text }) => [keyword.toLowerCase(), text])),
  }
  return { tags, thumbnail }
}
