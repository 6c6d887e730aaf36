import { dirname } from 'node:path'
import type { PluginInstanceConfig } from '../config/config.ts'
import type { LoadedConfig } from '../config/load.ts'
import { checkOptions } from '../config/options.ts'
import { fail, isRunnerError, RunnerError, type SourcePosition } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { declaredSecrets } from './declared-secrets.ts'
import { type DescribeLimits, describePlugin } from './describe.ts'
import type { PluginDescription } from './description.ts'
import { grantedSecrets } from './granted-secrets.ts'
import { type ResolvedPlugin, resolvePlugin } from './resolve.ts'

/** A configured plugin instance that was found, described and found to fit. */
export interface RegisteredPlugin {
  readonly config: PluginInstanceConfig
  /** Absolute path of the file that a worker imports. */
  readonly entry: string
  /** All that is the plugin's own: its folder, or the single file. */
  readonly root: string
  /** Its warnings hold those about this instance's place in the config, too. */
  readonly description: PluginDescription
  /** Checked, with the defaults of the plugin's schema filled in. */
  readonly options: Readonly<Record<string, unknown>>
}

export interface RegisterRequest {
  /** Packages are looked for from the folder of its file. */
  readonly loaded: LoadedConfig
  /** Where the plugins' secrets come from. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether plugins may be TypeScript. */
  readonly allowTypeScript: boolean
  /** How a plugin is described, for who knows that already. Default: `describePlugin`. */
  readonly describe?:
    | ((resolved: ResolvedPlugin, limits: DescribeLimits) => Promise<PluginDescription>)
    | undefined
}

/** Threads that describe plugins at the same time: their imports are work for the processor. */
const threads = 2

/**
 * Finds and describes every configured plugin and checks that it fits its place in the config.
 *
 * @returns The plugins by the names of their instances.
 * @throws `Problems` with all that is wrong with all of them, each with its place in the config.
 */
export async function registerPlugins(
  request: RegisterRequest,
): Promise<Readonly<Record<string, RegisteredPlugin>>> {
  const describe = describeOnce(request)
  const outcomes = await mapAtMost(threads, Object.entries(request.loaded.config.plugins), ([name, config]) =>
    orProblems(async () => [name, await register(name, config, request, describe)] as const),
  )
  const problems = outcomes.flatMap((outcome) => outcome.problems)
  if (problems.length > 0) throw new Problems(withoutRepetition(problems))
  return Object.fromEntries(outcomes.flatMap(({ value }) => (value === undefined ? [] : [value])))
}

type Describe = (resolved: ResolvedPlugin, config: PluginInstanceConfig) => Promise<PluginDescription>

async function register(
  name: string,
  config: PluginInstanceConfig,
  request: RegisterRequest,
  describe: Describe,
): Promise<RegisteredPlugin> {
  const { loaded, env, allowTypeScript } = request
  const use = loaded.locate(['plugins', name, 'use'])
  const found = await orProblems(async () => {
    const resolved = await resolvePlugin(config.use, dirname(loaded.file), {
      // Compiling takes a program and threads, and whoever may start those is not confined.
      allowTypeScript: allowTypeScript && config.isolation === 'thread',
    })
    return { resolved, description: await describe(resolved, config) }
  })
  if (found.value === undefined) throw new Problems(found.problems.map((problem) => placedAt(use, problem)))
  const {
    resolved: { entry, root },
    description,
  } = found.value
  const checked = await orProblems(async () => checkOptions(loaded, name, description.options))
  const misfits = [
    ...checked.problems,
    ...secretProblems(name, config, description, env, loaded.locate(['plugins', name, 'secrets'])),
  ]
  if (checked.value === undefined || misfits.length > 0) throw new Problems(misfits)
  const warnings = [
    ...description.warnings.map((warning) => placedAt(use, warning)),
    ...routeWarnings(name, description.extensions, loaded),
  ]
  return { config, entry, root, description: { ...description, warnings }, options: checked.value.options }
}

/** Describes each plugin once for all of its instances that see the same secrets and have the same limits. */
function describeOnce({ env, describe = describePlugin }: RegisterRequest): Describe {
  const descriptions = new Map<string, Promise<PluginDescription>>()
  return (resolved, { secrets, setupTimeoutMs, memoryMb, isolation, permissions }) => {
    // Only the instance's own secrets: another one of the same plugin may have been granted more.
    const granted = grantedSecrets(secrets.toSorted(), env)
    const confined = isolation === 'process' ? permissions : undefined
    const key = JSON.stringify([resolved.entry, Object.keys(granted), setupTimeoutMs, memoryMb, confined])
    const known = descriptions.get(key)
    if (known !== undefined) return known
    const description = describe(resolved, {
      timeoutMs: setupTimeoutMs,
      memoryMb,
      env: granted,
      ...(confined && { confined }),
    })
    descriptions.set(key, description)
    return description
  }
}

/** Secrets that the plugin wants and would not get. */
function secretProblems(
  plugin: string,
  config: PluginInstanceConfig,
  { secrets }: PluginDescription,
  env: RegisterRequest['env'],
  position: SourcePosition,
): RunnerError[] {
  return declaredSecrets(secrets).required.flatMap((secret) => {
    if (!config.secrets.includes(secret))
      return [fail('SKR_PLUGIN_SECRET_NOT_GRANTED', { plugin, secret }, { position })]
    return env[secret] === undefined
      ? [fail('SKR_PLUGIN_SECRET_NOT_SET', { plugin, secret }, { position })]
      : []
  })
}

/** Routes that send the plugin what it does not say it understands. `tar.gz` is understood where `gz` is. */
function routeWarnings(
  plugin: string,
  understood: readonly string[],
  { config, locate }: RegisterRequest['loaded'],
): RunnerError[] {
  if (understood.includes('*')) return []
  const known = (extension: string) =>
    understood.some((one) => extension === one || extension.endsWith(`.${one}`))
  return config.routes.flatMap(({ plugins, extensions }, route) => {
    const strange = plugins.includes(plugin) ? extensions.filter((extension) => !known(extension)) : []
    if (strange.length === 0) return []
    const params = { plugin, route, extensions: strange.join(', '), understood: understood.join(', ') }
    return [
      fail('SKR_PLUGIN_EXTENSION_NOT_UNDERSTOOD', params, {
        position: locate(['routes', route, 'extensions']),
      }),
    ]
  })
}

/** The same error, placed in the config: that is the file that the operator has open. */
function placedAt(position: SourcePosition, error: RunnerError): RunnerError {
  return new RunnerError(error.code, error.params, { cause: error, position })
}

/** Instances of one broken plugin would each report it. */
function withoutRepetition(problems: readonly RunnerError[]): readonly RunnerError[] {
  return [
    ...new Map(problems.toReversed().map((problem) => [problem.message, problem])).values(),
  ].toReversed()
}

type Attempt<T> =
  | { readonly value: T; readonly problems: readonly [] }
  | { readonly value: undefined; readonly problems: readonly RunnerError[] }

async function orProblems<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work(), problems: [] }
  } catch (error) {
    if (error instanceof Problems) return { value: undefined, problems: error.problems }
    if (isRunnerError(error)) return { value: undefined, problems: [error] }
    throw error
  }
}

/** Like `Promise.all` over `items.map(work)`, with at most `limit` at the same time. */
async function mapAtMost<T, R>(
  limit: number,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const worker = async () => {
    for (const [index, item] of waiting) results[index] = await work(item)
  }
  await Promise.all(Array.from({ length: limit }, worker))
  return results
}
