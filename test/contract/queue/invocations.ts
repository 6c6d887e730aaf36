import { invocationId } from '../../../core/invocation/identity.ts'
import type { Invocation, InvocationFile } from '../../../core/invocation/invocation.ts'

/** What a test says of an invocation; the rest is made up. Two that say the same are the same. */
export interface Said extends Partial<Omit<Invocation, 'file' | 'tokens'>> {
  readonly file?: string
  readonly version?: string | undefined
  readonly sequence?: number
  readonly name?: string
  readonly tokensUntil?: number
}

const start = Date.parse('2026-11-03T09:30:00Z')
let made = 0

/** An invocation of a file of its own, unless `said` names one; each one made later was also created later. */
export function invocationOf(said: Said = {}): Invocation {
  made++
  const {
    file = `${10_000 + made}`,
    version,
    sequence,
    name = `scan ${made}.pdf`,
    tokensUntil,
    ...rest
  } = said
  const about: InvocationFile = {
    id: file,
    name,
    size: 1000 + made,
    versionId: 'version' in said ? version : `${70_000 + made}`,
    sequence,
    parentId: '0',
  }
  const parts = {
    app: 'default',
    eventId: `event-${made}`,
    skillId: '900491',
    createdAt: start + made * 1000,
    ...rest,
  }
  const expiresAt = tokensUntil ?? Date.now() + 86_400_000
  return {
    boxId: `${parts.eventId}_1`,
    enterpriseId: '12345',
    trigger: 'FILE_CONTENT',
    receivedAt: parts.createdAt + 500,
    tokens: {
      read: { value: `read-${made}-r3adt0ken`, expiresAt },
      write: { value: `write-${made}-wr1tet0ken`, expiresAt },
    },
    id: invocationId({ ...parts, fileId: file, versionId: about.versionId }),
    ...parts,
    file: about,
  }
}
