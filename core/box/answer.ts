import type { Dispatcher } from 'undici'
import { fail } from '../errors/error.ts'
import { networkError } from './network-error.ts'
import { retryTime } from './retry-after.ts'

export interface AnswerHead {
  readonly status: number
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>
}

export interface Answer extends AnswerHead {
  readonly bytes: Uint8Array
  /** The parsed body where JSON was expected and there is a body. */
  readonly json: unknown
}

export interface StreamAnswer extends AnswerHead {
  /** Read it to its end, or abort the call's signal: until then it holds a connection. Throws coded errors. */
  readonly body: AsyncIterable<Uint8Array>
}

/** An answer whose body has not been read yet. */
export interface OpenAnswer extends AnswerHead {
  /** Method and address of whoever answered, for messages. */
  readonly name: string
  readonly response: Dispatcher.ResponseData
}

/** Box's answers to what we ask are kilobytes; the cards of ten skills may be a few megabytes. */
const maxAnswerBytes = 64 * 1024 * 1024
/** Of an error, or of a body that nobody wants. */
const maxErrorBytes = 64 * 1024

/** The status and headers of a response. */
export function headOf(response: Dispatcher.ResponseData): AnswerHead {
  const entries = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const)
  return { status: response.statusCode, headers: Object.fromEntries(entries) }
}

/** When the answer says that another try makes sense, milliseconds since the epoch. */
export function retryTimeOf({ headers }: AnswerHead): number | undefined {
  return retryTime(headers['retry-after'], headers.date, Date.now())
}

/** What the caller wants of an answer: anything, JSON, or only where a redirect leads. */
export type Expectation = 'any' | 'json' | 'redirect'

/** Reads the whole body. Throws `SKR_BOX_BAD_ANSWER` where it is not JSON but should be, or larger than any of Box's. */
export async function readAnswer(
  answer: OpenAnswer,
  expect: Expectation,
  timeoutMs: number,
): Promise<Answer> {
  const { status, headers, name, response } = answer
  if (expect === 'redirect') {
    discardBody(response)
    return { status, headers, bytes: Buffer.alloc(0), json: undefined }
  }
  const parts: Uint8Array[] = []
  let size = 0
  for await (const chunk of bodyOf(answer, timeoutMs)) {
    size += chunk.length
    if (size > maxAnswerBytes)
      throw fail('SKR_BOX_BAD_ANSWER', { call: name, reason: `it is larger than ${maxAnswerBytes} bytes` })
    parts.push(chunk)
  }
  const bytes = Buffer.concat(parts)
  return { status, headers, bytes, json: expect === 'json' && size > 0 ? parse(bytes, name) : undefined }
}

/** The body as it arrives; whatever breaks it is thrown as a coded error. Leaving the loop early ends the connection. */
export async function* bodyOf(answer: OpenAnswer, timeoutMs: number): AsyncGenerator<Uint8Array> {
  try {
    yield* answer.response.body as AsyncIterable<Uint8Array>
  } catch (error) {
    const coded = networkError(error, answer.name, timeoutMs)
    if (coded.code !== 'SKR_BOX_UNREACHABLE') throw coded
    throw fail('SKR_BOX_BAD_ANSWER', { call: answer.name, reason: 'it broke off before its end' })
  }
}

/** The beginning of an error's body, as text. What breaks it is no matter: the status says most. */
export async function readErrorBody(response: Dispatcher.ResponseData): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      parts.push(chunk)
      size += chunk.length
      if (size >= maxErrorBytes) break
    }
  } catch {
    // Cut short; what was read is used.
  }
  return Buffer.concat(parts).subarray(0, maxErrorBytes).toString('utf8')
}

/** Lets a body that nobody wants run out, so that its connection can be used again; a long one ends the connection. */
export function discardBody(response: Dispatcher.ResponseData): void {
  // Nobody waits for it, and a connection that breaks now is simply not used again.
  response.body.dump({ limit: maxErrorBytes }).catch(() => undefined)
}

function parse(bytes: Buffer, call: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    // The parser's own message quotes the text, which is not ours to show.
    throw fail('SKR_BOX_BAD_ANSWER', { call, reason: 'it is not JSON' })
  }
}
