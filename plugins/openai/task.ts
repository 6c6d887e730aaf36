import { SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Options } from './options.ts'

/** What is made of a file. */
export type Task = Exclude<Options['task'], 'auto'>

/**
 * The task for a file: the one that the operator set, else the one that suits its kind.
 *
 * @throws `SkillError` where there is none, and for `extract` without a schema.
 */
export function taskFor(
  { kind }: Pick<SkillFile, 'kind'>,
  { task, schema }: { readonly task: Options['task']; readonly schema?: Options['schema'] | undefined },
): Task {
  if (task === 'extract' && schema === undefined)
    throw new SkillError('skills_invocations_error', 'The task "extract" needs the option "schema".')
  if (task !== 'auto') return task
  if (kind === 'audio' || kind === 'video') return 'transcribe'
  if (schema !== undefined) return 'extract'
  return kind === 'image' ? 'describe' : 'summarize'
}
