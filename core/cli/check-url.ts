import { randomUUID } from 'node:crypto'
import type { SignatureKeys } from '../config/config.ts'
import { fail, messageOf, type RunnerError } from '../errors/error.ts'
import { type ErrorCode, registry } from '../errors/registry.ts'
import { SIGNATURE_ALGORITHM, SIGNATURE_VERSION, signatureHeaders, signBody } from '../intake/signature.ts'
import { checkTrigger } from '../intake/skill-event.ts'
import {
  type Answer,
  hostOf,
  inspectCertificate,
  isPrivateAddress,
  postOnce,
  resolveHost,
} from './check-url-network.ts'

/** Box counts a delivery as failed where the 200 takes longer. */
const BOX_ACK_LIMIT_MS = 10_000

/** Days before the end of a certificate from which on the check warns; authorities renew at 30. */
const CERTIFICATE_WARNING_DAYS = 14

const DAY_MS = 86_400_000

type CheckStepName =
  | 'name'
  | 'certificate'
  | 'signed event'
  | 'time to answer'
  | 'unsigned event'
  | 'wrong key'

/** What one step found. A step that is `ok` and has a `fix` is a warning. */
export interface CheckStep {
  readonly step: CheckStepName
  readonly ok: boolean
  /** One line for people. */
  readonly detail: string
  readonly code?: string
  readonly fix?: string
}

export interface CheckUrlOptions {
  /** The invocation URL as Box has it. */
  readonly url: string
  /** Those of the app that the URL belongs to. */
  readonly keys: SignatureKeys
  /** One that the runner's allow list lets pass; any where it has no list. */
  readonly skillId?: string
  readonly enterpriseId?: string
  readonly onStep: (step: CheckStep) => void
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly ackLimitMs?: number
  /** Longest wait for one answer; a slow one is to be measured, too, so it is longer than Box's. */
  readonly timeoutMs?: number
  /** Authorities to trust instead of the system's, as PEM. */
  readonly ca?: string
}

/**
 * Finds out what Box would meet at an invocation URL, by a test event that the runner takes like any other and records
 * as `ignored`. Tells each step as it ends; resolves to whether none failed. Stops early where the next steps could
 * only fail for the same reason. Throws `SKR_CHECK_URL_INVALID` and `SKR_CHECK_NO_KEY`.
 */
export async function checkUrl(options: CheckUrlOptions): Promise<boolean> {
  const { keys, now = Date.now, timeoutMs = 20_000 } = options
  const url = parseUrl(options.url)
  if (keys.primary.trim() === '' && keys.secondary.trim() === '') throw fail('SKR_CHECK_NO_KEY', {})
  let passed = true
  const tell = (step: CheckStep) => {
    passed &&= step.ok
    options.onStep(step)
    return step.ok
  }

  if (!tell(await checkName(url))) return false
  const certificate = await checkCertificate(url, now(), timeoutMs, options.ca)
  tell(certificate)
  if (certificate.code === 'SKR_CHECK_UNREACHABLE') return false

  const post = async (sign: (body: string, timestamp: string) => Readonly<Record<string, string>>) => {
    const body = JSON.stringify(testEvent(options, now()))
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'skill-runner-check',
      ...sign(body, new Date(now()).toISOString()),
    }
    return await postOnce(url, headers, body, timeoutMs).catch((thrown: unknown) => unreachable(thrown))
  }
  const answer = await post((body, timestamp) => signedHeaders(body, timestamp, keys))
  tell(judgeSigned(answer))
  if (!('status' in answer) || (answer.status !== 200 && answer.status !== 401)) return false
  if (answer.status === 200) tell(judgeTime(answer, options.ackLimitMs ?? BOX_ACK_LIMIT_MS))
  tell(judgeRefused('unsigned event', 'An unsigned event', await post(() => ({}))))
  const wrong = { primary: randomUUID(), secondary: randomUUID() }
  tell(
    judgeRefused(
      'wrong key',
      'An event signed with a wrong key',
      await post((body, timestamp) => signedHeaders(body, timestamp, wrong)),
    ),
  )
  return passed
}

function parseUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const plain =
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  if (!plain) throw fail('SKR_CHECK_URL_INVALID', {})
  return url
}

async function checkName(url: URL): Promise<CheckStep> {
  const host = hostOf(url)
  try {
    const addresses = await resolveHost(host)
    const inside = addresses.find(isPrivateAddress)
    if (inside !== undefined) return warning('name', fail('SKR_CHECK_ADDRESS_PRIVATE', { address: inside }))
    return { step: 'name', ok: true, detail: `${host} resolves to ${addresses.join(', ')}.` }
  } catch (thrown) {
    return failure('name', fail('SKR_CHECK_NAME', { host, detail: causeOf(thrown) }))
  }
}

async function checkCertificate(
  url: URL,
  now: number,
  timeoutMs: number,
  ca: string | undefined,
): Promise<CheckStep> {
  const step = 'certificate'
  if (url.protocol === 'http:') return warning(step, fail('SKR_CHECK_PLAIN_HTTP', {}))
  try {
    const { problem, validTo, issuer } = await inspectCertificate(url, timeoutMs, ca)
    const days = Math.floor((validTo - now) / DAY_MS)
    if (days < 0) return failure(step, fail('SKR_CHECK_CERTIFICATE', { detail: 'it has expired' }))
    if (problem !== undefined) {
      const error = fail('SKR_CHECK_CERTIFICATE', { detail: certificateProblem(problem) })
      // Box does not say whether it takes certificates of private authorities; everything else is broken for anyone.
      return selfSigned.test(problem) ? warning(step, error) : failure(step, error)
    }
    if (days < CERTIFICATE_WARNING_DAYS) return warning(step, fail('SKR_CHECK_CERTIFICATE_EXPIRES', { days }))
    return {
      step,
      ok: true,
      detail: `The certificate is trusted and valid for ${days} more days (${issuer}).`,
    }
  } catch (thrown) {
    return failure(step, unreachable(thrown))
  }
}

const selfSigned = /SELF_SIGNED/

function certificateProblem(code: string): string {
  if (selfSigned.test(code)) return 'it is self-signed, or from an authority of your own'
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return 'it is for another name'
  if (code === 'CERT_NOT_YET_VALID') return 'it is not valid yet'
  return `its chain is incomplete, or its authority unknown (${code})`
}

function judgeSigned(answer: Answer | RunnerError): CheckStep {
  const step = 'signed event'
  if (!('status' in answer)) return failure(step, answer)
  const body = parseAnswer(answer.text)
  if (answer.status !== 200) return judgeRejection(answer.status, body.code)
  if (typeof body.id !== 'string' || typeof body.outcome !== 'string')
    return failure(step, fail('SKR_CHECK_NOT_RUNNER', {}))
  return { step, ok: true, detail: 'The signed test event was answered 200.' }
}

/** A runner at the other end tells its code, and what mends that is known here; the text of a stranger is not repeated. */
function judgeRejection(status: number, code: unknown): CheckStep {
  const known = typeof code === 'string' && Object.hasOwn(registry, code) ? (code as ErrorCode) : undefined
  const step = failure(
    'signed event',
    fail('SKR_CHECK_STATUS', { status, detail: known === undefined ? '' : `: ${known}` }),
  )
  const fix = known === undefined ? '' : registry[known].fix
  // A fix with a placeholder can only be filled where the error was raised.
  return fix === '' || fix.includes('{') ? step : { ...step, fix }
}

function judgeTime({ durationMs }: Answer, limit: number): CheckStep {
  const step = 'time to answer'
  if (durationMs > limit) return failure(step, fail('SKR_CHECK_SLOW', { ms: durationMs, limit }))
  return { step, ok: true, detail: `The answer took ${durationMs} ms; Box waits for ${limit} ms.` }
}

function judgeRefused(step: CheckStepName, what: string, answer: Answer | RunnerError): CheckStep {
  if (!('status' in answer)) return failure(step, answer)
  if (answer.status !== 401)
    return failure(step, fail('SKR_CHECK_NOT_REFUSED', { what, status: answer.status }))
  return { step, ok: true, detail: `${what} was refused with 401.` }
}

/** An event of Box's form that nothing is done for: file 0 does not exist, and the tokens open nothing. */
function testEvent({ skillId = '1', enterpriseId }: CheckUrlOptions, now: number): object {
  const eventId = randomUUID()
  const createdAt = new Date(now).toISOString()
  const token = {
    access_token: 'test-event-without-a-token',
    expires_in: Math.floor(now / 1000) + 60,
    token_type: 'bearer',
  }
  const source = {
    type: 'file',
    id: '0',
    name: 'skill-runner-check.txt',
    sequence_id: '0',
    file_version: { id: '0' },
  }
  return {
    type: 'skill_invocation',
    id: `${eventId}_1`,
    created_at: createdAt,
    trigger: checkTrigger,
    skill: { type: 'skill', id: skillId, name: 'skill-runner check' },
    token: { read: token, write: token },
    ...(enterpriseId === undefined ? {} : { enterprise: { type: 'enterprise', id: enterpriseId } }),
    source,
    event: { event_id: eventId, created_at: createdAt, source },
  }
}

function signedHeaders(
  body: string,
  timestamp: string,
  keys: SignatureKeys,
): Readonly<Record<string, string>> {
  const bytes = Buffer.from(body)
  return {
    'box-delivery-id': randomUUID(),
    [signatureHeaders.timestamp]: timestamp,
    [signatureHeaders.algorithm]: SIGNATURE_ALGORITHM,
    [signatureHeaders.version]: SIGNATURE_VERSION,
    ...(keys.primary === '' ? {} : { [signatureHeaders.primary]: signBody(bytes, timestamp, keys.primary) }),
    ...(keys.secondary === ''
      ? {}
      : { [signatureHeaders.secondary]: signBody(bytes, timestamp, keys.secondary) }),
  }
}

function parseAnswer(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {} // Some other server's page; the status is what is reported.
  }
}

function unreachable(thrown: unknown): RunnerError {
  return fail('SKR_CHECK_UNREACHABLE', { detail: causeOf(thrown) }, { cause: thrown })
}

/** Several addresses that all fail make an AggregateError without a text of its own. */
function causeOf(thrown: unknown): string {
  return thrown instanceof AggregateError ? thrown.errors.map(messageOf).join('; ') : messageOf(thrown)
}

function failure(step: CheckStepName, error: RunnerError): CheckStep {
  return { step, ok: false, detail: error.message, code: error.code, fix: error.fix }
}

function warning(step: CheckStepName, error: RunnerError): CheckStep {
  return { ...failure(step, error), ok: true }
}
