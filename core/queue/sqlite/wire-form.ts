import type { Invocation, InvocationFacts } from '../../invocation/invocation.ts'
import type { InvocationRecord, Lease } from '../queue.ts'
import type { Arrival, Granted, RecordRow } from './protocol.ts'

/** Takes an invocation apart into what the thread needs as values and what it only keeps. Text crosses threads fastest. */
export function toArrival({ tokens, ...facts }: Invocation, lane: string): Arrival {
  return {
    id: facts.id,
    app: facts.app,
    skillId: facts.skillId,
    enterpriseId: facts.enterpriseId ?? '',
    fileId: facts.file.id,
    versionId: facts.file.versionId ?? '',
    sequence: facts.file.sequence ?? null,
    createdAt: facts.createdAt,
    receivedAt: facts.receivedAt,
    lane,
    facts: JSON.stringify(facts),
    tokens: JSON.stringify(tokens),
    tokensUntil: Math.trunc(Math.max(tokens.read.expiresAt, tokens.write.expiresAt)),
  }
}

export function toLease({ leaseId, lane, attempt, losses, facts, tokens, results }: Granted): Lease {
  return {
    invocation: { ...withoutGaps(facts), tokens: JSON.parse(tokens) },
    lane,
    leaseId,
    attempt,
    losses,
    results: results.map((result) => JSON.parse(result)),
  }
}

export function toRecord(row: RecordRow): InvocationRecord {
  return {
    invocation: withoutGaps(row.facts),
    lane: row.lane,
    state: row.state,
    attempts: row.attempts,
    dueAt: row.due_at,
    endedAt: row.ended_at ?? undefined,
    reason: row.reason === null ? undefined : JSON.parse(row.reason),
    runs: row.runs === null ? [] : JSON.parse(row.runs),
    hasTokens: row.tokens_until !== null,
  }
}

/** JSON leaves out what is undefined; here every key of the type is there again. */
function withoutGaps(json: string): InvocationFacts {
  const facts: InvocationFacts = JSON.parse(json)
  const { id, name, size, versionId, sequence, parentId } = facts.file
  return {
    ...facts,
    enterpriseId: facts.enterpriseId,
    file: { id, name, size, versionId, sequence, parentId },
  }
}
