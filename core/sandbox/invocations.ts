import type { CardWrite } from './cards.ts'
import type { EventType, SkillEvent } from './events.ts'
import type { CardStatus } from './validate.ts'

/** One event that the sandbox made, and what became of it. */
export interface SandboxInvocation {
  /** `id` in the event's body. */
  readonly id: string
  readonly fileId: string
  readonly versionId: string
  readonly eventType: EventType
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  /** What the skill last reported with this event's token; `invoked` until it does. */
  readonly state: CardStatus
}

export interface InvocationLog {
  add(event: SkillEvent, createdAt: number): void
  /** Takes the status of a write through the Skills API. */
  wrote(write: CardWrite): void
  /** Oldest first. */
  of(fileId: string): readonly SandboxInvocation[]
}

/** Remembers every event and the state that its skill reported. */
export function createInvocationLog(): InvocationLog {
  const invocations = new Map<string, SandboxInvocation>()
  return {
    add({ invocationId: id, fileId, versionId, eventType }, createdAt) {
      invocations.set(id, { id, fileId, versionId, eventType, createdAt, state: 'invoked' })
    },
    wrote({ invocationId, status }) {
      const invocation = invocations.get(invocationId ?? '')
      if (invocation === undefined || status === undefined) return
      invocations.set(invocation.id, { ...invocation, state: status })
    },
    of: (fileId) => [...invocations.values()].filter((invocation) => invocation.fileId === fileId),
  }
}
