import type { Sound } from './sound.ts'

/** Bytes of a frame of 20 ms by its mode, without the byte in front; the modes behind are silence and reserved. */
const narrowFrames = [12, 13, 15, 17, 19, 20, 26, 31, 5, 0, 0, 0, 0, 0, 0, 0]
const wideFrames = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0]

/** What Sun's header calls its encodings; the others are rare. */
const auEncodings: Readonly<Record<number, { readonly codec: string; readonly bits: number }>> = {
  1: { codec: 'PCM (µ-law)', bits: 8 },
  2: { codec: 'PCM', bits: 8 },
  3: { codec: 'PCM', bits: 16 },
  4: { codec: 'PCM', bits: 24 },
  5: { codec: 'PCM', bits: 32 },
  6: { codec: 'PCM (float)', bits: 32 },
  27: { codec: 'PCM (A-law)', bits: 8 },
}

/** Reads the formats of dictation devices and phones that music-metadata does not know: AMR and AU. Undefined for others. */
export async function readSpeechFormat(
  head: Uint8Array,
  size: number,
  chunks: () => AsyncIterable<Uint8Array>,
): Promise<Sound | undefined> {
  const start = Buffer.from(head).toString('latin1')
  if (start.startsWith('#!AMR\n')) return readAmr(6, 'AMR', 8000, narrowFrames, chunks())
  if (start.startsWith('#!AMR-WB\n')) return readAmr(9, 'AMR wideband', 16_000, wideFrames, chunks())
  return start.startsWith('.snd') && head.length >= 24 ? readAu(Buffer.from(head), size) : undefined
}

/** AMR says nothing about its length: the frames have to be counted. */
async function readAmr(
  magicBytes: number,
  codec: string,
  sampleRate: number,
  frameBytes: readonly number[],
  chunks: AsyncIterable<Uint8Array>,
): Promise<Sound | undefined> {
  let frames = 0
  let bytes = 0
  let skip = magicBytes
  for await (const chunk of chunks) {
    let at = skip
    while (at < chunk.length) {
      // Bits 3 to 6 are the mode.
      at += 1 + (frameBytes[((chunk[at] ?? 0) >> 3) & 15] ?? 0)
      frames++
    }
    skip = at - chunk.length
    bytes += chunk.length
  }
  if (frames === 0) return undefined
  const duration = frames * 0.02
  return { codec, duration, sampleRate, channels: 1, bitrate: ((bytes - magicBytes) * 8) / duration }
}

function readAu(head: Buffer, size: number): Sound | undefined {
  const [offset, length, encoding, sampleRate, channels] = [4, 8, 12, 16, 20].map((at) =>
    head.readUInt32BE(at),
  )
  if (!offset || !sampleRate || !channels || channels > 32 || sampleRate > 1_000_000) return undefined
  const { codec, bits } = auEncodings[encoding ?? 0] ?? { codec: 'AU', bits: undefined }
  const there = Math.max(0, size - offset)
  // A stream that was written as it came says that its length is unknown.
  const bytes = length === undefined || length === 0xffffffff ? there : Math.min(length, there)
  return {
    codec,
    duration: bits === undefined ? undefined : bytes / (channels * (bits / 8) * sampleRate),
    sampleRate,
    channels,
    bitsPerSample: codec === 'PCM' ? bits : undefined,
  }
}
