import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SignatureKeys } from '../config/config.ts'
import { fail } from '../errors/error.ts'
import { parseTimestamp } from './timestamp.ts'

/** Box's own limit for the age of a signed delivery. */
const MAX_AGE_MS = 600_000

/** How far Box's clock may be ahead of ours. */
const FUTURE_SKEW_MS = 60_000

/** The headers of a signed delivery, as Node lower-cases them. */
export const signatureHeaders = {
  timestamp: 'box-delivery-timestamp',
  algorithm: 'box-signature-algorithm',
  version: 'box-signature-version',
  primary: 'box-signature-primary',
  secondary: 'box-signature-secondary',
} as const

/** The only algorithm and version that Box has published. */
export const SIGNATURE_ALGORITHM = 'HmacSHA256'
export const SIGNATURE_VERSION = '1'

export interface SignedRequest {
  /** The bytes as they came, before any parsing. */
  readonly body: Uint8Array
  /** Node's `rawHeaders`: name, value, name, value. The folded `headers` would hide that one stands there twice. */
  readonly rawHeaders: readonly string[]
  readonly keys: SignatureKeys
  /** Milliseconds since the epoch. */
  readonly now: number
  readonly maxAgeMs?: number
  readonly futureSkewMs?: number
}

/**
 * Box's signature: base64 of HMAC-SHA256 over the body's bytes followed by the timestamp header's text. Throws
 * `SKR_INTAKE_KEY_EMPTY`.
 */
export function signBody(body: Uint8Array, timestamp: string, key: string): string {
  if (isBlank(key)) throw fail('SKR_INTAKE_KEY_EMPTY', {})
  return createHmac('sha256', key).update(body).update(timestamp).digest('base64')
}

/**
 * Returns if Box signed this request with one of `keys` within the last ten minutes, and throws otherwise: a code for
 * each reason, status 401, or `SKR_INTAKE_KEY_EMPTY` where there is no key at all. Either signature may match its own
 * key, so that keys can be rotated one at a time.
 */
export function verifySignature(request: SignedRequest): void {
  const { body, keys, rawHeaders } = request
  if (isBlank(keys.primary) && isBlank(keys.secondary)) throw fail('SKR_INTAKE_KEY_EMPTY', {})
  const primary = singleHeader(rawHeaders, signatureHeaders.primary)
  const secondary = singleHeader(rawHeaders, signatureHeaders.secondary)
  if (primary === undefined && secondary === undefined) throw fail('SKR_INTAKE_UNSIGNED', {})
  if (required(rawHeaders, signatureHeaders.algorithm) !== SIGNATURE_ALGORITHM)
    throw fail('SKR_INTAKE_SIGNATURE_ALGORITHM', {})
  if (required(rawHeaders, signatureHeaders.version) !== SIGNATURE_VERSION)
    throw fail('SKR_INTAKE_SIGNATURE_VERSION', {})
  const timestamp = required(rawHeaders, signatureHeaders.timestamp)
  checkAge(timestamp, request)
  const signed = [
    { header: primary, key: keys.primary },
    { header: secondary, key: keys.secondary },
  ]
  const matches = (form: Uint8Array) =>
    signed.some(({ header, key }) => isSignature(header, form, timestamp, key))
  if (matches(body)) return
  // Some of Box's senders sign the JSON with everything beyond ASCII escaped, whatever form they send it in.
  const escaped = escapedForm(body)
  if (escaped !== undefined && matches(escaped)) return
  throw fail('SKR_INTAKE_SIGNATURE_MISMATCH', {})
}

function checkAge(timestamp: string, request: SignedRequest): void {
  const { now, maxAgeMs = MAX_AGE_MS, futureSkewMs = FUTURE_SKEW_MS } = request
  const signedAt = parseTimestamp(timestamp)
  if (signedAt === undefined) throw fail('SKR_INTAKE_TIMESTAMP_UNREADABLE', {})
  const age = now - signedAt
  if (age > maxAgeMs)
    throw fail('SKR_INTAKE_TIMESTAMP_STALE', { seconds: Math.round(age / 1000), limit: maxAgeMs / 1000 })
  if (-age > futureSkewMs) {
    throw fail('SKR_INTAKE_TIMESTAMP_FUTURE', {
      seconds: Math.round(-age / 1000),
      limit: futureSkewMs / 1000,
    })
  }
}

function isSignature(header: string | undefined, body: Uint8Array, timestamp: string, key: string): boolean {
  if (header === undefined || isBlank(key)) return false
  const expected = Buffer.from(signBody(body, timestamp, key))
  const given = Buffer.from(header)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

/** The body as PHP's `json_encode` writes it: `\uXXXX` beyond ASCII, `\/` for a slash. Undefined where that changes nothing. */
function escapedForm(body: Uint8Array): Uint8Array | undefined {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body)
  } catch {
    return undefined // Not UTF-8: there is no second form of it.
  }
  const escaped = text
    .replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    // An escape is taken as a whole, so that a slash after an escaped backslash counts as a bare one.
    .replace(/\\.|\//gs, (found) => (found === '/' ? '\\/' : found))
  return escaped === text ? undefined : Buffer.from(escaped)
}

function required(rawHeaders: readonly string[], name: string): string {
  const value = singleHeader(rawHeaders, name)
  if (value === undefined) throw fail('SKR_INTAKE_HEADER_MISSING', { header: name })
  return value
}

/** The only value of a header; undefined where it is missing. Throws `SKR_INTAKE_HEADER_DOUBLED`. */
function singleHeader(rawHeaders: readonly string[], name: string): string | undefined {
  const values = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name,
  )
  if (values.length > 1) throw fail('SKR_INTAKE_HEADER_DOUBLED', { header: name })
  return values[0]
}

function isBlank(key: string): boolean {
  return key.trim() === ''
}
