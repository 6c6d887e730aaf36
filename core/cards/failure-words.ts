import { printable } from '../errors/printable.ts'
import type { ErrorCode } from '../errors/registry.ts'
import type { FailureReason } from '../invocation/run-result.ts'

/** Why it failed, as the end of the sentence "This file could not be processed: …". */
const unknownCause = 'something went wrong'

/** Codes for which Box's web app shows its own text and ignores the message, with ours for sentences that it cannot make. */
const boxTexts: ReadonlyMap<string, string> = new Map([
  ['skills_file_processing_error', 'something went wrong with the file'],
  ['skills_invalid_file_size_error', 'files of this size are not supported'],
  ['skills_invalid_file_format_error', 'files of this format are not supported'],
  ['skills_invocations_error', unknownCause],
  ['skills_external_auth_error', 'a service that it needs refused to work with it'],
  ['skills_billing_error', 'its account with a service that it needs is used up'],
  ['skills_unknown_error', unknownCause],
])

const crashed = 'it stopped unexpectedly'
const badStart = 'it could not be started'
const badResult = 'its result cannot be shown'
const noRoom = 'the service that processes files has no room just now'
const unreadable = 'Box could not be reached'
const busy = 'Box is busy'
const shut = 'Box no longer grants access to it'

/** The runner's own failures, without what only an operator can use. Others are `something went wrong`. */
const runnerTexts: Readonly<Partial<Record<ErrorCode, string>>> = {
  SKR_RUN_TIMED_OUT: 'it took too long',
  SKR_RUN_SETUP_TIMED_OUT: badStart,
  SKR_RUN_SETUP_FAILED: badStart,
  SKR_RUN_EXITED: crashed,
  SKR_RUN_CRASHED: crashed,
  SKR_RUN_THREAD_LOST: crashed,
  SKR_RUN_PROCESS_LOST: crashed,
  SKR_RUN_OUT_OF_MEMORY: 'it needed too much memory, perhaps because the file is very large',
  SKR_RUN_RESULT_NOT_CARDS: badResult,
  SKR_RUN_RESULT_NOT_DATA: badResult,
  SKR_RUN_RESULT_TOO_LARGE: 'its result is too large to be shown',
  SKR_FILE_TOO_LARGE: 'the file is too large',
  SKR_FILE_NOT_STORED: noRoom,
  SKR_FILE_TEMP_NOT_WRITABLE: noRoom,
  SKR_FILE_DOWNLOAD_TIMEOUT: 'the file took too long to arrive from Box',
  SKR_FILE_REPRESENTATION_NOT_READY: 'Box was not done preparing the file',
  SKR_FILE_CHANGED: 'a newer version of the file has arrived',
  SKR_BOX_TOKEN_EXPIRED: shut,
  SKR_BOX_UNAUTHORIZED: shut,
  SKR_BOX_FORBIDDEN: 'Box does not allow it',
  SKR_BOX_NOT_FOUND: 'Box did not find it',
  SKR_BOX_REJECTED: 'Box refused a request',
  SKR_BOX_RATE_LIMITED: busy,
  SKR_BOX_CONFLICT: busy,
  SKR_BOX_UNAVAILABLE: unreadable,
  SKR_BOX_UNREACHABLE: unreadable,
  SKR_BOX_TIMEOUT: unreadable,
  SKR_BOX_CERTIFICATE_REFUSED: unreadable,
  SKR_BOX_REDIRECT_REFUSED: unreadable,
  SKR_BOX_LINK_REFUSED: unreadable,
  SKR_BOX_BAD_ANSWER: unreadable,
  SKR_BOX_NOT_READY: 'Box was not done preparing the file',
}

/** Whether Box's web app has its own text for this code. */
export function spokenByBox(code: string): boolean {
  return boxTexts.has(code)
}

/** The cause as a clause without a full stop, in our words. */
export function causeOf({ code }: Pick<FailureReason, 'code'>): string {
  if (code.startsWith('SKR_CARDS_')) return badResult
  return (
    boxTexts.get(code) ??
    ((Object.hasOwn(runnerTexts, code) && runnerTexts[code as ErrorCode]) || unknownCause)
  )
}

/**
 * What the plugin's author has to say to people, or undefined where there is nothing: only a `SkillError` has a code that
 * is not the runner's, and only its message was written for them. What looks like a path or a key is taken out, since
 * authors tend to put the messages of tools in there.
 */
export function forPeople({ code, message }: Pick<FailureReason, 'code' | 'message'>): string | undefined {
  if (code.startsWith('SKR_')) return undefined
  const words = printable(printable(message, maxRawChars).replace(paths, '…').replace(keys, '…'), maxRawChars)
  return words === '' ? undefined : words
}

/** Read of a message before it is cut to what fits on a card. */
const maxRawChars = 1000
const paths = /(?<![\w:/.])(?:file:\/\/)?\/(?:[^\s/"'`<>|:]+\/)+[^\s"'`<>|:,;)]*|\b[A-Za-z]:\\[^\s"'`<>|]+/g
/** Thirty-two characters or more with letters and digits: a hash, a key or a token, and of no use to a reader. */
const keys = /\b(?=[\w+/=.-]*\d)(?=[\w+/=.-]*[A-Za-z])[\w+/=.-]{32,}/g
