import { isUnspaced, type WordRun } from '../words/words.ts'
import type { Sample } from './sample.ts'

/** Usual speeds of silent reading: words a minute, and characters a minute where a script has no spaces. */
const WORDS_A_MINUTE = 230
const CHARACTERS_A_MINUTE = 500

/** The rows that tell how long a text is. What was not read is not guessed at. */
export function readingTime(runs: readonly WordRun[], sample: Sample): Record<string, string | undefined> {
  let words = 0
  let minutes = 0
  for (const run of runs) {
    for (const { text } of run) {
      words++
      minutes += isUnspaced(text) ? text.length / CHARACTERS_A_MINUTE : 1 / WORDS_A_MINUTE
    }
  }
  const number = new Intl.NumberFormat('en')
  if (!sample.complete) {
    return {
      Words: `more than ${number.format(words)}`,
      Read: `the first ${number.format(sample.text.length)} characters`,
    }
  }
  return { Words: number.format(words), 'Reading time': inWords(minutes) }
}

function inWords(minutes: number): string {
  if (minutes < 1) return 'less than a minute'
  const rounded = Math.round(minutes)
  if (rounded < 60) return `about ${rounded} min`
  return `about ${Math.round(rounded / 60)} h`
}
