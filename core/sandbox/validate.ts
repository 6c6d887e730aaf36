import { Ajv, type ErrorObject } from 'ajv'
import type { Card } from '../cards/card.ts'
import { badRequest, type ParameterProblem } from './refusal.ts'

/** The body of `PUT /2.0/skill_invocations/{skill_id}`. */
export interface SkillInvocationBody {
  readonly status: CardStatus
  readonly file: { readonly type: 'file'; readonly id: string }
  readonly file_version?: { readonly type: 'file_version'; readonly id: string }
  readonly metadata: { readonly cards: readonly Card[] }
  readonly usage?: Usage
}

/** What a skill says about its work. */
export type CardStatus = 'invoked' | 'processing' | 'success' | 'transient_failure' | 'permanent_failure'

/** What a skill counts as used, for Box's bookkeeping. */
export interface Usage {
  readonly unit: string
  readonly value: number
}

const text = { type: 'string' }
const reference = (type: string) => ({
  type: 'object',
  required: ['type', 'id'],
  properties: { type: { const: type }, id: { type: 'string', minLength: 1 } },
})

const entry = {
  type: 'object',
  properties: {
    type: { enum: ['text', 'image'] },
    text,
    image_url: text,
    appears: {
      type: 'array',
      items: {
        type: 'object',
        required: ['start'],
        properties: { start: { type: 'number', minimum: 0 }, end: { type: 'number', minimum: 0 } },
      },
    },
  },
}

/** Unknown keys pass, as they do in Box. */
const card = {
  type: 'object',
  required: ['type', 'skill_card_type', 'skill', 'invocation'],
  properties: {
    type: { const: 'skill_card' },
    skill_card_type: { enum: ['keyword', 'timeline', 'transcript', 'status'] },
    skill_card_title: { type: 'object', required: ['message'], properties: { code: text, message: text } },
    skill: reference('service'),
    invocation: reference('skill_invocation'),
    file_version: reference('file_version'),
    created_at: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}' },
    duration: { type: 'number', minimum: 0 },
  },
  if: { required: ['skill_card_type'], properties: { skill_card_type: { const: 'status' } } },
  // biome-ignore lint/suspicious/noThenProperty: JSON Schema's own word
  then: {
    required: ['status'],
    properties: { status: { type: 'object', required: ['code'], properties: { code: text, message: text } } },
  },
  else: { required: ['entries'], properties: { entries: { type: 'array', items: entry } } },
}

const cards = { type: 'array', items: card }

const skillInvocation = {
  type: 'object',
  required: ['status', 'file', 'metadata'],
  properties: {
    status: { enum: ['invoked', 'processing', 'success', 'transient_failure', 'permanent_failure'] },
    file: reference('file'),
    file_version: reference('file_version'),
    metadata: { type: 'object', required: ['cards'], properties: { cards } },
    usage: {
      type: 'object',
      required: ['unit', 'value'],
      properties: { unit: { type: 'string', minLength: 1 }, value: { type: 'number', minimum: 0 } },
    },
  },
}

const cardsMetadata = { type: 'object', required: ['cards'], properties: { cards } }

// `allErrors` is safe here: the sandbox listens on this machine only.
const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false })
const isSkillInvocation = ajv.compile<SkillInvocationBody>(skillInvocation)
const isCardsMetadata = ajv.compile<{ readonly cards: readonly Card[] }>(cardsMetadata)

/** Checks a body of the Skills API as Box does; refuses with 400 `schema_validation_failed` and all that is wrong in `context_info.errors`. */
export function readSkillInvocation(body: unknown): SkillInvocationBody {
  if (!isSkillInvocation(body)) throw refused(isSkillInvocation.errors)
  if (body.usage !== undefined && body.status !== 'success') {
    throw badRequest('schema_validation_failed', [
      { reason: 'invalid_parameter', name: 'usage', message: 'is allowed only with the status "success"' },
    ])
  }
  return body
}

/** Checks a body of the metadata calls in the same way. */
export function readCardsMetadata(body: unknown): readonly Card[] {
  if (!isCardsMetadata(body)) throw refused(isCardsMetadata.errors)
  return body.cards
}

function refused(errors: readonly ErrorObject[] | null | undefined) {
  const problems = (errors ?? []).filter((error) => error.keyword !== 'if').map(problemOf)
  return badRequest('schema_validation_failed', problems)
}

function problemOf(error: ErrorObject): ParameterProblem {
  const path = error.instancePath.slice(1).split('/').filter(Boolean)
  const missing = error.keyword === 'required'
  if (missing) path.push(String(error.params.missingProperty))
  return {
    reason: missing ? 'missing_parameter' : 'invalid_parameter',
    name: path.reduce(
      (name, part) => (/^\d+$/.test(part) ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`),
      '',
    ),
    message: missing ? 'is required' : describe(error),
  }
}

function describe(error: ErrorObject): string {
  if (error.keyword === 'enum') return `must be one of ${(error.params.allowedValues as string[]).join(', ')}`
  if (error.keyword === 'const') return `must be "${String(error.params.allowedValue)}"`
  return error.message ?? 'is not valid'
}
