import type { IAudioMetadata } from 'music-metadata'

/** The gain of R128 in Opus files counts from this loudness, in LUFS (RFC 7845, section 5.2.1). */
const R128_REFERENCE = -23

/** How loud it was measured to be, in words; undefined where nobody has measured it. */
export function loudnessOf({ common, format, native }: IAudioMetadata): string | undefined {
  const broadcast = broadcastLoudness(native)
  if (broadcast !== undefined) return `${broadcast.toFixed(1)} LUFS`
  const r128 = Number(nativeValue(native, 'R128_TRACK_GAIN') ?? Number.NaN)
  // In 256ths of a decibel.
  if (Number.isFinite(r128)) return `${(R128_REFERENCE - r128 / 256).toFixed(1)} LUFS`
  const track = common.replaygain_track_gain?.dB ?? format.trackGain
  const album = common.replaygain_album_gain?.dB ?? format.albumGain
  const parts = [gain(track, 'track'), gain(album, 'album')].filter((part) => part !== undefined)
  return parts.length === 0 ? undefined : `ReplayGain ${parts.join(', ')}`
}

/** The value of a native tag of any format, by its exact or upper-case name. */
export function nativeValue(native: IAudioMetadata['native'], id: string): unknown {
  for (const tags of Object.values(native)) {
    const tag = tags.find((candidate) => candidate.id.toUpperCase() === id.toUpperCase())
    if (tag) return tag.value
  }
  return undefined
}

/** Of a broadcast wave file of version 2: a signed number in hundredths. */
function broadcastLoudness(native: IAudioMetadata['native']): number | undefined {
  const version = nativeValue(native, 'bext.version')
  const value = nativeValue(native, 'bext.loudnessValue')
  if (typeof version !== 'number' || version < 2 || typeof value !== 'number') return undefined
  const signed = value > 0x7fff ? value - 0x10000 : value
  // 0x7FFF stands for “not measured”, and 0 is what programs leave that do not fill it in.
  return signed >= 0 ? undefined : signed / 100
}

function gain(decibels: number | undefined, of: string): string | undefined {
  if (decibels === undefined || !Number.isFinite(decibels) || Math.abs(decibels) > 100) return undefined
  return `${decibels > 0 ? '+' : ''}${decibels.toFixed(1)} dB (${of})`
}
