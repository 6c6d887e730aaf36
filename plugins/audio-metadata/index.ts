import { type CardBuilders, type CardDraft, definePlugin } from 'box-skill-runner/plugin'
import type { IAudioMetadata } from 'music-metadata'
import { type Chapter, chaptersOf, chapterWords } from './chapters.ts'
import { coverOf } from './cover.ts'
import { kindOf } from './kind.ts'
import { lyricsOf } from './lyrics.ts'
import { readAudio } from './read-audio.ts'
import { audioRows, rowsTitles } from './rows.ts'

/** Who made a recording, what it is, and how it sounds: tags, technical data, cover, chapters and lyrics. */
export default definePlugin({
  name: 'audio-metadata',
  version: '0.1.0',
  description: 'Tags, technical data, cover, chapters and lyrics of sound files.',
  extensions: [
    ...['mp3', 'm4a', 'm4b', 'aac', 'flac', 'ogg', 'oga', 'opus', 'wav', 'aif', 'aiff', 'aifc', 'wma'],
    ...['amr', 'au', 'mpc', 'wv', 'ape', 'dsf'],
  ],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      cover: {
        type: 'boolean',
        default: true,
        description: 'Show the cover as a small round picture.',
      },
      lyrics: {
        type: 'boolean',
        default: true,
        description: 'Show the lyrics that are kept in the file.',
      },
    },
  },
  async setup() {
    await import('music-metadata')
  },
  async run({ file, options, cards, signal, progress }) {
    progress(0, 'Reading the tags')
    const path = await file.path()
    signal.throwIfAborted()
    const recording = await readAudio(path, file.name, signal)
    signal.throwIfAborted()
    progress(1)
    const { metadata, sound, mp4Chapters } = recording
    const kind = kindOf(metadata?.common)
    return [
      ...(metadata && options.cover ? coverCards(metadata, cards) : []),
      cards.rows({ title: rowsTitles[kind], values: audioRows(recording, kind) }),
      ...(metadata
        ? chapterCards(chaptersOf(metadata, mp4Chapters, sound.duration), sound.duration, cards)
        : []),
      ...(metadata && options.lyrics ? lyricsCards(metadata, sound.duration, cards) : []),
    ]
  },
})

function coverCards({ common }: IAudioMetadata, cards: CardBuilders): CardDraft[] {
  const image = coverOf(common)
  const text = common.album ?? common.title ?? 'Cover'
  return image === undefined ? [] : [cards.timeline({ title: 'Cover', entries: [{ text, image }] })]
}

function chapterCards(
  chapters: readonly Chapter[],
  duration: number | undefined,
  cards: CardBuilders,
): CardDraft[] {
  if (chapters.length === 0) return []
  if (duration === undefined)
    return [cards.transcript({ title: 'Chapters', entries: chapters.map(chapterWords) })]
  const entries = chapters.map(({ title, start, end = duration }) => ({
    text: title,
    appears: [{ start, end }],
  }))
  return [cards.transcript({ title: 'Chapters', entries, duration })]
}

function lyricsCards(
  { common }: IAudioMetadata,
  duration: number | undefined,
  cards: CardBuilders,
): CardDraft[] {
  const entries = lyricsOf(common, duration)
  if (entries.length === 0) return []
  return [cards.transcript({ title: 'Lyrics', entries, ...(duration === undefined ? {} : { duration }) })]
}
