import type { TextItem } from 'box-skill-runner/plugin'
import type { ICommonTagsResult, ILyricsTag } from 'music-metadata'
import { cleaned } from './texts.ts'

/** Lines that are shown, less than the 1,000 to which the runner cuts a card. */
const MAX_LINES = 500
/** Characters of one line, or of one verse without times. */
const MAX_CHARACTERS = 2000

/** The lyrics, with times where the file has them. */
export function lyricsOf({ lyrics }: ICommonTagsResult, duration: number | undefined): TextItem[] {
  const synced = lyrics?.find(({ syncText }) => syncText.some(({ timestamp }) => timestamp !== undefined))
  if (synced) return timedLines(synced.syncText, duration)
  const text = lyrics?.map(({ text }) => text).find((candidate) => candidate?.trim())
  return text === undefined ? [] : verses(text)
}

/** Times are milliseconds; a line without text ends the one before. */
function timedLines(lines: ILyricsTag['syncText'], duration: number | undefined): TextItem[] {
  const sorted = lines
    .map(({ text, timestamp = 0 }) => ({ text, start: timestamp / 1000 }))
    .filter(({ start }) => start >= 0 && (duration === undefined || start < duration))
    .sort((a, b) => a.start - b.start)
  return sorted
    .flatMap(({ text, start }, index) => {
      const end = sorted[index + 1]?.start ?? duration
      const line = cleaned(text, MAX_CHARACTERS)
      return line === undefined
        ? []
        : [{ text: line, appears: [end === undefined ? { start } : { start, end: Math.max(start, end) }] }]
    })
    .slice(0, MAX_LINES)
}

/** Without times a verse is a row. */
function verses(text: string): string[] {
  return text
    .slice(0, MAX_LINES * MAX_CHARACTERS)
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((verse) => verse.trim().slice(0, MAX_CHARACTERS))
    .filter((verse) => verse !== '')
    .slice(0, MAX_LINES)
}
