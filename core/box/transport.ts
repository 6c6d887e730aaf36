import { Agent, type Dispatcher, request as send } from 'undici'
import { fail, type RunnerError } from '../errors/error.ts'
import { publicLookup } from './addresses.ts'
import {
  type Answer,
  bodyOf,
  discardBody,
  type Expectation,
  headOf,
  type OpenAnswer,
  readAnswer,
  readErrorBody,
  retryTimeOf,
  type StreamAnswer,
} from './answer.ts'
import { answerError } from './answer-error.ts'
import { withDeadline } from './deadline.ts'
import { createHostRules } from './host-rules.ts'
import { networkError } from './network-error.ts'
import { type RetryPolicy, retryIdempotent, retryRefused, withRetries } from './retry.ts'

export interface TransportOptions {
  /** Without `/2.0`. */
  readonly apiUrl: string
  /** Hosts beside Box's own and the API's that may be sent a token. */
  readonly tokenHosts: readonly string[]
  /** Longest wait for a connection, for an answer to begin, and for a stalled body to go on. */
  readonly timeoutMs: number
  /** Connections to each host, kept open between calls. */
  readonly connections: number
}

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS'
  readonly url: string
  /** Sent as a bearer token to the hosts that may have it. */
  readonly token?: string | undefined
  /** Further headers, with lower-case names. An `authorization` among them is not sent: that is what `token` is for. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array | undefined
  readonly signal?: AbortSignal | undefined
  /** By default a POST is tried again only after a 429, all others where that may help. */
  readonly retry?: RetryPolicy
  /** `json`: an answer that is not JSON is an error. `redirect`: where it leads is the answer, in `location`; bodies are not read. */
  readonly expect?: Expectation
}

/**
 * HTTP to Box: connections are reused, tokens go only where they may, redirects are followed with care, and every failure
 * is a coded error (`SKR_BOX_…`). Aborting a call's signal rejects it with the signal's own reason.
 */
export interface Transport {
  /** Sends a call and reads the whole answer. */
  request(call: Call): Promise<Answer>
  /** Sends a call and hands out the answer's body as it arrives. Content comes with 200; every other status is an error. */
  open(call: Call): Promise<StreamAnswer>
  /** Ends all connections; calls under way fail. */
  close(): Promise<void>
}

const maxRedirects = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Opens nothing yet: connections are made by the first calls. Works in any thread. */
export function createTransport(options: TransportOptions): Transport {
  const { timeoutMs } = options
  const rules = createHostRules(options.apiUrl, options.tokenHosts)
  const pool = { connections: options.connections, headersTimeout: timeoutMs, bodyTimeout: timeoutMs }
  const lookup = publicLookup((host) => redirectRefused(`A call to ${host}`, `${host} has a private address`))
  const trusted = new Agent({ ...pool, connect: { timeout: timeoutMs } })
  const guarded = new Agent({ ...pool, connect: { timeout: timeoutMs, lookup } })

  /** For messages. Never the query; the path only of calls to the API: that of a link may grant access. */
  const nameOf = (call: Call, url: URL, first = url) =>
    `${call.method} ${url.origin}${rules.isApi(url) && url === first ? url.pathname : ''}`

  /** The parsed address of a call; refuses to send its token to a host that may not have it. */
  function addressOf(call: Call): URL {
    if (!URL.canParse(call.url))
      throw fail('SKR_BOX_BAD_ANSWER', { call: call.method, reason: 'its address is no URL' })
    const url = new URL(call.url)
    if (call.token !== undefined && !rules.mayReceiveToken(url))
      throw fail('SKR_BOX_TOKEN_HOST_REFUSED', { call: nameOf(call, url) })
    return url
  }

  async function sendTo(
    url: URL,
    first: URL,
    call: Call,
    signal: AbortSignal | undefined,
  ): Promise<Dispatcher.ResponseData> {
    const { authorization: _, ...headers } = call.headers ?? {}
    const token = call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }
    try {
      return await send(url, {
        method: call.method,
        dispatcher: rules.mayBePrivate(url) ? trusted : guarded,
        // What is meant for Box is not for the place that it redirects to: signed links need neither token nor hints.
        headers: {
          'user-agent': 'box-skill-runner',
          ...(url.origin === first.origin ? { ...headers, ...token } : {}),
        },
        body: call.body ?? null,
        ...(signal === undefined ? {} : { signal }),
      })
    } catch (error) {
      throw networkError(error, nameOf(call, url, first), timeoutMs)
    }
  }

  /** Sends the call once and follows redirects, to an answer that is neither an error nor a redirect. */
  async function reach(call: Call, first: URL, signal: AbortSignal | undefined): Promise<OpenAnswer> {
    const seen = new Set<string>()
    for (let url = first; ; ) {
      seen.add(url.href)
      const name = nameOf(call, url, first)
      const response = await sendTo(url, first, call, signal)
      const head = headOf(response)
      if (redirects.has(head.status)) {
        discardBody(response)
        url = follow(call, nameOf(call, first), url, head.headers.location, seen)
        if (call.expect === 'redirect')
          return { ...head, headers: { ...head.headers, location: url.href }, name, response }
      } else if (head.status === 202 && head.headers['retry-after'] !== undefined) {
        discardBody(response)
        throw fail('SKR_BOX_NOT_READY', { call: name }, retryExtra(retryTimeOf(head)))
      } else if (head.status < 300) {
        return { ...head, name, response }
      } else if (head.status < 400) {
        discardBody(response)
        throw unasked(name, head.status)
      } else {
        // A body may name the address that was asked for, and that of a link stays secret.
        const body = url === first ? await readErrorBody(response) : ''
        if (url !== first) discardBody(response)
        const refused = answerError(
          { status: head.status, body, retryAt: retryTimeOf(head) },
          name,
          call.token,
        )
        // A signed link that is no longer good says nothing about the file: it must not pass for "the file is gone".
        if (refused.retryable || url.origin === first.origin) throw refused
        throw fail('SKR_BOX_LINK_REFUSED', { call: nameOf(call, first), status: head.status })
      }
    }
  }

  function follow(
    call: Call,
    name: string,
    from: URL,
    location: string | undefined,
    seen: ReadonlySet<string>,
  ): URL {
    if (call.method !== 'GET') throw redirectRefused(name, 'only a call that reads may be sent elsewhere')
    if (location === undefined || !URL.canParse(location, from.href))
      throw redirectRefused(name, 'it names no place')
    const to = new URL(location, from)
    to.hash = ''
    const refusal = rules.redirectRefusal(to)
    if (refusal !== undefined) throw redirectRefused(name, refusal)
    // Links lead to content. What the API has to say, nobody else may say in its place.
    if (call.expect === 'json' && to.origin !== from.origin)
      throw redirectRefused(name, `${to.host} would answer in place of the API`)
    if (seen.has(to.href)) throw redirectRefused(name, 'it leads in a circle')
    if (seen.size > maxRedirects) throw redirectRefused(name, `there are more than ${maxRedirects} in a row`)
    return to
  }

  async function run<T>(
    call: Call,
    attempt: (first: URL, signal: AbortSignal | undefined) => Promise<T>,
  ): Promise<T> {
    const first = addressOf(call)
    const policy = call.retry ?? (call.method === 'POST' ? retryRefused : retryIdempotent)
    try {
      return await withRetries(policy, call.signal, () => attempt(first, call.signal))
    } catch (error) {
      // Whatever an abort looks like from down here, the caller gets back the reason that it gave.
      call.signal?.throwIfAborted()
      throw error
    }
  }

  return {
    request(call) {
      // Bytes that trickle in keep a body from stalling, so that a whole answer has a time of its own.
      const totalMs = timeoutMs * 4
      return run(call, (first, signal) => {
        const tooLong = () =>
          fail('SKR_BOX_TIMEOUT', {
            call: nameOf(call, first),
            ms: totalMs,
            phase: 'the answer was not complete',
          })
        return withDeadline(totalMs, tooLong, signal, async (inner) =>
          readAnswer(await reach(call, first, inner), call.expect ?? 'any', timeoutMs),
        )
      })
    },
    open(call) {
      return run(call, async (first, signal) => {
        const answer = await reach(call, first, signal)
        if (answer.status !== 200) {
          discardBody(answer.response)
          throw answer.status === 202
            ? fail('SKR_BOX_NOT_READY', { call: answer.name })
            : unasked(answer.name, answer.status)
        }
        return { status: answer.status, headers: answer.headers, body: bodyOf(answer, timeoutMs) }
      })
    },
    async close() {
      await Promise.all([trusted.destroy(), guarded.destroy()])
    },
  }
}

function redirectRefused(call: string, reason: string): RunnerError {
  return fail('SKR_BOX_REDIRECT_REFUSED', { call, reason })
}

function unasked(call: string, status: number): RunnerError {
  return fail('SKR_BOX_BAD_ANSWER', { call, reason: `status ${status} answers nothing that was asked` })
}

function retryExtra(retryAt: number | undefined): { retryAt?: number } {
  return retryAt === undefined ? {} : { retryAt }
}
