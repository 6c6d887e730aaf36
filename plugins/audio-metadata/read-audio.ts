import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { IAudioMetadata, IFormat } from 'music-metadata'
import { codecName } from './codec-name.ts'
import { openTokenizer } from './file-tokenizer.ts'
import { type ChapterStart, readMp4Chapters } from './mp4-chapters.ts'
import { notSound } from './refusals.ts'
import type { Sound } from './sound.ts'
import { readSpeechFormat } from './speech-formats.ts'

/** Up to this size, in bytes, a file that does not say how long it is is read whole to find out. */
const MAX_SCAN = 300_000_000

/** What stands in a sound file. */
export interface Recording {
  readonly sound: Sound
  /** Undefined for formats without tags. */
  readonly metadata: IAudioMetadata | undefined
  /** Of an MP4 file. */
  readonly mp4Chapters: readonly ChapterStart[]
  /** The file ends too early or is damaged: this is what was found before. */
  readonly isPartial: boolean
}

/**
 * Reads tags and technical data of the file at `path`, without decoding its sound.
 *
 * @throws SkillError `skills_invalid_file_format_error` where it is no sound file.
 */
export async function readAudio(path: string, name: string, signal: AbortSignal): Promise<Recording> {
  const { head, size } = await readHead(path)
  const speech = await readSpeechFormat(head, size, () => createReadStream(path, { signal }))
  if (speech) return { sound: speech, metadata: undefined, mp4Chapters: [], isPartial: false }
  const { metadata, error } = await parse(path, size, signal)
  const { format } = metadata ?? {}
  if (metadata === undefined || format === undefined || !isSound(metadata)) throw notSound(name, error)
  const mp4Chapters = isMp4(format) ? await readMp4Chapters(path, signal) : []
  return { sound: soundOf(metadata), metadata, mp4Chapters, isPartial: error !== undefined }
}

async function readHead(path: string): Promise<{ readonly head: Uint8Array; readonly size: number }> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(64), 0, 64, 0)
    return { head: buffer.subarray(0, bytesRead), size: (await file.stat()).size }
  } finally {
    await file.close()
  }
}

/** What music-metadata finds; where it gives up in the middle, what it has found by then. */
async function parse(
  path: string,
  size: number,
  signal: AbortSignal,
): Promise<{ readonly metadata: IAudioMetadata | undefined; readonly error?: unknown }> {
  const { parseFromTokenizer } = await import('music-metadata')
  const tokenizer = await openTokenizer(path, signal)
  let soFar: IAudioMetadata | undefined
  try {
    const metadata = await parseFromTokenizer(tokenizer, {
      duration: size <= MAX_SCAN,
      observer({ metadata }) {
        soFar = metadata
      },
    })
    return { metadata }
  } catch (error) {
    signal.throwIfAborted()
    return { metadata: soFar, error }
  } finally {
    await tokenizer.close()
  }
}

/** Whether there is sound, or at least what somebody wrote about it, and not only a container that can hold it. */
function isSound({ format, native }: IAudioMetadata): boolean {
  if (format.hasAudio === false) return false
  if (format.container !== undefined && Object.values(native).some((tags) => tags.length > 0)) return true
  return format.sampleRate !== undefined || format.duration !== undefined || format.codec !== undefined
}

function soundOf({ format }: IAudioMetadata): Sound {
  const codec = codecName(format)
  const isPlain = codec === 'PCM' || format.lossless === true
  return {
    codec,
    duration: finite(format.duration),
    sampleRate: finite(format.sampleRate),
    // In MP4 the number of channels stands as 2 for mono, too.
    channels: isMp4(format) && format.numberOfChannels === 2 ? undefined : finite(format.numberOfChannels),
    bitrate: finite(format.bitrate),
    bitsPerSample: isPlain ? finite(format.bitsPerSample) : undefined,
    isVariable: /^v/i.test(format.codecProfile ?? ''),
  }
}

/** Whether it is MP4, whose brands music-metadata takes for the name of the container. */
function isMp4({ container, tagTypes }: IFormat): boolean {
  return tagTypes.includes('iTunes') || /(?:isom|iso\d|mp4\d|M4A|M4B|qt|3gp)/.test(container ?? '')
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) && value > 0
    ? Math.round(value * 1000) / 1000
    : undefined
}
