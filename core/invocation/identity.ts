import { createHash } from 'node:crypto'

/**
 * The id of an invocation. Box delivers at least once and does not promise that its own id stays the same, so
 * two deliveries are one invocation when app, event, skill and file version agree. 20 hex digits (80 bits).
 */
export function invocationId(parts: {
  app: string
  eventId: string
  skillId: string
  fileId: string
  versionId: string | undefined
}): string {
  const identity = JSON.stringify([
    parts.app,
    parts.eventId,
    parts.skillId,
    parts.fileId,
    parts.versionId ?? '',
  ])
  return createHash('sha256').update(identity).digest('hex').slice(0, 20)
}
