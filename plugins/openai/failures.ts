import { SkillError, type SkillErrorCode } from 'box-skill-runner/plugin'
import {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
  OpenAIError,
} from 'openai'
import { oneLine } from './plain-text.ts'
import type { Failure } from './retries.ts'
import { wantedWaitMs } from './wanted-wait.ts'

/** What the errors of the client mean. Anything that is not one of them is thrown on. */
export function toFailure(error: unknown): Failure {
  if (error instanceof SkillError) return { failure: error, again: false }
  // The run itself was not stopped, so it is the time of the request that is up.
  const isLate = error instanceof DOMException && /^(TimeoutError|AbortError)$/.test(error.name)
  if (isLate || error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError)
    return retryable('The service does not answer in time.', error, false)
  if (error instanceof APIConnectionError) return connectionFailure(error)
  if (error instanceof APIError) return statusFailure(error)
  if (error instanceof SyntaxError) return retryable('The service answers with what is no JSON.', error, true)
  if (error instanceof OpenAIError)
    return {
      failure: new SkillError('skills_invocations_error', oneLine(error.message, 200), { cause: error }),
      again: false,
    }
  // An answer that breaks off is a TypeError of fetch.
  if (error instanceof TypeError && error.message === 'terminated')
    return retryable('The service broke off its answer.', error, true)
  throw error
}

function retryable(message: string, cause: Error, again: boolean): Failure {
  return { failure: new SkillError('skills_invocations_error', message, { retryable: true, cause }), again }
}

function connectionFailure(error: APIConnectionError): Failure {
  const code = codeWithin(error)
  if (/^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    const message = `The service has no certificate that can be trusted (${code}).`
    return { failure: new SkillError('skills_invocations_error', message, { cause: error }), again: false }
  }
  return retryable(
    `The service cannot be reached${code === '' ? '' : ` (${code})`}.`,
    error,
    code !== 'ENOTFOUND',
  )
}

/** The code of the error that lies deepest, such as ECONNREFUSED below “fetch failed”. */
function codeWithin(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const deeper = codeWithin(error.cause)
  if (deeper !== '') return deeper
  return 'code' in error && typeof error.code === 'string' ? error.code : ''
}

interface Meaning {
  readonly code: SkillErrorCode
  readonly words: string
  /** Whether the runner may try later; `soon` also at once. */
  readonly again?: 'soon' | 'later'
}

function statusFailure(error: APIError): Failure {
  const { code, words, again } = meaningOf(error)
  // The client begins the message with the status; an answer that is a page of HTML is cut.
  const said = oneLine(error.message.replace(/^\d{3} /, ''), 200)
  return {
    failure: new SkillError(code, `The service ${words} (${error.status}): ${said}`, {
      retryable: again !== undefined,
      cause: error,
    }),
    again: again === 'soon',
    waitMs: wantedWaitMs(error.headers, Date.now()),
  }
}

function meaningOf({ status = 0, code, type, message }: APIError): Meaning {
  const word = `${code ?? ''} ${type ?? ''}`
  if (status === 402 || /insufficient_quota|billing/.test(word))
    return { code: 'skills_billing_error', words: 'wants to be paid' }
  if (/content_filter|content_policy/.test(word))
    return { code: 'custom_error', words: 'refuses this file by its content filter' }
  if (
    /context_length_exceeded|string_above_max_length/.test(word) ||
    /context (length|size|window)/i.test(message)
  )
    return {
      code: 'skills_invalid_file_size_error',
      words: 'cannot take so much text at once; lower "chunkChars" or "maxChars"',
    }
  return statuses[status] ?? usual(status)
}

const statuses: Readonly<Record<number, Meaning>> = {
  401: { code: 'skills_external_auth_error', words: 'does not accept OPENAI_API_KEY' },
  403: { code: 'skills_external_auth_error', words: 'does not allow this to OPENAI_API_KEY' },
  404: {
    code: 'skills_invocations_error',
    words: 'knows no such address or model; check "baseURL" and "model"',
  },
  408: { code: 'skills_invocations_error', words: 'waited too long for the request', again: 'later' },
  409: { code: 'skills_invocations_error', words: 'is busy with the same request', again: 'soon' },
  413: { code: 'skills_invalid_file_size_error', words: 'does not take a file of this size' },
  415: { code: 'skills_invalid_file_format_error', words: 'does not take a file of this format' },
  429: { code: 'skills_invocations_error', words: 'has too much to do', again: 'soon' },
}

function usual(status: number): Meaning {
  if (status >= 300 && status < 400)
    return { code: 'skills_invocations_error', words: 'has moved; check "baseURL"' }
  if (status >= 500) return { code: 'skills_invocations_error', words: 'is not available', again: 'soon' }
  return { code: 'skills_file_processing_error', words: 'refused the request' }
}
