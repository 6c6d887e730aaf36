import fc from 'fast-check'
import { checkAllowed } from '../../../core/intake/allow.ts'
import { parseSkillEvent } from '../../../core/intake/skill-event.ts'
import type { Invocation } from '../../../core/invocation/invocation.ts'
import type { RecordRow } from '../../../core/queue/sqlite/protocol.ts'
import { toArrival, toLease, toRecord } from '../../../core/queue/sqlite/wire-form.ts'
import { deepJson, hostileBytes, hostileJson } from '../hostile.ts'
import { holds, orRefused } from '../invariants.ts'
import { mutated, mutatedBytes, mutatedText } from '../mutate.ts'
import { eventKeys, events } from '../samples.ts'
import { target } from '../target.ts'

const now = Date.UTC(2026, 2, 1)
const weekMs = 7 * 86_400_000

/** An event is refused with a code, or is an invocation that keeps what its type promises and comes out of the queue as it went in. */
function take(body: Uint8Array): void {
  const invocation = orRefused(() => parseSkillEvent(body, { app: 'default', now }))
  if (invocation === undefined) return
  checkPromises(invocation)
  orRefused(() => checkAllowed(invocation, { skillIds: ['137'], enterpriseIds: ['42'] }))
  checkQueued(invocation)
}

function checkPromises({ id, boxId, eventId, skillId, file, trigger, tokens, createdAt }: Invocation): void {
  holds(/^[0-9a-f]{20}$/.test(id), 'the id is ours')
  for (const number of [skillId, file.id, file.versionId ?? '0', file.parentId ?? '0'])
    holds(/^\d{1,20}$/.test(number), 'ids are digits')
  for (const text of [boxId, eventId, trigger]) holds(text.length <= 256, 'labels are short')
  holds(file.name !== '' && file.name.length <= 1024, 'the name is short')
  for (const count of [file.size, file.sequence])
    holds(count === undefined || (Number.isSafeInteger(count) && count >= 0), 'counts are whole numbers')
  for (const { value, expiresAt } of [tokens.read, tokens.write]) {
    holds(/^[\x21-\x7e]{1,16384}$/.test(value), 'a token can stand in a header')
    holds(Number.isFinite(expiresAt) && expiresAt <= now + weekMs, 'no token is kept for ever')
  }
  holds(Number.isFinite(createdAt), 'there is a time')
}

function checkQueued(invocation: Invocation): void {
  const { facts, tokens, tokensUntil } = toArrival(invocation, 'words')
  holds(Number.isSafeInteger(tokensUntil), 'the database takes the time')
  const granted = { leaseId: 'a', lane: 'words', attempt: 1, losses: 0, facts, tokens, results: [] }
  const back = toLease(granted).invocation
  holds(
    JSON.stringify(back) === JSON.stringify({ ...invocation, tokens: back.tokens }),
    'it comes back whole',
  )
  const row: RecordRow = {
    seq: 1,
    facts,
    lane: 'words',
    state: 'waiting',
    attempts: 0,
    due_at: now,
    ended_at: null,
    reason: null,
    runs: null,
    tokens_until: tokensUntil,
  }
  holds(!('tokens' in toRecord(row).invocation), 'a record holds no token')
}

const asBytes = (value: unknown) => Buffer.from(JSON.stringify(value))
const texts = events.map((event) => JSON.stringify(event))

export const eventTargets = [
  target('event body: any JSON', 60, hostileJson(eventKeys), (value) => take(asBytes(value))),
  target('event body: real events, changed', 130, mutated(events, eventKeys), (value) =>
    take(asBytes(value)),
  ),
  target(
    'event body: text and bytes',
    70,
    fc.oneof(
      hostileBytes,
      deepJson.map((text) => Buffer.from(text)),
      mutatedText(texts, ['"', '\\u0000', '\\ud800', '"__proto__":', '{', '}', '[', ',', '1e999']).map(
        (text) => Buffer.from(text),
      ),
      mutatedBytes(texts.map((text) => Buffer.from(text))),
    ),
    take,
  ),
]
