import { fail } from '../errors/error.ts'
import { invocationId } from '../invocation/identity.ts'
import type { FileToken, Invocation, InvocationFile } from '../invocation/invocation.ts'
import { parseTimestamp } from './timestamp.ts'

/** The trigger of a test event of ours: it goes the whole way to the queue, and must end as `ignored` without a call to Box. */
export const checkTrigger = 'SKILL_RUNNER_CHECK'

/** Box's ids are unsigned 64-bit numbers: at most 20 digits. */
const MAX_ID_DIGITS = 20
/** Box allows 255 characters in a file's name. */
const MAX_NAME_CHARS = 1024
/** Box's event ids are UUIDs, and its invocation ids those with a number behind. */
const MAX_LABEL_CHARS = 256
/** Downscoped tokens grow with what they are restricted to; seen below 2 kB. */
const MAX_TOKEN_CHARS = 16_384

const DAY_MS = 86_400_000
/** Box grants 24 hours. The cap keeps a nonsensical number from holding tokens for ever. */
const MAX_TOKEN_LIFE_MS = 7 * DAY_MS

export interface EventContext {
  /** The app whose address the event came to. */
  readonly app: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/**
 * Reads an event of Box's, in the form of real deliveries (ids as strings) or of the console's test event (as numbers).
 * Lenient in what may be missing or more; throws a `SKR_INTAKE_…` error with status 400 where nothing could be done for
 * the event. No error holds a value out of it, since those include tokens.
 */
export function parseSkillEvent(body: Uint8Array, { app, now }: EventContext): Invocation {
  const event = parseObject(body)
  if (field(event, 'type') !== 'skill_invocation') throw fail('SKR_INTAKE_NOT_SKILL_EVENT', {})
  const file = readFile(asRecord(field(event, 'source')))
  const skillId = requiredId(field(asRecord(field(event, 'skill')), 'id'), 'skill.id')
  const cause = asRecord(field(event, 'event'))
  const { boxId, eventId } = readIds(event, cause)
  return {
    id: invocationId({ app, eventId, skillId, fileId: file.id, versionId: file.versionId }),
    app,
    boxId,
    eventId,
    skillId,
    enterpriseId: optionalId(field(asRecord(field(event, 'enterprise')), 'id'), 'enterprise.id'),
    trigger: label(field(event, 'trigger'), 'trigger') ?? '',
    file,
    createdAt: readTime(field(cause, 'created_at')) ?? readTime(field(event, 'created_at')) ?? now,
    receivedAt: now,
    tokens: { read: readToken(event, 'read', now), write: readToken(event, 'write', now) },
  }
}

type Json = Readonly<Record<string, unknown>>

const nothing: Json = Object.freeze({})

function parseObject(body: Uint8Array): Json {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    // The parser's own error quotes the body, and with it the tokens.
    throw fail('SKR_INTAKE_NOT_JSON', {})
  }
  if (!isRecord(value)) throw fail('SKR_INTAKE_NOT_OBJECT', {})
  return value
}

function readFile(source: Json): InvocationFile {
  const type = field(source, 'type')
  if (type !== undefined && type !== 'file') throw fail('SKR_INTAKE_NOT_FILE', {})
  const id = requiredId(field(source, 'id'), 'source.id')
  const name = field(source, 'name')
  if (typeof name !== 'string' || name === '') throw fail('SKR_INTAKE_NO_NAME', {})
  return {
    id,
    name: bounded(name, 'source.name', MAX_NAME_CHARS),
    size: wholeNumber(field(source, 'size')),
    versionId: optionalId(field(asRecord(field(source, 'file_version')), 'id'), 'source.file_version.id'),
    sequence: wholeNumber(field(source, 'sequence_id')),
    parentId: digits(field(asRecord(field(source, 'parent')), 'id')),
  }
}

/** Box's `id` is the event's id, an underscore and a number: each can stand in for the other where one is missing. */
function readIds(event: Json, cause: Json): { boxId: string; eventId: string } {
  const id = label(field(event, 'id'), 'id')
  const eventId = label(field(cause, 'event_id'), 'event.event_id') ?? id?.replace(/(?<=.)_\d+$/, '')
  if (eventId === undefined) throw fail('SKR_INTAKE_ID_MISSING', { field: 'id' })
  return { boxId: id ?? eventId, eventId }
}

function readToken(event: Json, direction: 'read' | 'write', now: number): FileToken {
  const token = asRecord(field(asRecord(field(event, 'token')), direction))
  const value = field(token, 'access_token')
  // What is not printable ASCII cannot stand in a header, and the HTTP client's error for it would quote the token.
  if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value))
    throw fail('SKR_INTAKE_NO_TOKEN', { direction })
  const bound = `token.${direction}.access_token`
  return {
    value: bounded(value, bound, MAX_TOKEN_CHARS),
    expiresAt: readExpiry(field(token, 'expires_in'), now),
  }
}

/** Box's reference calls `expires_in` a duration in seconds; real events hold the epoch in seconds. Only the latter is over 1e9. */
function readExpiry(value: unknown, now: number): number {
  const seconds = wholeNumber(value) ?? 0
  if (seconds === 0) return now + DAY_MS
  const expiresAt = seconds > 1e9 ? seconds * 1000 : now + seconds * 1000
  return Math.min(expiresAt, now + MAX_TOKEN_LIFE_MS)
}

function readTime(value: unknown): number | undefined {
  return typeof value === 'string' ? parseTimestamp(value) : undefined
}

function requiredId(value: unknown, name: string): string {
  const id = optionalId(value, name)
  if (id === undefined) throw fail('SKR_INTAKE_ID_MISSING', { field: name })
  return id
}

/** Undefined where there is none; Box sends `""` for that, too. Throws for what is there but is no id. */
function optionalId(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null || value === '') return undefined
  const id = digits(value)
  if (id === undefined) throw fail('SKR_INTAKE_ID_INVALID', { field: name, limit: MAX_ID_DIGITS })
  return id
}

/** A number above 2^53 has lost digits already, and would name another file. */
function digits(value: unknown): string | undefined {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof text === 'string' && text.length <= MAX_ID_DIGITS && /^\d+$/.test(text) ? text : undefined
}

function wholeNumber(value: unknown): number | undefined {
  const number = Number(digits(value))
  return Number.isSafeInteger(number) ? number : undefined
}

/** A short text of Box's, or the number that stands for it in test events. */
function label(value: unknown, name: string): string | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && text !== '' ? bounded(text, name, MAX_LABEL_CHARS) : undefined
}

function bounded(text: string, name: string, limit: number): string {
  if (text.length > limit) throw fail('SKR_INTAKE_TEXT_TOO_LONG', { field: name, limit })
  return text
}

/** Own properties only: a key `__proto__` in the JSON must not become the source of a field that is missing. */
function field(record: Json, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined
}

function asRecord(value: unknown): Json {
  return isRecord(value) ? value : nothing
}

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
