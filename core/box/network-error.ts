import { fail, isRunnerError, type RunnerError } from '../errors/error.ts'

/**
 * The coded error for a call that got no complete answer. Only the code of what undici, the socket or TLS threw is
 * taken over, never the error itself: parser errors hold the bytes they choked on, and those may hold a signed link.
 */
export function networkError(thrown: unknown, call: string, timeoutMs: number): RunnerError {
  if (isRunnerError(thrown)) return thrown
  // undici's parser errors come without a code.
  if (thrown instanceof Error && thrown.name === 'HTTPParserError')
    return fail('SKR_BOX_BAD_ANSWER', { call, reason: 'it is not HTTP' })
  const code = codeOf(thrown)
  const phase = timeouts[code]
  if (phase !== undefined) return fail('SKR_BOX_TIMEOUT', { call, ms: timeoutMs, phase })
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return fail('SKR_BOX_BAD_ANSWER', { call, reason: 'its headers are too large' })
  if (untrusted.test(code)) return fail('SKR_BOX_CERTIFICATE_REFUSED', { call, reason: code })
  return fail('SKR_BOX_UNREACHABLE', { call, reason: reasons[code] ?? code })
}

/** The commonest in words, with the code to search for. */
const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there (ECONNREFUSED)',
  ECONNRESET: 'the connection was reset (ECONNRESET)',
  EAI_AGAIN: 'name resolution does not work just now (EAI_AGAIN)',
  ENOTFOUND: 'the host name is not known (ENOTFOUND)',
  UND_ERR_SOCKET: 'the other side closed the connection',
}

/** The error codes of time-outs, and what each one waited for. */
const timeouts: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection was made',
  ETIMEDOUT: 'no connection was made',
  UND_ERR_HEADERS_TIMEOUT: 'the answer did not begin',
  UND_ERR_BODY_TIMEOUT: 'the answer stalled',
}

/** OpenSSL's reasons for not trusting a certificate, and Node's for not trusting its name. */
const untrusted =
  /^(CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_\w+|SELF_SIGNED_\w+|HOSTNAME_MISMATCH|ERR_TLS_CERT_\w+)$/

function codeOf(thrown: unknown): string {
  // One address of several that a name has stands for all of them.
  const first: unknown = thrown instanceof AggregateError ? thrown.errors[0] : thrown
  const code = typeof first === 'object' && first !== null && 'code' in first ? first.code : undefined
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'no code was given'
}
