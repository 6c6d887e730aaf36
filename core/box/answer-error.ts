import { fail, type RunnerError } from '../errors/error.ts'
import { boxWords } from './box-words.ts'

/** The head of an answer that is an error, and as much of its body as was read. */
export interface ErrorAnswer {
  readonly status: number
  readonly body: string
  /** From `Retry-After`, milliseconds since the epoch. */
  readonly retryAt: number | undefined
}

/** The coded error for an answer of 400 and above. `token` is the one that was sent, to be kept out of the message. */
export function answerError(answer: ErrorAnswer, call: string, token: string | undefined): RunnerError {
  const { status } = answer
  const words = boxWords(answer.body, token)
  const extra = answer.retryAt === undefined ? {} : { retryAt: answer.retryAt }
  switch (status) {
    case 401:
      return fail('SKR_BOX_UNAUTHORIZED', { call, words })
    case 403:
      return fail('SKR_BOX_FORBIDDEN', { call, words })
    case 404:
    case 410:
      return fail('SKR_BOX_NOT_FOUND', { call, status, words })
    case 409:
    case 412:
      return fail('SKR_BOX_CONFLICT', { call, status, words }, extra)
    case 429:
      return fail('SKR_BOX_RATE_LIMITED', { call, words }, extra)
    case 408:
      return fail('SKR_BOX_UNAVAILABLE', { call, status, words }, extra)
    default:
      if (status >= 500) return fail('SKR_BOX_UNAVAILABLE', { call, status, words }, extra)
      return fail('SKR_BOX_REJECTED', { call, status, words })
  }
}
