import { formatProblem } from '../../../core/config/explain.ts'
import { checkOptions } from '../../../core/config/options.ts'
import { Problems } from '../../../core/errors/problems.ts'
import type { OptionsSchema, ValueSchema } from '../../../core/plugin-options.ts'
import { goodKey, loadText } from './load-text.ts'
import { withPlugins } from './parts.ts'

const env = { KEY: goodKey, TEXT: 'TextOfVariable' }

/** Checks options that stand on the second line, from column 41 on. */
export async function check(options: string | undefined, schema: OptionsSchema | undefined) {
  const part = options === undefined ? '' : `,"options":${options}`
  const loaded = await loadText(withPlugins(`"words":{"use":"x"${part}}`), env)
  try {
    return { loaded, ...checkOptions(loaded, 'words', schema), shown: [] }
  } catch (error) {
    if (!(error instanceof Problems)) throw error
    return {
      loaded,
      options: undefined,
      shown: error.problems.map((problem) => formatProblem(problem).replace(/^\S*\//, '')),
    }
  }
}

/** The schema of one option `a`. */
export function one(schema: ValueSchema): OptionsSchema {
  return { type: 'object', additionalProperties: false, properties: { a: schema } }
}
