import type { RunnerConfig } from '../config/config.ts'
import { fail, isRunnerError, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import { declaredSecrets } from '../registry/declared-secrets.ts'
import { type DescribeLimits, describePlugin } from '../registry/describe.ts'
import type { PluginDescription } from '../registry/description.ts'
import type { RegisteredPlugin } from '../registry/registry.ts'
import { type ResolvedPlugin, resolvePlugin } from '../registry/resolve.ts'
import type { LocatedPlugin } from './locate-plugin.ts'
import { testConfig } from './test-config.ts'

/** How the plugin under test is configured. */
export interface PluginSettings {
  readonly options?: Readonly<Record<string, unknown>> | undefined
  readonly secrets?: Readonly<Record<string, string>> | undefined
  readonly timeoutMs?: number | undefined
}

/** A plugin that was found, described and found to fit its settings: all that a pool needs. */
export interface PreparedPlugin {
  readonly name: string
  readonly registered: RegisteredPlugin
  readonly config: RunnerConfig
  /** The whole environment of its threads. */
  readonly environment: Readonly<Record<string, string>>
}

/**
 * Takes the plugin the way that a runner takes it at its start: resolve, describe in a thread, check the secrets and options.
 *
 * @throws Coded errors, or `Problems`, with all that would keep a runner from starting.
 */
export async function preparePlugin(
  located: LocatedPlugin,
  settings: PluginSettings,
): Promise<PreparedPlugin> {
  const environment = settings.secrets ?? {}
  const { config, instance, optionsFor } = testConfig({ ...settings, environment })
  const resolved = await resolvePlugin(located.use, process.cwd(), { allowTypeScript: true })
  const description = await describeOnce(located, resolved, {
    timeoutMs: instance.setupTimeoutMs,
    memoryMb: instance.memoryMb,
    env: environment,
  })
  const misfits = secretProblems(description, environment)
  if (misfits.length > 0) throw new Problems(misfits)
  const options = optionsFor(description.options)
  return {
    name: description.name,
    config,
    environment,
    registered: { config: instance, entry: resolved.entry, root: resolved.root, description, options },
  }
}

/** The same plugin in an environment with more variables in it, which it has not declared. */
export function inEnvironment(
  plugin: PreparedPlugin,
  more: Readonly<Record<string, string>>,
): PreparedPlugin {
  const environment = { ...more, ...plugin.environment }
  const config = { ...plugin.registered.config, secrets: Object.keys(environment) }
  return { ...plugin, environment, registered: { ...plugin.registered, config } }
}

/**
 * What imported plugins say of themselves. Asking costs a thread, and with it half of the time of a test; the file of a
 * plugin that this process has imported already will not be imported anew either.
 */
const known = new WeakMap<object, Promise<PluginDescription>>()

function describeOnce(
  located: LocatedPlugin,
  resolved: ResolvedPlugin,
  limits: DescribeLimits,
): Promise<PluginDescription> {
  const { plugin } = located
  if (plugin === undefined) return describePlugin(resolved, limits)
  const description = known.get(plugin) ?? describeAs(plugin, resolved, limits)
  known.set(plugin, description)
  description.catch(() => known.delete(plugin))
  return description
}

/** Describes what the file exports, and makes sure that it is the plugin that the test imported. */
async function describeAs(
  plugin: NonNullable<LocatedPlugin['plugin']>,
  resolved: ResolvedPlugin,
  limits: DescribeLimits,
): Promise<PluginDescription> {
  try {
    const description = await describePlugin(resolved, limits)
    if (description.name === plugin.name && description.version === plugin.version) return description
  } catch (error) {
    if (!isElsewhere(error)) throw error
  }
  const name = printable(String(plugin.name), 64)
  throw fail('SKR_TESTING_NOT_DEFAULT_EXPORT', { plugin: name, file: resolved.entry })
}

/** Whether the file that called definePlugin() exports something else, or nothing. */
function isElsewhere(error: unknown): boolean {
  return (
    error instanceof Problems &&
    error.problems.some(
      (problem) =>
        isRunnerError(problem, 'SKR_PLUGIN_NO_DEFAULT_EXPORT') ||
        isRunnerError(problem, 'SKR_PLUGIN_NOT_DEFINED'),
    )
  )
}

function secretProblems(
  { name: plugin, secrets }: PluginDescription,
  given: Readonly<Record<string, string>>,
): readonly RunnerError[] {
  const { required, wants } = declaredSecrets(secrets)
  return [
    ...required
      .filter((secret) => !Object.hasOwn(given, secret))
      .map((secret) => fail('SKR_TESTING_SECRET_MISSING', { plugin, secret })),
    ...Object.keys(given)
      .filter((secret) => !wants(secret))
      .map((secret) => fail('SKR_TESTING_SECRET_UNDECLARED', { plugin, secret })),
  ]
}
