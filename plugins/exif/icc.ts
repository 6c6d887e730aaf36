import { textOf } from './ifd.ts'

/** More tags than any profile has. */
const MAX_TAGS = 100
/** Names are short; a length beyond is a lie. */
const MAX_NAME_BYTES = 400

/** Profiles that are made as small as can be save on their names, too: those of Facebook, and of sharp and its kin. */
const shortNames: Readonly<Record<string, string>> = {
  c2: 'sRGB',
  nRGB: 'sRGB',
  uRGB: 'sRGB',
  zRGB: 'sRGB',
  sP3C: 'Display P3',
  uP3C: 'Display P3',
  zP3C: 'Display P3',
}

/**
 * The name of an ICC profile, such as `Display P3`: its `desc` tag, as text (version 2) or in several languages
 * (version 4), of which the first counts. Undefined where the profile has none, or is damaged there.
 */
export function profileName(icc: Uint8Array): string | undefined {
  const bytes = Buffer.from(icc.buffer, icc.byteOffset, icc.byteLength)
  if (bytes.length < 132) return undefined
  const count = Math.min(bytes.readUInt32BE(128), MAX_TAGS)
  for (let at = 132; at < 132 + count * 12 && at + 12 <= bytes.length; at += 12) {
    if (bytes.toString('latin1', at, at + 4) !== 'desc') continue
    const offset = bytes.readUInt32BE(at + 4)
    const name = nameIn(bytes.subarray(offset, offset + bytes.readUInt32BE(at + 8)))?.replace(/\0+$/, '')
    return name === undefined ? undefined : (shortNames[name] ?? name)
  }
  return undefined
}

function nameIn(tag: Buffer): string | undefined {
  if (tag.length < 12) return undefined
  if (tag.toString('latin1', 0, 4) === 'desc') {
    return textOf(tag.subarray(12, 12 + Math.min(tag.readUInt32BE(8), MAX_NAME_BYTES)))
  }
  if (tag.toString('latin1', 0, 4) !== 'mluc' || tag.length < 28) return undefined
  const [length, offset] = [tag.readUInt32BE(20), tag.readUInt32BE(24)]
  const text = tag.subarray(offset, offset + Math.min(length, MAX_NAME_BYTES))
  // The standard has UTF-16 in big-endian order, which Node cannot decode by itself.
  return Buffer.from(text.subarray(0, text.length & ~1))
    .swap16()
    .toString('utf16le')
}
