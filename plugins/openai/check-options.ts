import { SkillError } from 'box-skill-runner/plugin'
import { compileAnswerSchema } from './answer-schema.ts'
import type { Options } from './options.ts'
import { taskFor } from './task.ts'

/**
 * Finds what the schema of the options cannot, before a file is sent.
 *
 * @throws `SkillError` that names the option.
 */
export function checkOptions(options: Options): void {
  if (!URL.canParse(options.baseURL))
    throw new SkillError('skills_invocations_error', 'The option "baseURL" holds what is no address.')
  taskFor({ kind: 'document' }, options)
  if (options.schema !== undefined) compileAnswerSchema(options.schema)
}
