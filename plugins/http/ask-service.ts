import type { PluginLog, SkillFile } from 'box-skill-runner/plugin'
import type { Dispatcher } from 'undici'
import { addressIn } from './address.ts'
import type { Answer } from './answer.ts'
import { type Connection, exchange, type Question } from './exchange.ts'
import { compile } from './expression.ts'
import type { Options } from './options.ts'
import { createFiller, type Filler } from './placeholders.ts'
import { awaitResult } from './poll.ts'
import { makeRequestBody } from './request-body.ts'
import { withRetries } from './retries.ts'

/** What asking takes besides the options. */
export interface Asking {
  readonly file: SkillFile
  readonly dispatcher: Dispatcher
  readonly log: PluginLog
  readonly signal: AbortSignal
  progress(fraction: number, message: string): void
}

/**
 * Sends the file and waits for the result.
 *
 * @returns The answer that holds the result; undefined, without asking, where the file is empty.
 * @throws `SkillError` for whatever the service and the connection may do.
 */
export async function askService(options: Options, asking: Asking): Promise<Answer | undefined> {
  const { file, dispatcher, log, signal, progress } = asking
  const filler = createFiller(file, options.contentType)
  progress(0, 'Reading the file')
  const body = await makeRequestBody(file, options, filler)
  if (body === 'empty') return undefined
  signal.throwIfAborted()

  const url = addressIn('url', await filler.url(options.url))
  const headers = await headersOf(options, filler)
  const trusted = new Set([
    url.origin,
    ...options.origins.map((origin) => addressIn('origins', origin).origin),
  ])
  const isTrusted = ({ origin }: URL) => trusted.has(origin)
  const { answerTimeoutMs, maxAnswerBytes, retries } = options
  const connection: Connection = { dispatcher, answerTimeoutMs, maxAnswerBytes, signal, isTrusted }
  const ask = async (question: Question) => {
    let tries = 0
    const startedAt = performance.now()
    const answer = await withRetries({ retries, signal, log }, () => {
      tries += 1
      return exchange(question, connection)
    })
    // The path and the query may hold secrets, so the host has to do.
    log.debug('The service has answered.', {
      host: answer.url.host,
      status: answer.status,
      bytes: answer.bytes,
      tries,
      ms: Math.round(performance.now() - startedAt),
    })
    return answer
  }

  progress(0.1, 'Asking the service')
  const first = await ask({ url, method: options.method, headers, body })
  const { poll } = options
  return awaitResult(first, {
    url: poll.url === undefined ? undefined : await compile('poll.url', poll.url),
    done: await compile('poll.done', poll.done),
    failed: await compile('poll.failed', poll.failed),
    result: poll.result === undefined ? undefined : await compile('poll.result', poll.result),
    intervalMs: poll.intervalMs,
    timeoutMs: poll.timeoutMs,
    signal,
    isTrusted,
    ask: (address) => ask({ url: address, method: 'GET', headers, body: undefined }),
    onWait: (fraction) => progress(0.2 + fraction * 0.7, 'Waiting for the service'),
  })
}

async function headersOf({ headers }: Options, filler: Filler): Promise<Readonly<Record<string, string>>> {
  const filled: Record<string, string> = {}
  for (const [name, template] of Object.entries(headers)) filled[name] = await filler.header(template)
  return filled
}
