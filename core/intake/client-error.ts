import { type ServerResponse, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { fail, type RunnerError } from '../errors/error.ts'
import { errorBody } from './answer.ts'

/**
 * Answers what Node's parser could not read as a request: bad syntax, headers that are too large or too slow. There is
 * no request to reply to, so the answer is written to the socket, behind that of `before`, and the connection closed.
 *
 * @param before The answer to the last whole request on this connection, where it is not out yet.
 */
export function answerClientError(
  parserError: { readonly code?: string },
  socket: Socket,
  maxHeaderBytes: number,
  before: ServerResponse | undefined,
): RunnerError | undefined {
  // The other side has gone, or an answer is on its way already.
  if (parserError.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return undefined
  }
  const error = toRunnerError(parserError.code, maxHeaderBytes)
  const body = JSON.stringify(errorBody(error))
  const answer = () =>
    socket.end(
      [
        `HTTP/1.1 ${error.statusCode} ${STATUS_CODES[error.statusCode]}`,
        'content-type: application/json; charset=utf-8',
        `content-length: ${Buffer.byteLength(body)}`,
        'connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  if (before === undefined) answer()
  else before.once('close', answer)
  return error
}

function toRunnerError(code: string | undefined, maxHeaderBytes: number): RunnerError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return fail('SKR_INTAKE_TOO_SLOW', {})
  if (code === 'HPE_HEADER_OVERFLOW') return fail('SKR_INTAKE_HEADERS_TOO_LARGE', { limit: maxHeaderBytes })
  return fail('SKR_INTAKE_MALFORMED', {})
}
