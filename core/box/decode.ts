import { analyse } from 'chardet'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/** How much of a text is looked at to find out its encoding, in bytes. */
const sampleBytes = 64 * 1024

/**
 * The text that `bytes` are. The encoding is `encoding` (any WHATWG label), else what a byte order mark says, else UTF-8
 * where the bytes are valid UTF-8, else what the document declares (HTML, XML), else what the bytes most look like.
 * Bytes that do not fit become U+FFFD; a byte order mark is not part of the text. Throws `SKR_FILE_UNKNOWN_ENCODING`.
 */
export function decodeText(bytes: Uint8Array, encoding?: string): string {
  if (encoding === undefined) return decodeFound(bytes)
  const text = decodeAs(bytes, encoding)
  if (text === undefined) throw fail('SKR_FILE_UNKNOWN_ENCODING', { encoding: printable(encoding, 40) })
  return text
}

function decodeFound(bytes: Uint8Array): string {
  const marked = byMark(bytes) ?? byNulPattern(bytes)
  if (marked !== undefined) return decodeAs(bytes, marked) ?? ''
  const utf8 = hasEscapes(bytes) ? undefined : strictUtf8(bytes)
  if (utf8 !== undefined) return utf8
  const declared = declaredEncoding(bytes)
  // A declaration that could be read byte by byte is not in UTF-16, whatever it says.
  const text =
    declared === undefined || /utf-?(16|32)/i.test(declared) ? undefined : decodeAs(bytes, declared)
  return text ?? damagedUtf8(bytes) ?? decodeAs(bytes, guess(bytes)) ?? ''
}

/** Undefined where the label is not known. */
function decodeAs(bytes: Uint8Array, label: string): string | undefined {
  if (/^utf-?32(le|be)$/i.test(label)) return decodeUtf32(bytes, /le$/i.test(label))
  let decoder: InstanceType<typeof TextDecoder>
  try {
    decoder = new TextDecoder(label)
  } catch {
    // RangeError: the label is not one of the standard's.
    return undefined
  }
  return decoder.encoding === 'windows-1252' ? decodeWindows1252(bytes) : decoder.decode(bytes)
}

function byMark(bytes: Uint8Array): string | undefined {
  const [a, b, c, d] = bytes
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8'
  // The mark of UTF-32 begins like that of UTF-16.
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return 'utf-32le'
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return 'utf-32be'
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  return undefined
}

/** Latin text in UTF-16 has a NUL in every second place, which no other encoding has. */
function byNulPattern(bytes: Uint8Array): string | undefined {
  const pairs = Math.min(bytes.length, sampleBytes) >> 1
  let even = 0
  let odd = 0
  for (let at = 0; at < pairs * 2; at += 2) {
    if (bytes[at] === 0) even += 1
    if (bytes[at + 1] === 0) odd += 1
  }
  if (pairs < 2 || even + odd === 0) return undefined
  if (odd > pairs * 0.3 && even < pairs * 0.05) return 'utf-16le'
  if (even > pairs * 0.3 && odd < pairs * 0.05) return 'utf-16be'
  return undefined
}

/** Undefined where the bytes are not valid UTF-8. A file that was cut within its last character still is. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  const whole = validUtf8(bytes)
  const cut = whole === undefined ? startedAtEnd(bytes) : 0
  if (cut === 0) return whole
  const text = validUtf8(bytes.subarray(0, -cut))
  // Without any other such character it is more likely Latin-1 that ends in an accented letter.
  return text === undefined || text.length === bytes.length - cut ? undefined : `${text}\ufffd`
}

function validUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // TypeError: they are not valid.
    return undefined
  }
}

/** How many bytes at the end begin a character of UTF-8 that does not end. */
function startedAtEnd(bytes: Uint8Array): number {
  for (let length = 1; length <= 3; length += 1) {
    const byte = bytes.at(-length) ?? 0
    // The first byte of a character says how long it is; those that follow are below 0xC0.
    const wanted = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0
    if (wanted > 0) return wanted > length ? length : 0
  }
  return 0
}

/** Whether the sample holds the escapes of ISO-2022, which is all ASCII bytes and would pass for UTF-8. */
function hasEscapes(bytes: Uint8Array): boolean {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, sampleBytes))
  return sample.includes('\u001b$B') || sample.includes('\u001b$@')
}

/** Of `<?xml encoding="…"?>`, `<meta charset="…">` and `<meta http-equiv content="…; charset=…">` in the first kilobyte. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  const xml = /^\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head)
  const meta = /<meta\s[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)
  return xml?.[1] ?? meta?.[1]
}

/** UTF-8 with a few broken bytes, such as a log with one bad line, is better read as UTF-8 than as anything else. */
function damagedUtf8(bytes: Uint8Array): string | undefined {
  const sample = new TextDecoder().decode(bytes.subarray(0, sampleBytes))
  const isLong = (sample.match(/[^\0-\u007f\ufffd]/g)?.length ?? 0) >= 10
  return isLong && isMostlyWhole(sample) ? new TextDecoder().decode(bytes) : undefined
}

/** The most likely label by letter frequencies; Windows' Latin-1 where nothing is likely. */
function guess(bytes: Uint8Array): string {
  const sample = bytes.subarray(0, sampleBytes)
  const likely = analyse(sample).find(({ name, confidence }) => {
    const text = confidence < 10 || name === 'UTF-8' ? undefined : decodeAs(sample, name)
    return text !== undefined && isMostlyWhole(text)
  })
  return likely?.name ?? 'windows-1252'
}

/** Whether nearly all that is not ASCII could be decoded. */
function isMostlyWhole(text: string): boolean {
  const broken = text.match(/\ufffd/g)?.length ?? 0
  const whole = text.match(/[^\0-\u007f\ufffd]/g)?.length ?? 0
  return broken * 10 <= whole
}

/** What windows-1252 has from 0x80 to 0x9F. Node 20 decodes it as ISO-8859-1, which has control characters there. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

function decodeWindows1252(bytes: Uint8Array): string {
  const latin1 = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  return latin1.replace(/[\u0080-\u009f]/g, (char) => windows1252[char.charCodeAt(0) - 0x80] ?? char)
}

/** Not in the standard, so that TextDecoder does not know it. */
function decodeUtf32(bytes: Uint8Array, littleEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at < bytes.byteLength; at += 4) {
    const point = at + 4 <= bytes.byteLength ? view.getUint32(at, littleEndian) : 0xfffd
    if (at === 0 && point === 0xfeff) continue
    const isCharacter = point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
    parts.push(String.fromCodePoint(isCharacter ? point : 0xfffd))
  }
  return parts.join('')
}
