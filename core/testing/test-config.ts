import type { PluginInstanceConfig, RunnerConfig } from '../config/config.ts'
import type { ConfigDocument } from '../config/document.ts'
import type { ConfigFile } from '../config/file-form.ts'
import type { LoadedConfig } from '../config/load.ts'
import { checkOptions } from '../config/options.ts'
import { resolveConfig } from '../config/resolve.ts'
import { configSchema } from '../config/schema.ts'
import { schemaProblems } from '../config/schema-problems.ts'
import { strictAjv } from '../config/strict-ajv.ts'
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
  const value = {
    plugins: {
      [name]: {
        use: 'test',
        options,
        threads: 1,
        secrets: Object.keys(environment),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      },
    },
    routes: [{ extensions: ['*'], plugins: [name] }],
  }
  const document: ConfigDocument = {
    value,
    locate: () => ({ file: 'test', line: 1, column: 1 }),
    variablesAt: () => [],
    isUnresolved: () => false,
    problems: [],
  }
  const check = strictAjv().compile<ConfigFile>(configSchema)
  if (!check(value)) throw inTest(schemaProblems(check.errors ?? [], { document, base: [], value }))
  const loaded: LoadedConfig = {
    config: resolveConfig(value, process.cwd()),
    warnings: [],
    locate: document.locate,
    file: 'test',
    document,
  }
  return {
    config: loaded.config,
    instance: loaded.config.plugins[name] as PluginInstanceConfig,
    optionsFor(schema) {
      try {
        return checkOptions(loaded, name, schema).options
      } catch (error) {
        throw error instanceof Problems ? inTest(error.problems) : error
      }
    },
  }
}

/** The same problems, told of the settings of a test instead of a config file. */
function inTest(problems: readonly RunnerError[]): Problems {
  return new Problems(
    problems.map(({ code, params }) => {
      const path = String(params.path).replace(`plugins.${name}.`, '').replace(`plugins.${name}`, 'this test')
      return new RunnerError(code, { ...params, path })
    }),
  )
}
