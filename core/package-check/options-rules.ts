import type { Findings } from '../config/findings.ts'
import { openObjects } from '../config/open-objects.ts'
import { checkOptions } from '../config/options.ts'
import { configForPlugin } from '../config/plugin-config.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import type { OptionsSchema } from '../plugin-options.ts'

/** Checks the schema of a plugin's options as its author should see it: it compiles, its defaults keep to it, and it is strict within. */
export function checkSchema(schema: OptionsSchema | undefined): Findings {
  if (schema === undefined) return { problems: [], warnings: [] }
  return {
    problems: problemsOfDefaults(schema),
    warnings: openObjects(schema).map((path) =>
      fail('SKR_PACKAGE_OPTION_OPEN', { path: printable(path, 200) }),
    ),
  }
}

/** What an operator would be told who sets nothing, but for options that have to be set. */
function problemsOfDefaults(schema: OptionsSchema): readonly RunnerError[] {
  const name = 'plugin'
  const inConfig = `plugins.${name}.`
  try {
    checkOptions(configForPlugin({ name, use: name, folder: '/' }, {}), name, schema)
    return []
  } catch (error) {
    if (!(error instanceof Problems)) throw error
    return error.problems
      .filter(({ code }) => code !== 'SKR_CONFIG_MISSING_KEY')
      .map(({ code, message, params }) =>
        code === 'SKR_CONFIG_OPTIONS_SCHEMA'
          ? fail('SKR_PACKAGE_OPTIONS_SCHEMA', { problem: String(params.problem) })
          : fail('SKR_PACKAGE_DEFAULT_INVALID', { problem: message.replace(inConfig, '') }),
      )
  }
}
