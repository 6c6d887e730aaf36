import type { LoadedConfig } from '../config/load.ts'
import { configForPlugin } from '../config/plugin-config.ts'
import { fail, isRunnerError, messageOf, RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import { named } from '../registry/named.ts'
import { type RegisteredPlugin, registerPlugins } from '../registry/registry.ts'
import { resolvePlugin } from '../registry/resolve.ts'
import { instanceName, useOf } from './named-plugin.ts'

export interface UnconfiguredRequest {
  /** A path or the name of a package, as it was typed. */
  readonly plugin: string
  /** JSON text of its options. */
  readonly options: string | undefined
  /** Names of the environment variables that it may see. */
  readonly secrets: readonly string[]
  /** Absolute. */
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * A plugin that runs without a config file, alone and with everything at its default; it may be TypeScript.
 *
 * @throws `SKR_CLI_OPTIONS_NOT_JSON`, `SKR_CLI_OPTIONS_NOT_OBJECT`, or `Problems` with all that is wrong with the plugin and
 *   its options.
 */
export async function registerUnconfigured(
  request: UnconfiguredRequest,
): Promise<{ loaded: LoadedConfig; plugins: Readonly<Record<string, RegisteredPlugin>> }> {
  const { cwd, env, secrets } = request
  const options = parseOptions(request.options)
  const use = await useOf(request.plugin, cwd)
  let name = ''
  try {
    name = instanceName(await resolvePlugin(use, cwd, { allowTypeScript: true, cwd }))
    const loaded = configForPlugin({ name, use, folder: cwd, options, secrets }, env)
    return { loaded, plugins: await registerPlugins({ loaded, env, allowTypeScript: true }) }
  } catch (error) {
    if (error instanceof Problems) throw new Problems(error.problems.map((problem) => asTyped(problem, name)))
    throw isRunnerError(error) ? new Problems([error]) : error
  }
}

/** The options after `--options`. Throws `SKR_CLI_OPTIONS_NOT_JSON` or `SKR_CLI_OPTIONS_NOT_OBJECT`. */
export function parseOptions(text: string | undefined): Readonly<Record<string, unknown>> {
  if (text === undefined) return {}
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw fail('SKR_CLI_OPTIONS_NOT_JSON', { reason: printable(messageOf(cause), 200) }, { cause })
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw fail('SKR_CLI_OPTIONS_NOT_OBJECT', { found: named(value) })
  return { ...value }
}

/** The error without its place in a config that nobody has written, and with the words of the command line. */
export function asTyped({ code, params, cause }: RunnerError, name: string): RunnerError {
  if (code === 'SKR_PLUGIN_SECRET_NOT_GRANTED')
    return fail('SKR_CLI_SECRET_NOT_GRANTED', { plugin: name, secret: String(params.secret) }, { cause })
  const inConfig = `plugins.${name}.`
  const shown = Object.entries(params).map(([key, value]) => [
    key,
    typeof value === 'string' && value.startsWith(inConfig) ? value.slice(inConfig.length) : value,
  ])
  return new RunnerError(code, Object.fromEntries(shown), { cause })
}
