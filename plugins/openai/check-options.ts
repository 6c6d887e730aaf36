import { compileAnswerSchema } from './answer-schema.ts'
import type { Options } from './options.ts'
import { taskFor } from './task.ts'

/**
 * Finds what the schema of the options cannot, before a file is sent.
 *
 * @throws `SkillError` that names the option.
 */
export function checkOptions(options: Options): void {
  taskFor({ kind: 'document' }, options)
  if (options.schema !== undefined) compileAnswerSchema(options.schema)
}
