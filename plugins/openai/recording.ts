import { stat } from 'node:fs/promises'
import { type Content, SkillError, type SkillFile } from 'box-skill-runner/plugin'

/** What is sent of a recording. */
export interface Recording {
  readonly bytes: Uint8Array
  /** Servers go by the extension. */
  readonly name: string
}

/** The formats that OpenAI takes, by extension; other servers take more. */
const taken: ReadonlySet<string> = new Set([
  'flac',
  'm4a',
  'mp3',
  'mp4',
  'mpeg',
  'mpga',
  'oga',
  'ogg',
  'wav',
  'webm',
])

/**
 * The recording as it can be sent: the file itself, or the MP3 that Box makes of it where the file is too large or of
 * another format.
 *
 * @returns undefined for an empty file.
 * @throws `SkillError` where both are too large.
 */
export async function recordingOf(
  file: SkillFile,
  maxBytes: number,
  signal: AbortSignal,
): Promise<Recording | undefined> {
  if (file.size === 0) return undefined
  const isTaken = taken.has(file.extension)
  const isKnownLarge = file.size !== undefined && file.size > maxBytes
  if (isTaken && !isKnownLarge) {
    const own = await within(file, maxBytes)
    if (own !== undefined) return own.length === 0 ? undefined : named(own, file.extension)
  }
  signal.throwIfAborted()
  const mp3 = await file.representation('mp3')
  if (mp3 !== undefined) {
    const small = await within(mp3, maxBytes)
    if (small !== undefined) return named(small, 'mp3')
    throw tooLarge('The MP3 that Box makes of the recording', maxBytes)
  }
  // Without another form of it, a server that knows the format may still take it.
  const own = isTaken || isKnownLarge ? undefined : await within(file, maxBytes)
  if (own === undefined) throw tooLarge('The recording', maxBytes)
  return own.length === 0 ? undefined : named(own, file.extension)
}

function named(bytes: Uint8Array, extension: string): Recording {
  return { bytes, name: extension === '' ? 'recording' : `recording.${extension}` }
}

/** The bytes where they are not more than `maxBytes`; looked up first, so that a film does not fill the memory. */
async function within(content: Content, maxBytes: number): Promise<Uint8Array | undefined> {
  const { size } = await stat(await content.path())
  return size > maxBytes ? undefined : content.bytes()
}

function tooLarge(what: string, maxBytes: number): SkillError {
  return new SkillError(
    'skills_invalid_file_size_error',
    `${what} is larger than the ${(maxBytes / 1_048_576).toFixed(1)} MB that may be sent ("maxAudioBytes").`,
  )
}
