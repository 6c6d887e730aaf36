import type { Track } from './read-media.ts'
import { numberOf, textOf } from './texts.ts'

/** One track of sound in words: `German, 5.1, Dolby Digital (Commentary)`. */
export function soundWords(track: Track): string {
  const title = textOf(track.Title)
  const parts = [languageName(track.Language), channelWords(track), soundFormat(track)]
  return `${parts.filter((part) => part !== undefined).join(', ')}${title === undefined ? '' : ` (${title})`}`
}

/** One track of subtitles in words: `German (forced)`; `Closed captions` for those inside of the picture. */
export function subtitleWords(track: Track): string | undefined {
  const name = languageName(track.Language) ?? textOf(track.Title)
  const words = name ?? (/^EIA-[67]08$/.test(String(track.Format)) ? 'Closed captions' : undefined)
  return words !== undefined && track.Forced === 'Yes' ? `${words} (forced)` : words
}

/** Codes of ISO 639 that stand for no language: undetermined, none, several, uncoded. */
const noLanguages = new Set(['und', 'zxx', 'mul', 'mis', 'qaa'])

/** The English name of a language by its code, as `pt-BR`; a text that is no code stays as it is. */
export function languageName(code: unknown): string | undefined {
  // Where container and stream differ, MediaInfo gives both, as `en / de`.
  const tag = textOf(code)?.split(' / ')[0]
  if (tag === undefined || noLanguages.has(tag.toLowerCase())) return undefined
  if (!/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag)) return tag
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag)
  } catch {
    // RangeError: it has the form of a code, and is none, such as `en-12`.
    return tag
  }
}

function channelWords(track: Track): string | undefined {
  const channels = numberOf(track.Channels)
  if (channels === undefined) return undefined
  if (channels <= 2) return channels === 1 ? 'mono' : 'stereo'
  const hasBass = `${track.ChannelLayout} ${track.ChannelPositions}`.includes('LFE')
  return hasBass ? `${channels - 1}.1` : `${channels} channels`
}

function soundFormat(track: Track): string | undefined {
  if (track.Format === 'MPEG Audio') {
    // AVI knows it as 55 only.
    return track.Format_Profile === 'Layer 2' ? 'MP2' : 'MP3'
  }
  return textOf(track.Format_Commercial_IfAny) ?? textOf(track.Format)
}
