import { fail } from '../errors/error.ts'
import type { Appearance, CardEntry } from './card.ts'

/** Tools round durations to whole seconds, so that the last word ends "after the end" by less than one. */
const roundingSeconds = 1
/** The shortest stretch that still begins before the end of the recording. */
const instant = 0.001

/** Checks the times of one card's entries, and learns how long its recording has to be. */
export interface TimeCheck {
  /** Whether the entries seen so far have any times. */
  readonly any: boolean
  /** The duration in seconds, as given or a rounding longer; undefined where none was given. */
  readonly duration: number | undefined
  /** Throws `SKR_CARDS_DURATION_MISSING`, `SKR_CARDS_TIME_ORDER`, `SKR_CARDS_TIME_BEYOND_DURATION`. */
  take(appears: readonly Appearance[], entry: number): void
}

export interface TimeCheckOptions {
  /** Place of the card, such as `cards[0]`. */
  readonly card: string
  readonly duration: number | undefined
  /** Keyword and timeline cards have time bars, which Box draws as parts of the duration. */
  readonly needsDuration: boolean
}

export function createTimeCheck({ card, duration, needsDuration }: TimeCheckOptions): TimeCheck {
  let any = false
  let longest = duration
  return {
    get any() {
      return any
    },
    get duration() {
      return longest
    },
    take(appears, entry) {
      if (appears.length === 0) return
      any = true
      if (needsDuration && duration === undefined) {
        throw fail('SKR_CARDS_DURATION_MISSING', { where: card, entry: `entries[${entry}]` })
      }
      for (const [index, { start, end }] of appears.entries()) {
        if (end !== undefined && end < start)
          throw fail('SKR_CARDS_TIME_ORDER', { where: placeOf(card, entry, index, 'end'), start, end })
        if (duration === undefined || longest === undefined) continue
        const last = duration + roundingSeconds
        if (start >= last)
          throw fail('SKR_CARDS_TIME_BEYOND_DURATION', {
            where: placeOf(card, entry, index, 'start'),
            time: start,
            duration,
          })
        if (end !== undefined && end > last) {
          throw fail('SKR_CARDS_TIME_BEYOND_DURATION', {
            where: placeOf(card, entry, index, 'end'),
            time: end,
            duration,
          })
        }
        if (start >= longest) longest = start + instant
        if (end !== undefined && end > longest) longest = end
      }
    },
  }
}

function placeOf(card: string, entry: number, index: number, key: 'start' | 'end'): string {
  return `${card}.entries[${entry}].appears[${index}].${key}`
}

/**
 * Gives every stretch an end, since Box counts a missing one as 0. On a transcript, whose rows become captions of a
 * video, a row without an end lasts until the next one starts; elsewhere it is a moment, which Box draws as its
 * smallest bar.
 */
export function fillEnds(
  entries: readonly CardEntry[],
  isTranscript: boolean,
  duration: number | undefined,
): CardEntry[] {
  let next = duration
  return entries
    .toReversed()
    .map((entry) => {
      if (entry.appears === undefined) return entry
      const following = isTranscript ? next : undefined
      const appears = entry.appears.map(({ start, end }) => ({
        start,
        end: end ?? Math.max(start, following ?? start),
      }))
      next = appears[0]?.start ?? next
      return { ...entry, appears }
    })
    .reverse()
}
