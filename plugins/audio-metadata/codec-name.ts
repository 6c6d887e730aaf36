import type { IFormat } from 'music-metadata'

/** What the readers of the formats say, and what people say. The first that matches counts. */
const names: readonly (readonly [RegExp, string])[] = [
  [/mpeg.*layer 3/i, 'MP3'],
  [/mpeg.*layer 2/i, 'MP2'],
  [/mpeg.*layer 1/i, 'MP1'],
  [/he-aac|aac.*sbr/i, 'HE-AAC'],
  [/aac|mp4a|mpeg-4.*audio/i, 'AAC'],
  [/alac/i, 'ALAC'],
  [/vorbis/i, 'Vorbis'],
  [/^opus/i, 'Opus'],
  [/^speex/i, 'Speex'],
  [/flac/i, 'FLAC'],
  [/mu-law|ulaw|μ-law/i, 'PCM (µ-law)'],
  [/a-law|alaw/i, 'PCM (A-law)'],
  [/adpcm/i, 'ADPCM'],
  [/pcm|^(?:sowt|lpcm|twos)$|not compressed/i, 'PCM'],
  [/windows media audio.*(?:lossless)/i, 'WMA Lossless'],
  [/windows media audio.*voice/i, 'WMA Voice'],
  [/windows media audio|^wma/i, 'WMA'],
  [/^ac-?3/i, 'AC-3'],
  [/^dsd/i, 'DSD'],
]

/** How people call what the sound is packed with: by the codec, else by the container. */
export function codecName({ codec, container }: Pick<IFormat, 'codec' | 'container'>): string | undefined {
  // Several codecs stand in a row; texts and pictures come behind the sound.
  const first = codec?.split('+')[0]?.trim()
  const known = names.find(([pattern]) => pattern.test(first ?? ''))
  if (known) return known[1]
  if (/musepack/i.test(container ?? '')) return 'Musepack'
  return first?.replace(/[\p{Cc}]/gu, '').slice(0, 40) || container?.split('/')[0]
}
