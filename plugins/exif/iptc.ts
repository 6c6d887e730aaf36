import { textOf } from './ifd.ts'

/** The data sets of IPTC-IIM's record 2 that become rows, by their numbers. */
const names = new Map([
  [5, 'ObjectName'],
  [25, 'Keywords'],
  [55, 'DateCreated'],
  [60, 'TimeCreated'],
  [80, 'Byline'],
  [90, 'City'],
  [92, 'Sublocation'],
  [95, 'State'],
  [101, 'Country'],
  [105, 'Headline'],
  [110, 'Credit'],
  [116, 'CopyrightNotice'],
  [120, 'Caption'],
])

/** More data sets than any agency writes. */
const MAX_DATA_SETS = 2000

/** Texts by the names of their data sets; those that may repeat, such as keywords, have several. */
export type Iptc = Readonly<Record<string, readonly string[] | undefined>>

/**
 * Reads an IPTC-IIM block, also inside of Photoshop's resource 0x0404 as JPEG has it. Each data set is 0x1C, record,
 * number, length and text; the standard's header for the character set is ignored, since programs that write UTF-8
 * often forget it: valid UTF-8 is taken for that.
 */
export function readIptc(block: Uint8Array): Iptc {
  const bytes = iimOf(Buffer.from(block.buffer, block.byteOffset, block.byteLength))
  const found: Record<string, string[]> = {}
  let at = bytes.indexOf(Buffer.from([0x1c, 2]))
  for (
    let sets = 0;
    at >= 0 && at + 5 <= bytes.length && bytes[at] === 0x1c && sets < MAX_DATA_SETS;
    sets++
  ) {
    const length = bytes.readUInt16BE(at + 3)
    const name = bytes[at + 1] === 2 ? names.get(bytes[at + 2] ?? 0) : undefined
    if (name !== undefined && at + 5 + length <= bytes.length) {
      const texts = found[name] ?? []
      found[name] = [...texts, textOf(bytes.subarray(at + 5, at + 5 + length))]
    }
    at += 5 + length
  }
  return found
}

/** In a JPEG the data sets stand behind `8BIM` 0x0404, among other resources that may hold anything. */
function iimOf(bytes: Buffer): Buffer {
  const resource = bytes.indexOf(Buffer.from([0x38, 0x42, 0x49, 0x4d, 0x04, 0x04]))
  return resource < 0 ? bytes : bytes.subarray(resource)
}
