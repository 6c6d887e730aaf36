import type { FailureReason } from '../invocation/run-result.ts'
import type { StatusCardDraft } from './card.ts'
import { causeOf, forPeople, spokenByBox } from './failure-words.ts'
import { sizesApart } from './size-words.ts'
import { cleanText } from './text.ts'

/**
 * The status cards that the runner writes itself. They are read by whoever uploaded the file, so they say in one or two
 * plain sentences what happened, and hold no stack, path or token. Box's web app has its own text, in the reader's
 * language, for the codes it knows, and shows the message of every other; `custom_error` is such a one.
 */
const ownText = 'custom_error'
const maxMessageChars = 300

/** The work has begun. Box shows its own text, in the reader's language. */
export function pendingStatus(): StatusCardDraft {
  return statusCard('Status', 'skills_pending_status', 'This file is being processed.')
}

/** Every plugin ended well, and none had anything to show. */
export function nothingFound(): StatusCardDraft {
  return statusCard('Status', 'skills_no_info_found', 'No information was found in this file.')
}

/** The file passes no route's limit. Both in bytes. Box's own text for this names no numbers, so ours is shown. */
export function tooLarge(size: number, limit: number): StatusCardDraft {
  const [actual, allowed] = sizesApart(size, limit)
  return statusCard('Error', ownText, `This file is ${actual}; files up to ${allowed} are processed.`)
}

/**
 * Nothing more will be tried. A code of Box's kit that the plugin chose is kept, and Box then shows its own text for
 * it; for all else people read ours.
 */
export function failedForGood(reason: FailureReason): StatusCardDraft {
  const words = forPeople(reason)
  if (spokenByBox(reason.code))
    return statusCard('Error', reason.code, words ?? `${capital(causeOf(reason))}.`)
  if (words !== undefined) return statusCard('Error', shownCode(reason), words)
  return statusCard('Error', ownText, `This file could not be processed: ${causeOf(reason)}.`)
}

/** These plugins failed for good, and for the same reason, while others did not: says which ones. */
export function failedBesideOthers(reason: FailureReason, plugins: readonly string[]): StatusCardDraft {
  return statusCard('Error', ownText, sentence(reason, plugins, 'could not process this file'))
}

/** What people would read of a failure, but for the plugin's name: two failures that read alike need one card. */
export function readsAs(reason: FailureReason): string {
  return spokenByBox(reason.code) ? reason.code : (forPeople(reason) ?? causeOf(reason))
}

/** The plugin failed, and will be tried again at `at`; both times in milliseconds since the epoch. */
export function willTryAgain(
  reason: FailureReason,
  plugin: string,
  at: number,
  now: number,
): StatusCardDraft {
  const next = `It will be tried again ${timeUntil(at - now)}.`
  const what = sentence(
    reason,
    [plugin],
    'could not process this file yet',
    maxMessageChars - next.length - 1,
  )
  return statusCard('Status', ownText, `${what} ${next}`)
}

function sentence(
  reason: FailureReason,
  plugins: readonly string[],
  what: string,
  maxChars = maxMessageChars,
): string {
  const words = spokenByBox(reason.code) ? undefined : forPeople(reason)
  if (words !== undefined) return cut(`${plugins.join(', ')}: ${ended(words)}`, maxChars)
  const names = new Intl.ListFormat('en').format(plugins.map((plugin) => `"${plugin}"`))
  return cut(
    `The ${plugins.length > 1 ? 'plugins' : 'plugin'} ${names} ${what}: ${causeOf(reason)}.`,
    maxChars,
  )
}

/** The title's code has Box show the word in the reader's language. */
function statusCard(title: 'Status' | 'Error', code: string, message: string): StatusCardDraft {
  return {
    type: 'skill_card',
    skill_card_type: 'status',
    skill_card_title: { code: title === 'Error' ? 'skills_error' : 'skills_status', message: title },
    status: { code, message: cut(message, maxMessageChars) },
  }
}

/** A code that Box shows the message of: the plugin's where the kit knows it, else that for texts of our own. */
function shownCode({ code }: FailureReason): string {
  return code === 'skills_no_info_found' ? code : ownText
}

function ended(words: string): string {
  return /[.!?…。！？]$/.test(words) ? words : `${words}.`
}

function capital(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1)
}

function cut(text: string, maxChars: number): string {
  return cleanText(text, maxChars).text
}

/** Rough on purpose: the card is read later than it is written. Rounded up, so that nobody waits in vain. */
function timeUntil(ms: number): string {
  const minutes = Math.ceil(ms / 60_000)
  if (minutes <= 1) return 'in about a minute'
  if (minutes < 60) return `in about ${minutes} minutes`
  const hours = Math.ceil(ms / 3_600_000)
  return hours === 1 ? 'in about an hour' : `in about ${hours} hours`
}
