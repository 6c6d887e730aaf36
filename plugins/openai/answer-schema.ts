import { Ajv } from 'ajv'
import { SkillError } from 'box-skill-runner/plugin'
import { oneLine } from './plain-text.ts'

/** A schema of the operator's, ready to check answers. */
export interface AnswerSchema {
  readonly schema: Readonly<Record<string, unknown>>
  /** Whether it keeps to what OpenAI enforces to the letter: closed objects that require all of their properties. */
  readonly strict: boolean
  /** What is wrong with an answer, in words for the model; undefined where it fits. */
  problemOf(answer: unknown): string | undefined
}

/**
 * Compiles the option `schema`.
 *
 * @throws `SkillError` where it is no JSON Schema of an object.
 */
export function compileAnswerSchema(given: Readonly<Record<string, unknown>>): AnswerSchema {
  // Its dialect is not ours to load, and OpenAI does not know the key.
  const { $schema: _, ...schema } = given
  if (schema.type !== 'object' || typeof schema.properties !== 'object')
    throw unusable('it has to describe an object: {"type": "object", "properties": {…}}')
  let check: ReturnType<Ajv['compile']>
  try {
    check = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(schema)
  } catch (error) {
    throw unusable(error instanceof Error ? error.message : String(error))
  }
  return {
    schema,
    strict: isStrict(schema),
    problemOf(answer) {
      if (check(answer)) return undefined
      const [first] = check.errors ?? []
      return oneLine(`${first?.instancePath || 'the object'} ${first?.message ?? 'is wrong'}`, 200)
    },
  }
}

function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict)
  if (typeof schema !== 'object' || schema === null) return true
  const { type, properties, required, additionalProperties } = schema as Readonly<Record<string, unknown>>
  if (type === 'object' || properties !== undefined) {
    const names = Object.keys(typeof properties === 'object' && properties !== null ? properties : {})
    const isClosed = additionalProperties === false && Array.isArray(required)
    if (!isClosed || !names.every((name) => required.includes(name))) return false
  }
  return Object.values(schema).every(isStrict)
}

function unusable(reason: string): SkillError {
  return new SkillError(
    'skills_invocations_error',
    `The option "schema" cannot be used: ${oneLine(reason, 200)}.`,
  )
}
