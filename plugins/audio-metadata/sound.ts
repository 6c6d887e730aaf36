/** What a recording is made of. */
export interface Sound {
  /** As people call it: `MP3`, `AAC`, `PCM`. */
  readonly codec: string | undefined
  /** Seconds. */
  readonly duration: number | undefined
  /** Samples a second. */
  readonly sampleRate: number | undefined
  readonly channels: number | undefined
  /** Bits a second. */
  readonly bitrate?: number | undefined
  /** Of what is kept as it was recorded. */
  readonly bitsPerSample?: number | undefined
  readonly isVariable?: boolean | undefined
}

/** In words: `3:42, MP3 320 kbit/s, 44.1 kHz stereo`. Undefined where nothing is known. */
export function soundWords(sound: Sound): string | undefined {
  const { duration, codec } = sound
  const length = duration !== undefined && duration > 0 ? lengthWords(duration) : undefined
  const kind = [codec, qualityWords(sound)].filter((part) => part !== undefined).join(' ')
  const form = [rateWords(sound.sampleRate), channelWords(sound.channels)].filter(
    (part) => part !== undefined,
  )
  return (
    [length, kind, form.join(' ')].filter((part) => part !== undefined && part !== '').join(', ') || undefined
  )
}

/** `3:42`, `1:02:03`; `0.4 s` where it is shorter than a second, and no less than `under 0.1 s`. */
export function lengthWords(seconds: number): string {
  if (seconds < 0.95) return seconds > 0 && seconds < 0.05 ? 'under 0.1 s' : `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)]
  const rest = String(whole % 60).padStart(2, '0')
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`
}

function qualityWords({ bitsPerSample, bitrate, isVariable }: Sound): string | undefined {
  if (bitsPerSample !== undefined && bitsPerSample > 0) return `${bitsPerSample} bit`
  if (bitrate === undefined || !(bitrate >= 500) || bitrate > 1e9) return undefined
  return `${isVariable ? 'about ' : ''}${bitrate < 9950 ? (bitrate / 1000).toFixed(1) : Math.round(bitrate / 1000)} kbit/s`
}

function rateWords(rate: number | undefined): string | undefined {
  return rate !== undefined && rate > 0 ? `${Number((rate / 1000).toFixed(1))} kHz` : undefined
}

function channelWords(channels: number | undefined): string | undefined {
  if (channels === undefined || channels < 1) return undefined
  if (channels === 1) return 'mono'
  if (channels === 2) return 'stereo'
  return channels === 6 ? '5.1' : channels === 8 ? '7.1' : `${channels} channels`
}
