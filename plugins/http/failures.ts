import { SkillError, type SkillErrorCode } from 'box-skill-runner/plugin'
import { shortly } from './plain-text.ts'

/** What one try came to: a value, or a failure and whether another try soon makes sense. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false
      readonly failure: SkillError
      /** Whether to try again within the run. */
      readonly again: boolean
      /** The wait that the service asked for, milliseconds. */
      readonly waitMs?: number | undefined
    }

/** Statuses after which the same request may succeed a moment later. */
const passing: ReadonlySet<number> = new Set([429, 502, 503, 504])
/** Statuses worth a try of the whole run, later. */
const passingLater: ReadonlySet<number> = new Set([...passing, 408, 425])

const meanings: Readonly<Record<number, readonly [code: SkillErrorCode, words: string]>> = {
  401: ['skills_external_auth_error', 'does not accept the credentials; check the secrets of this plugin'],
  402: ['skills_billing_error', 'wants to be paid'],
  403: ['skills_external_auth_error', 'does not allow this; check the rights of the credentials'],
  404: ['skills_invocations_error', 'knows no such address; check "url"'],
  405: ['skills_invocations_error', 'does not take this method; check "method"'],
  407: ['skills_external_auth_error', 'stands behind a proxy that wants credentials'],
  408: ['skills_invocations_error', 'waited too long for the request'],
  410: ['skills_invocations_error', 'has nothing at this address any more; check "url"'],
  413: ['skills_invalid_file_size_error', 'does not take a file of this size'],
  415: ['skills_invalid_file_format_error', 'does not take a file of this format'],
  429: ['skills_invocations_error', 'has too much to do'],
}

/**
 * The failure that an HTTP status means.
 *
 * @param said What the service said about it, shortened.
 */
export function statusFailure(
  host: string,
  status: number,
  said: string,
  waitMs?: number,
): Outcome<never> & { ok: false } {
  const [code, words] = meanings[status] ?? usual(status)
  const message = `The service at ${host} ${words} (${status})${said === '' ? '.' : `: ${said}`}`
  return {
    ok: false,
    failure: new SkillError(code, message, { retryable: passingLater.has(status) }),
    again: passing.has(status),
    waitMs,
  }
}

function usual(status: number): readonly [code: SkillErrorCode, words: string] {
  if (passing.has(status)) return ['skills_invocations_error', 'is not available']
  if (status >= 500) return ['skills_file_processing_error', 'failed over this file']
  return ['skills_file_processing_error', 'refused the request']
}

/** How a connection fails, by the code of the error, and whether another try may help. */
const connectionFailures: Readonly<Record<string, readonly [words: string, again: boolean]>> = {
  ECONNREFUSED: ['refuses connections', true],
  ECONNRESET: ['broke off the connection', true],
  EPIPE: ['broke off the connection', true],
  UND_ERR_SOCKET: ['broke off the connection', true],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['broke off its answer', true],
  EAI_AGAIN: ['cannot be looked up at the moment', true],
  ENETUNREACH: ['cannot be reached', true],
  EHOSTUNREACH: ['cannot be reached', true],
  ETIMEDOUT: ['does not accept a connection in time', true],
  UND_ERR_CONNECT_TIMEOUT: ['does not accept a connection in time', true],
  // Another wait of the same length within the run would use up its time.
  UND_ERR_HEADERS_TIMEOUT: ['does not answer in time', false],
  UND_ERR_BODY_TIMEOUT: ['stopped in the middle of its answer', false],
  ENOTFOUND: ['has a name that is not known; check "url"', false],
}

/** What undici says of headers that it cannot send; it names them without their values. */
const requestErrors: ReadonlySet<string> = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED'])

/** The failure that an error of the connection means; anything else is thrown on. */
export function connectionFailure(host: string, error: unknown): Outcome<never> & { ok: false } {
  const code = codeOf(error)
  const known = connectionFailures[code]
  if (known !== undefined) {
    const [words, again] = known
    const message = `The service at ${host} ${words} (${code}).`
    return {
      ok: false,
      failure: new SkillError('skills_invocations_error', message, { retryable: true, cause: error }),
      again,
    }
  }
  if (error instanceof Error && requestErrors.has(code)) {
    const message = `The request to ${host} cannot be made; check "headers": ${shortly(error.message)}.`
    const failure = new SkillError('skills_invocations_error', message, { cause: error })
    return { ok: false, failure, again: false }
  }
  if (isParseError(error) || isTlsError(code)) {
    const words = isTlsError(code) ? 'has no certificate that can be trusted' : 'does not answer in HTTP'
    const message = `The service at ${host} ${words}${code === '' ? '' : ` (${code})`}.`
    const failure = new SkillError('skills_invocations_error', message, { cause: error })
    return { ok: false, failure, again: false }
  }
  throw error
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** Some of them have no code. */
function isParseError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'HTTPParserError' || codeOf(error) === 'UND_ERR_HEADERS_OVERFLOW')
  )
}

function isTlsError(code: string): boolean {
  return /^(ERR_SSL_|ERR_TLS_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code) || code === 'EPROTO'
}
