import type { CardBuilders, CardDraft } from 'box-skill-runner/plugin'
import { lengthWords } from './clock.ts'
import type { Cue, Subtitles } from './cue.ts'
import { type Format, formatNames } from './format.ts'
import { toParagraphs } from './paragraphs.ts'
import { speakersOf } from './speakers.ts'

/** Rows of a transcript: less than the 1,000 to which the runner cuts a card. */
const MAX_ROWS = 900

/** What the cards are made of. */
export interface Found {
  readonly format: Format
  readonly subtitles: Subtitles
  /** Sorted, and without what captions say twice. */
  readonly cues: readonly Cue[]
  readonly language: string | undefined
}

/** The cards: what is said, who says it, and what the file is. */
export function subtitleCards(
  { format, subtitles, cues, language }: Found,
  paragraphSeconds: number,
  cards: CardBuilders,
): CardDraft[] {
  const isSong = format === 'lrc'
  // A song is read line by line.
  const paragraphs = toParagraphs(cues, isSong ? 0 : paragraphSeconds, MAX_ROWS)
  const duration = Math.max(...paragraphs.map(({ end }) => end))
  const rows = paragraphs.slice(0, MAX_ROWS)
  const speakers = speakersOf(cues)
  const { title, artist, album, frameRate, isRateAssumed, broken } = subtitles
  return [
    cards.transcript({
      title: isSong ? 'Lyrics' : 'Transcript',
      entries: rows.map(({ text, start, end }) => ({ text, appears: [{ start, end }] })),
      ...(duration > 0 ? { duration } : {}),
    }),
    ...(speakers.length > 0 && duration > 0
      ? [cards.keyword({ title: 'Speakers', entries: speakers, duration })]
      : []),
    cards.rows({
      title: isSong ? 'Song' : 'Subtitles',
      values: {
        Title: bounded(title),
        Artist: bounded(artist),
        Album: bounded(album),
        Language: language,
        Length: duration > 0 ? lengthWords(duration) : undefined,
        [isSong ? 'Lines' : 'Cues']: countWords(subtitles.cues.length, broken),
        'Not shown': paragraphs.length > rows.length ? 'the end, since the text is too long' : undefined,
        Format: formatNames[format],
        'Frames per second': isRateAssumed ? `${frameRate}, which is assumed` : frameRate,
      },
    }),
  ]
}

function countWords(count: number, broken: number): string {
  const words = count.toLocaleString('en')
  return broken === 0 ? words : `${words}, and ${broken.toLocaleString('en')} that cannot be read`
}

function bounded(text: string | undefined): string | undefined {
  const line = text?.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  return line === undefined || line.length <= 200 ? line : `${line.slice(0, 200)}…`
}
