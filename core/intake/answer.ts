import { fail, isRunnerError, type RunnerError } from '../errors/error.ts'

/** The JSON body of every answer that is not a success. */
interface ErrorBody {
  readonly code: string
  readonly message: string
  readonly fix: string
}

/** Seconds that a sender is asked to wait after a 503: longer than a restart takes, shorter than Box's back-off. */
const RETRY_AFTER_SECONDS = 15

/** What is thrown while a request is answered, as a coded error: fastify's own errors by their codes, the unknown as `SKR_INTAKE_INTERNAL`. */
export function asRunnerError(thrown: unknown, bodyLimitBytes: number): RunnerError {
  if (isRunnerError(thrown)) return thrown
  const { code, statusCode } = foreignFields(thrown)
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return fail('SKR_INTAKE_BODY_TOO_LARGE', { limit: bodyLimitBytes })
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return fail('SKR_INTAKE_MEDIA_TYPE', {})
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH')
    return fail('SKR_INTAKE_NOT_FOUND', {})
  // A body that is shorter or longer than announced, or a sender that went away in its middle.
  if (statusCode === 400 || code === 'ECONNRESET') return fail('SKR_INTAKE_MALFORMED', {}, { cause: thrown })
  return fail('SKR_INTAKE_INTERNAL', {}, { cause: thrown })
}

/** Faults of other parts are told by their code alone: their texts name paths, which are for the log, not for the Internet. */
export function errorBody(error: RunnerError): ErrorBody {
  const { code, statusCode, message, fix } = error
  if (statusCode < 500 || code.startsWith('SKR_INTAKE_')) return { code, message, fix }
  return {
    code,
    message: 'The runner cannot take the event now.',
    fix: 'Read the log line with this code. Box sends the event again.',
  }
}

/** The headers that belong to the answer's status. */
export function errorHeaders(error: RunnerError, now: number): Readonly<Record<string, string>> {
  if (error.statusCode !== 503) return {}
  const named = error.retryAt === undefined ? RETRY_AFTER_SECONDS : Math.ceil((error.retryAt - now) / 1000)
  return { 'retry-after': String(Math.max(1, named)) }
}

function foreignFields(thrown: unknown): { code?: unknown; statusCode?: unknown } {
  return typeof thrown === 'object' && thrown !== null ? thrown : {}
}
