import type { PluginInstanceConfig, RunnerConfig } from '../config/config.ts'
import { checkOptions } from '../config/options.ts'
import { configForPlugin } from '../config/plugin-config.ts'
import { RunnerError } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import type { OptionsSchema } from '../plugin.ts'

/** Name of the only instance, before the plugin has told its own. */
const name = 'tested'

/** What a test may set of the config's entry for a plugin. */
export interface InstanceSettings {
  readonly options?: Readonly<Record<string, unknown>> | undefined
  /** Environment variables that the plugin sees; their names are granted. */
  readonly environment: Readonly<Record<string, string>>
  readonly timeoutMs?: number | undefined
}

/** The configuration of a test: that of a runner with one plugin, and with every default of the config's schema. */
export interface TestConfig {
  readonly config: RunnerConfig
  readonly instance: PluginInstanceConfig
  /** Checks the options against the plugin's schema and fills in its defaults. Throws `Problems`. */
  optionsFor(schema: OptionsSchema | undefined): Readonly<Record<string, unknown>>
}

/**
 * Builds the configuration by the schema and the checks of `skill.config.json`. There is no file, so problems name the
 * option alone and no line.
 *
 * @throws `Problems` where a setting is none that the config takes.
 */
export function testConfig({ options = {}, environment, timeoutMs }: InstanceSettings): TestConfig {
  const loaded = toldOfTest(() =>
    configForPlugin(
      {
        name,
        use: 'test',
        folder: process.cwd(),
        options,
        secrets: Object.keys(environment),
        settings: { threads: 1, ...(timeoutMs !== undefined && { timeoutMs }) },
      },
      environment,
    ),
  )
  return {
    config: loaded.config,
    instance: loaded.config.plugins[name] as PluginInstanceConfig,
    optionsFor: (schema) => toldOfTest(() => checkOptions(loaded, name, schema).options),
  }
}

/** The same problems, told of the settings of a test instead of a config file. */
function toldOfTest<T>(check: () => T): T {
  try {
    return check()
  } catch (error) {
    if (!(error instanceof Problems)) throw error
    throw new Problems(
      error.problems.map(({ code, params }) => {
        const path = String(params.path)
          .replace(`plugins.${name}.`, '')
          .replace(`plugins.${name}`, 'this test')
        return new RunnerError(code, { ...params, path })
      }),
    )
  }
}
