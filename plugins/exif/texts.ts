import { type IfdValue, textOf } from './ifd.ts'
import { fieldOf, listOf, type XmpValue } from './xmp.ts'

/** Longer texts than this in metadata are rare, and no longer help on a card. */
const MAX_CHARACTERS = 500
/** More items than this in one list are a machine's work, and no longer read. */
const MAX_ITEMS = 200

/** A text of EXIF, a list of IPTC's, or a value of XMP's. */
export type TextValue = IfdValue | XmpValue | undefined

/** The first of `values` that holds readable text, cleaned; undefined where none does. */
export function firstText(...values: readonly TextValue[]): string | undefined {
  for (const value of values) {
    const [text] = textsOf(value)
    if (text !== undefined) return text
  }
  return undefined
}

/** All texts in a metadata value: a string, a list of them, or XMP's `{ lang, value }`. Cleaned, without repeats. */
export function textsOf(value: TextValue): string[] {
  if (typeof value === 'number' || value instanceof Uint8Array) return []
  const texts = listOf(value as XmpValue | undefined)
    .slice(0, MAX_ITEMS)
    .map((item) => cleaned(fieldOf(item, 'value') ?? item))
  return [...new Set(texts.filter((text) => text !== undefined))]
}

/** A text without control characters and padding, at most 500 characters long; undefined where nothing is left. */
export function cleaned(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  // Cameras pad their texts with zeros and blanks, some keep the control characters of a form, and marks of
  // direction (U+202A to U+202E, U+2066 to U+2069) would turn the rest of the row around.
  const text = value
    .slice(0, MAX_CHARACTERS * 4)
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  if (text === '') return undefined
  return text.length > MAX_CHARACTERS
    ? `${text.slice(0, MAX_CHARACTERS).replace(/[\s\ud800-\udbff]+$/, '')}…`
    : text
}

/** A text that Windows' file manager wrote: UTF-16, as bytes. */
export function windowsText(value: IfdValue | undefined): string | undefined {
  return value instanceof Uint8Array ? cleaned(Buffer.from(value).toString('utf16le')) : undefined
}

/** EXIF's `UserComment`: its first eight bytes say the character set of the rest. */
export function userComment(value: IfdValue | undefined): string | undefined {
  if (!(value instanceof Uint8Array)) return undefined
  const set = Buffer.from(value.subarray(0, 8)).toString('latin1').replace(/\0+$/, '')
  const text = Buffer.from(value.subarray(8))
  if (set === 'UNICODE') return cleaned(utf16(text))
  return set === 'ASCII' || set === '' ? cleaned(textOf(text)) : undefined
}

/** The standard leaves the order of the bytes open, and programs differ: zeros tell, since most texts have Latin letters. */
function utf16(bytes: Buffer): string {
  const even = bytes.subarray(0, bytes.length & ~1)
  const zerosAt = (parity: number) => even.filter((byte, at) => byte === 0 && at % 2 === parity).length
  return (zerosAt(0) > zerosAt(1) ? Buffer.from(even).swap16() : even).toString('utf16le')
}
