import { stat } from 'node:fs/promises'
import { definePlugin } from 'box-skill-runner/plugin'
import { subtitleCards } from './cards.ts'
import { formatOf } from './format.ts'
import { guessLanguage, languageInName, languageName } from './language.ts'
import { readSubtitles } from './read-subtitles.ts'
import { notSubtitles, onlyPictures, tooLarge } from './refusals.ts'
import { withoutRepeats } from './without-repeats.ts'

/** What subtitles and lyrics say, as a transcript with times. */
export default definePlugin({
  name: 'subtitles',
  version: '0.1.0',
  description: 'What subtitles and lyrics say, as a transcript with times.',
  extensions: ['srt', 'vtt', 'sub', 'ttml', 'dfxp', 'lrc', 'ass', 'ssa', 'sbv'],
  options: {
    type: 'object',
    additionalProperties: false,
    properties: {
      paragraphSeconds: {
        type: 'integer',
        minimum: 0,
        maximum: 600,
        default: 30,
        description: 'About how long a row of the transcript is, in seconds; 0 for a row for each subtitle.',
      },
      frameRate: {
        type: 'number',
        minimum: 1,
        maximum: 300,
        default: 23.976,
        description: 'Frames per second of MicroDVD files (sub) that do not say it themselves.',
      },
      maxMb: {
        type: 'integer',
        minimum: 1,
        maximum: 100,
        default: 10,
        description: 'Largest file that is read, in megabytes; subtitles of a long film are 0.2.',
      },
    },
  },
  async setup() {
    await Promise.all([import('franc'), import('htmlparser2')])
  },
  async run({ file, options, cards, signal, progress }) {
    progress(0, 'Reading the subtitles')
    const { size } = await stat(await file.path())
    if (size > options.maxMb * 1_000_000) throw tooLarge(file.name, options.maxMb)
    const text = await file.text()
    signal.throwIfAborted()
    // Subtitles as pictures begin as MPEG streams do.
    if (text.startsWith('\0\0\u0001')) throw onlyPictures(file.name)
    const lines = text.split(/\r\n|\r|\n/)
    const format = formatOf(lines)
    if (format === undefined) throw notSubtitles(file.name)

    const subtitles = await readSubtitles(format, lines, { frameRate: options.frameRate, signal })
    signal.throwIfAborted()
    if (subtitles.cues.length === 0) {
      if (subtitles.broken > 0) throw notSubtitles(file.name)
      return []
    }
    // A line of a song that comes again is sung again.
    const cues = format === 'lrc' ? subtitles.cues : withoutRepeats(subtitles.cues)
    progress(0.5, 'Looking at the language')
    const spoken = cues.map((cue) => cue.lines.join(' ')).slice(0, 500)
    const language =
      languageName(subtitles.language) ??
      (await guessLanguage(spoken.join('\n'))) ??
      languageInName(file.name)
    signal.throwIfAborted()
    progress(1)
    return subtitleCards({ format, subtitles, cues, language }, options.paragraphSeconds, cards)
  },
})
