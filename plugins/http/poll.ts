import { SkillError } from 'box-skill-runner/plugin'
import type { Answer } from './answer.ts'
import type { Expression } from './expression.ts'
import { shortly, shown } from './plain-text.ts'
import { pause } from './retries.ts'
import { retryAfterMs } from './retry-after.ts'

/** How an asynchronous service is asked. */
export interface PollSettings {
  readonly url: Expression | undefined
  readonly done: Expression
  readonly failed: Expression
  readonly result: Expression | undefined
  readonly intervalMs: number
  readonly timeoutMs: number
  readonly signal: AbortSignal
  isTrusted(url: URL): boolean
  /** Asks an address by GET, with the usual headers and retries. */
  ask(url: URL): Promise<Answer>
  /** Hears how long the work has taken so far, as a part of the time there is. */
  onWait(fraction: number): void
}

/**
 * The result behind the first answer of a service: that answer itself, or what its status address leads to.
 *
 * @throws `SkillError` where the job failed or the time is up, or an address is not to be trusted.
 */
export async function awaitResult(first: Answer, settings: PollSettings): Promise<Answer> {
  const statusUrl = await statusUrlOf(first, settings)
  if (statusUrl === undefined) return first
  const startedAt = performance.now()
  let status = first
  for (let waitMs = settings.intervalMs; ; waitMs = Math.min(waitMs * 1.5, settings.intervalMs * 10)) {
    const elapsedMs = performance.now() - startedAt
    const nextMs = Math.max(waitMs, wantedMs(status) ?? 0)
    if (elapsedMs + nextMs > settings.timeoutMs) throw tooSlow(first, settings.timeoutMs)
    settings.onWait(elapsedMs / settings.timeoutMs)
    await pause(nextMs, settings.signal)
    status = await settings.ask(statusUrl)
    if (await isDone(status, settings)) return await resultOf(status, settings)
  }
}

async function statusUrlOf(first: Answer, settings: PollSettings): Promise<URL | undefined> {
  if (settings.url !== undefined) {
    const found = await over(settings.url, first, settings)
    return found === undefined ? undefined : addressOf(found, settings.url, first, settings)
  }
  const isPending = first.status === 201 || first.status === 202
  const header = first.headers['operation-location'] ?? (isPending ? first.headers.location : undefined)
  if (header === undefined) return undefined
  return trusted(header, 'The status address', first, settings)
}

async function isDone(status: Answer, settings: PollSettings): Promise<boolean> {
  const failed = await over(settings.failed, status, settings)
  if (failed !== undefined && failed !== false && failed !== null && failed !== '')
    throw jobFailed(status, failed)
  // 202 says that it is not, whatever stands below it.
  return status.status !== 202 && (await over(settings.done, status, settings)) === true
}

async function resultOf(status: Answer, settings: PollSettings): Promise<Answer> {
  if (settings.result === undefined) return status
  const found = await over(settings.result, status, settings)
  return settings.ask(addressOf(found, settings.result, status, settings))
}

function over(expression: Expression, { value, status, headers }: Answer, { signal }: PollSettings) {
  return expression.over(value, { status, headers }, signal)
}

function addressOf(found: unknown, expression: Expression, from: Answer, settings: PollSettings): URL {
  if (typeof found === 'string') return trusted(found, `What "${expression.option}" found`, from, settings)
  throw new SkillError(
    'skills_invocations_error',
    `The expression "${expression.option}" has to give an address, and gave ${shown(found)}.`,
  )
}

/** An answer must not choose whom the headers, and the secrets in them, are sent to. */
function trusted(text: string, what: string, from: Answer, { isTrusted }: PollSettings): URL {
  if (!URL.canParse(text, from.url.href))
    throw new SkillError('skills_invocations_error', `${what} is no address: ${shortly(text)}.`)
  const url = new URL(text, from.url)
  if (isTrusted(url)) return url
  throw new SkillError(
    'skills_invocations_error',
    `${what} leads to ${shortly(url.origin)}, which would get the headers, too; add it to "origins" if it may have them.`,
  )
}

function wantedMs({ headers }: Answer): number | undefined {
  return retryAfterMs(headers['retry-after'], headers.date, Date.now())
}

function jobFailed({ url, value }: Answer, failed: unknown): SkillError {
  const reason = typeof failed === 'string' ? shortly(failed) : shown(value)
  return new SkillError(
    'skills_file_processing_error',
    `The service at ${url.host} failed over this file: ${reason}`,
  )
}

function tooSlow({ url }: Answer, timeoutMs: number): SkillError {
  return new SkillError(
    'skills_invocations_error',
    `The service at ${url.host} was not done after ${timeoutMs} ms; raise "poll.timeoutMs", and "timeoutMs" of the plugin above it.`,
  )
}
