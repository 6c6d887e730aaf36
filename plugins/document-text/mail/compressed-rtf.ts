/** What the dictionary begins with, by the specification (MS-OXRTFCP, 2.1.2.1). */
const DICTIONARY = Buffer.from(
  '{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx',
  'latin1',
)
const DICTIONARY_SIZE = 4096
const HEADER_BYTES = 16
const COMPRESSED = 0x75465a4c
const UNCOMPRESSED = 0x414c454d

/**
 * Unpacks the RTF text of an Outlook message.
 *
 * @param maxBytes - Bytes to unpack at most; the rest is left out.
 */
export function unpackRtf(packed: Uint8Array, maxBytes: number): Uint8Array {
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength)
  const type = packed.length < HEADER_BYTES ? undefined : view.getUint32(8, true)
  if (type === UNCOMPRESSED) return packed.subarray(HEADER_BYTES, HEADER_BYTES + maxBytes)
  if (type !== COMPRESSED) return new Uint8Array()
  const dictionary = Buffer.alloc(DICTIONARY_SIZE)
  DICTIONARY.copy(dictionary)
  const unpacked = Buffer.alloc(Math.min(view.getUint32(4, true), maxBytes, packed.length * 17))
  let write = DICTIONARY.length
  let length = 0
  const put = (byte: number) => {
    if (length < unpacked.length) unpacked[length++] = byte
    dictionary[write] = byte
    write = (write + 1) % DICTIONARY_SIZE
  }
  for (let position = HEADER_BYTES; position < packed.length && length < unpacked.length; ) {
    const control = packed[position++] ?? 0
    for (let bit = 0; bit < 8 && position < packed.length; bit++) {
      if ((control & (1 << bit)) === 0) {
        put(packed[position++] ?? 0)
        continue
      }
      const reference = ((packed[position] ?? 0) << 8) | (packed[position + 1] ?? 0)
      position += 2
      let read = reference >> 4
      // A reference to the place that is written next is the end.
      if (read === write) return unpacked.subarray(0, length)
      for (let left = (reference & 15) + 2; left > 0; left--) {
        put(dictionary[read] ?? 0)
        read = (read + 1) % DICTIONARY_SIZE
      }
    }
  }
  return unpacked.subarray(0, length)
}
