import { randomUUID } from 'node:crypto'
import { SIGNATURE_ALGORITHM, SIGNATURE_VERSION, signatureHeaders, signBody } from '../intake/signature.ts'
import { currentVersion, type StoredFile } from './store.ts'
import type { Token, TokenStore } from './tokens.ts'

/** What happened to the file. */
export type EventType = 'ITEM_UPLOAD' | 'ITEM_COPY' | 'ITEM_MOVE'

/**
 * The two shapes that Box's events have: `string-ids` as real events do, `number-ids` as the test event of Box's
 * console does, which has no `event_type` either.
 */
export type EventForm = 'string-ids' | 'number-ids'

/** A Skills event as it goes over the wire. */
export interface SkillEvent {
  /** Box's id of the invocation, `id` in the body. */
  readonly invocationId: string
  readonly fileId: string
  readonly versionId: string
  readonly eventType: EventType
  /** Lower case; the signature among them. */
  readonly headers: Readonly<Record<string, string>>
  /** The bytes that were signed. */
  readonly body: Uint8Array
}

/** The skill app that the sandbox speaks for. */
export interface SandboxSkill {
  /** Digits. */
  readonly id: string
  readonly name: string
  readonly apiKey: string
}

/** The keys that events are signed with; `secondary` may be `''`. */
export interface SandboxKeys {
  readonly primary: string
  readonly secondary: string
}

export interface EventContext {
  /** Milliseconds since the epoch. */
  readonly now: () => number
  readonly tokens: TokenStore
  readonly skill: SandboxSkill
  readonly keys: SandboxKeys
  readonly enterpriseId: string
  readonly tokenLifetimeMs: number
}

export interface EventRequest {
  readonly file: StoredFile
  readonly eventType: EventType
  readonly form: EventForm
  /** Where a moved file was before. */
  readonly oldParentId?: string
}

/** Makes the event of one change, with tokens of its own, and signs it. */
export function makeEvent(context: EventContext, request: EventRequest): SkillEvent {
  const { file, eventType } = request
  const eventId = randomUUID()
  const invocationId = `${eventId}_${file.id}`
  const body = Buffer.from(JSON.stringify(eventBody(context, request, eventId, invocationId)))
  const versionId = currentVersion(file).id
  return signEvent({ invocationId, fileId: file.id, versionId, eventType, headers: {}, body }, context)
}

/**
 * Signs an event for delivery now; `deliveryId` where it should not be a new one. Without keys the event goes
 * unsigned, as Box sends it before keys were generated.
 */
export function signEvent(
  event: SkillEvent,
  context: Pick<EventContext, 'now' | 'keys'>,
  deliveryId: string = randomUUID(),
): SkillEvent {
  const timestamp = boxTime(context.now())
  const { primary, secondary } = context.keys
  const signature = (key: string) => signBody(event.body, timestamp, key)
  const headers = {
    'content-type': 'application/json; charset=utf-8',
    'box-delivery-id': deliveryId,
    [signatureHeaders.timestamp]: timestamp,
    ...(primary === '' && secondary === ''
      ? {}
      : { [signatureHeaders.algorithm]: SIGNATURE_ALGORITHM, [signatureHeaders.version]: SIGNATURE_VERSION }),
    ...(primary === '' ? {} : { [signatureHeaders.primary]: signature(primary) }),
    ...(secondary === '' ? {} : { [signatureHeaders.secondary]: signature(secondary) }),
  }
  return { ...event, headers }
}

function eventBody(
  context: EventContext,
  request: EventRequest,
  eventId: string,
  invocationId: string,
): object {
  const { skill, enterpriseId } = context
  const { file, eventType, form } = request
  const real = form === 'string-ids'
  const createdAt = boxTime(context.now())
  const expiresAt = context.now() + context.tokenLifetimeMs
  const issue = (kind: 'read' | 'write') =>
    tokenBody(context.tokens.issue({ kind, fileId: file.id, invocationId, expiresAt }), real)
  const source = sourceBody(context, request)
  const rule = { id: '1', type: 'skill_rule', skill: { id: skill.id, type: 'skill' } }
  return {
    type: 'skill_invocation',
    skill: { id: idOf(skill.id, form), type: 'skill', name: skill.name, api_key: skill.apiKey },
    token: { write: issue('write'), read: issue('read') },
    status: { state: 'invoked', message: '', error_code: '', additional_info: '' },
    id: invocationId,
    created_at: createdAt,
    trigger: real ? 'FILE_CONTENT' : 'SKILL_APP_TEST_EVENT',
    enterprise: { type: 'enterprise', id: enterpriseId, name: 'Sandbox' },
    // The size stands on this source only, as in Box's events.
    source: { ...source, size: currentVersion(file).content.size },
    event: {
      event_id: eventId,
      ...(real ? { event_type: eventType } : {}),
      created_at: createdAt,
      created_by: {
        type: 'user',
        id: idOf('6122700001', form),
        name: 'Sandbox User',
        login: 'user@sandbox.invalid',
      },
      source,
    },
    ...(real ? { skill_rules: [rule] } : {}),
    parameters: {},
  }
}

function sourceBody(context: EventContext, { file, form, oldParentId }: EventRequest): object {
  return {
    type: 'file',
    id: idOf(file.id, form),
    name: file.name,
    sequence_id: idOf(String(file.sequence), form),
    file_version: { id: idOf(currentVersion(file).id, form) },
    owner_enterprise_id: context.enterpriseId,
    parent: { id: idOf(file.parentId, form) },
    old_parent_id: oldParentId ?? '',
    collab_accessible_by: { type: '', id: '', name: '', login: '' },
  }
}

function tokenBody(token: Token, real: boolean): object {
  const object = { object_id: Number(token.fileId), object_type: 'file' }
  const scopes =
    token.kind === 'write'
      ? [{ scope: 'gcm' }, { scope: 'item_upload', ...object }, { scope: 'manage_skill_invocations' }]
      : [{ scope: 'gcm' }, { scope: 'item_read', ...object }]
  return {
    access_token: token.value,
    // Box's name says a duration; what it sends is a time, in seconds since the epoch.
    expires_in: Math.floor(token.expiresAt / 1000),
    restricted_to: JSON.stringify(real ? scopes : []),
    token_type: 'bearer',
  }
}

function idOf(id: string, form: EventForm): string | number {
  return form === 'string-ids' ? id : Number(id)
}

/** A time as Box writes it: whole seconds, with the offset of its servers. */
function boxTime(at: number): string {
  const offsetHours = -7
  return `${new Date(at + offsetHours * 3_600_000).toISOString().slice(0, 19)}-07:00`
}
