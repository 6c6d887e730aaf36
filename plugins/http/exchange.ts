import { SkillError } from 'box-skill-runner/plugin'
import { type Dispatcher, request } from 'undici'
import { type Answer, type AnswerHeaders, letGo, meaningOf, readBody } from './answer.ts'
import { excerptOf } from './excerpt.ts'
import { connectionFailure, type Outcome, statusFailure } from './failures.ts'
import type { RequestBody } from './request-body.ts'
import { retryAfterMs } from './retry-after.ts'

/** One request. */
export interface Question {
  readonly url: URL
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH'
  readonly headers: Readonly<Record<string, string>>
  readonly body: RequestBody | undefined
}

/** What holds for all requests of a run. */
export interface Connection {
  readonly dispatcher: Dispatcher
  readonly answerTimeoutMs: number
  readonly maxAnswerBytes: number
  readonly signal: AbortSignal
  /** Whether the headers, and the secrets in them, may be sent to this address. */
  isTrusted(url: URL): boolean
}

const mostRedirects = 3

/** Much of the text of a failure is a page of HTML; its beginning will do. */
const failureBytes = 65_536

/**
 * Sends one request and reads the answer. Follows redirects that keep the request as it is, and only to addresses that
 * are trusted.
 *
 * @throws What is no matter of the service, such as an abort.
 */
export async function exchange(question: Question, connection: Connection): Promise<Outcome<Answer>> {
  let { url, method, body } = question
  try {
    for (let redirects = 0; ; redirects += 1) {
      const { status, headers, body: answered } = await send({ ...question, url, method, body }, connection)
      const location = isRedirect(status) ? headers.location : undefined
      if (location === undefined) return await outcomeOf({ status, headers, url, answered }, connection)
      await answered.dump()
      if (redirects === mostRedirects) throw misled(`leads on more than ${mostRedirects} times`, url)
      url = redirected(location, url, connection)
      if (status === 303) {
        method = 'GET'
        body = undefined
      } else if (status < 307 && method !== 'GET') {
        throw misled(`has moved to ${url.origin}${url.pathname}; set "url" to that`, question.url)
      }
    }
  } catch (error) {
    connection.signal.throwIfAborted()
    if (error instanceof SkillError) return { ok: false, failure: error, again: false }
    return connectionFailure(url.host, error)
  }
}

async function send(question: Question, connection: Connection) {
  const { url, method, headers, body } = question
  const answer = await request(url, {
    method,
    headers: {
      accept: 'application/json, text/plain;q=0.9, */*;q=0.1',
      'accept-encoding': 'identity',
      'user-agent': 'box-skill-plugin-http',
      ...(body === undefined ? {} : { 'content-type': body.contentType }),
      ...lowerCased(headers),
      // That of a form holds the line which parts its fields.
      ...(body?.contentType.startsWith('multipart/') ? { 'content-type': body.contentType } : {}),
      ...(body === undefined ? {} : { 'content-length': String(body.length) }),
    },
    body: body?.open() ?? null,
    dispatcher: connection.dispatcher,
    headersTimeout: connection.answerTimeoutMs,
    bodyTimeout: connection.answerTimeoutMs,
    signal: connection.signal,
  })
  return { status: answer.statusCode, headers: firstOfEach(answer.headers), body: answer.body }
}

interface Answered {
  readonly status: number
  readonly headers: AnswerHeaders
  readonly url: URL
  readonly answered: Dispatcher.ResponseData['body']
}

async function outcomeOf(
  { status, headers, url, answered }: Answered,
  { maxAnswerBytes }: Connection,
): Promise<Outcome<Answer>> {
  if (status < 200 || status > 299) {
    const waitMs = retryAfterMs(headers['retry-after'], headers.date, Date.now())
    return statusFailure(url.host, status, excerptOf(await beginningOf(answered)), waitMs)
  }
  const bytes = await readBody(answered, headers, maxAnswerBytes)
  const value = meaningOf(bytes, headers['content-type'])
  return { ok: true, value: { status, headers, url, value, bytes: bytes.length } }
}

/** What an answer begins with; one that breaks off there has said enough, too. */
async function beginningOf(body: Dispatcher.ResponseData['body']): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of body) {
      const bytes: Buffer = chunk
      chunks.push(bytes)
      length += bytes.length
      if (length >= failureBytes) break
    }
  } catch {
    // The status alone says what has happened.
  } finally {
    letGo(body)
  }
  return Buffer.concat(chunks).subarray(0, failureBytes)
}

function isRedirect(status: number): boolean {
  return status === 301 || status === 302 || status === 303 || status === 307 || status === 308
}

function redirected(location: string, from: URL, { isTrusted }: Connection): URL {
  const to = URL.canParse(location, from.href) ? new URL(location, from) : undefined
  if (to === undefined) throw misled('leads to an address that is none', from)
  if (isTrusted(to)) return to
  throw misled(
    `leads to ${to.origin}, which would get the headers, too; add it to "origins" if it may have them`,
    from,
  )
}

function misled(words: string, { host }: URL): SkillError {
  return new SkillError('skills_invocations_error', `The service at ${host} ${words}.`)
}

/** Names of headers in lower case, so that those of the operator replace ours. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function firstOfEach(headers: Readonly<Record<string, string | string[] | undefined>>): AnswerHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  )
}
