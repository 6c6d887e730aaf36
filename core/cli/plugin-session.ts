import { relative, resolve } from 'node:path'
import type { PluginInstanceConfig } from '../config/config.ts'
import { formatProblem } from '../config/explain.ts'
import type { LoadedConfig } from '../config/load.ts'
import { configForPlugin, noConfig } from '../config/plugin-config.ts'
import { isRunnerError, RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import { describePlugin, type StartHost } from '../registry/describe.ts'
import type { PluginDescription } from '../registry/description.ts'
import { grantedSecrets } from '../registry/granted-secrets.ts'
import { type ResolvedPlugin, resolvePlugin } from '../registry/resolve.ts'
import { keepSpareThread } from '../registry/spare-thread.ts'
import { type DevOptions, type DevSession, openDevSession } from './dev-session.ts'
import type { PluginTarget } from './dev-target.ts'
import { instanceName } from './named-plugin.ts'
import { asTyped, parseOptions } from './unconfigured.ts'
import { watchSources } from './watch-sources.ts'

export interface PluginSessionOptions extends DevOptions {
  /** JSON text of the plugin's options. */
  readonly options?: string
  /** Names of the environment variables that it may see. */
  readonly secret?: readonly string[]
}

type Environment = Readonly<Record<string, string | undefined>>

/** A thread is started ahead only when the files are likely to have been run again: it would take the processor from them. */
const spareAfterMs = 1000

/**
 * Tries one plugin without a config while it is being written: a sandbox and a runner over a folder of files, as `dev`
 * opens them, and at each change of the sources the plugin loaded anew, the last files run again, and the difference of
 * their cards printed. A plugin that does not load is told with its problems, and the version before it stays.
 *
 * @throws What is wrong with the command line or the package: saving a source would not mend that.
 */
export async function openPluginSession(
  target: PluginTarget,
  folder: string,
  options: PluginSessionOptions,
  env: Environment,
): Promise<{ close(): Promise<void> }> {
  const given = { options: parseOptions(options.options), secrets: options.secret ?? [] }
  const find = () => resolvePlugin(target.use, target.folder, { allowTypeScript: true })
  const first = await find()
  const name = instanceName(first)
  const spare = keepSpareThread()
  let description: PluginDescription | undefined
  let session: DevSession | undefined
  let spareTimer: NodeJS.Timeout | undefined

  /** Reads what the plugin is now; nothing is taken over yet. */
  async function read(): Promise<{ file: LoadedConfig; description: PluginDescription }> {
    const file = configForPlugin({ name, use: target.use, folder: target.folder, ...given }, env)
    const described = await describe(await find(), file, name, env, spare.start)
    for (const warning of described.warnings) console.error(formatProblem(warning))
    return { file: alone(file, name, described), description: { ...described, warnings: [] } }
  }

  async function open(): Promise<void> {
    const { file, description: known } = await read()
    description = known
    console.log(
      `Plugin:                ${known.name} ${known.version}, ${shown(first.entry)}   (loaded anew at each save)`,
    )
    session = await openDevSession(
      folder,
      file,
      { ...options, describe: async () => description ?? known },
      env,
    )
  }

  async function reload(session: DevSession, saved: string): Promise<void> {
    const begun = performance.now()
    const { file, description: known } = await read()
    description = known
    await session.reload(file)
    const count = session.rerun()
    const took = Math.round(performance.now() - begun)
    const files = count === 1 ? 'its last file runs' : `its last ${count} files run`
    console.log(
      `${saved} was saved: loaded anew in ${took} ms; ${count === 0 ? 'there is no file to run' : `${files} again`}\n`,
    )
  }

  async function onSave(path: string): Promise<void> {
    clearTimeout(spareTimer)
    const saved = printable(path, 200)
    const before = description
    try {
      await (session === undefined ? open() : reload(session, saved))
    } catch (error) {
      description = before
      tell(
        error,
        `${saved} was saved: ${session === undefined ? 'the plugin does not load yet' : 'not taken over, the version before it stays'}`,
        name,
      )
    }
    spareTimer = setTimeout(spare.prepare, spareAfterMs).unref()
  }

  async function begin(): Promise<void> {
    try {
      await open()
    } catch (error) {
      const problems = problemsOf(error, name)
      if (problems.length === 0 || !problems.every(mendedBySaving)) {
        await spare.close()
        throw problems.length === 0 ? error : new Problems(problems)
      }
      tell(error, 'The plugin does not load yet', name)
    }
    spareTimer = setTimeout(spare.prepare, spareAfterMs).unref()
  }

  const waiting = new Set<string>()
  let last: Promise<void> | undefined
  const onSaves = async () => {
    const [saved] = waiting
    waiting.clear()
    if (saved !== undefined) await onSave(saved)
  }
  // Before the first load, which takes a moment, so that no save is missed.
  const watcher = await watchSources(
    { folder: target.folder, entry: first.entry, except: [resolve(folder)] },
    (path) => {
      // Saves that come while another one is taken over are taken over together after it.
      waiting.add(path)
      last = last?.then(onSaves)
    },
    (problem) => console.error(problem),
  )
  try {
    await begin()
  } catch (error) {
    await watcher.close()
    throw error
  }
  last = onSaves()
  return {
    async close() {
      await watcher.close()
      await last
      clearTimeout(spareTimer)
      await spare.close()
      await session?.close()
    },
  }
}

function describe(
  resolved: ResolvedPlugin,
  { config }: LoadedConfig,
  name: string,
  env: Environment,
  start: StartHost,
): Promise<PluginDescription> {
  const { setupTimeoutMs, memoryMb, secrets } = config.plugins[name] as PluginInstanceConfig
  return describePlugin(
    resolved,
    { timeoutMs: setupTimeoutMs, memoryMb, env: grantedSecrets(secrets, env) },
    start,
  )
}

/** Only files with the plugin's own extensions, as a config would have it; and what fails is mended, not tried again. */
function alone(file: LoadedConfig, name: string, { extensions }: PluginDescription): LoadedConfig {
  const { config } = file
  return {
    ...file,
    config: {
      ...config,
      retry: { ...config.retry, attempts: 1 },
      // Each further thread would be started anew at each save, too.
      pool: { ...config.pool, threads: 1 },
      routes: config.routes.map((route) => ({ ...route, extensions, plugins: [name] })),
    },
  }
}

function tell(error: unknown, what: string, name: string): void {
  console.error(`${what}:`)
  const problems = problemsOf(error, name)
  for (const problem of problems) console.error(formatProblem(problem))
  if (problems.length === 0) console.error(error)
  console.error('Waiting for the next save …\n')
}

/** Errors that know no place but the config, which nobody has written, are told in the words of the command line. */
function problemsOf(error: unknown, name: string): readonly RunnerError[] {
  const problems = error instanceof Problems ? error.problems : isRunnerError(error) ? [error] : []
  return problems.map((problem) => {
    const { code, params, position, message, cause } = problem
    if (position?.file === noConfig) return asTyped(problem, name)
    // Some messages name the place themselves.
    return position !== undefined && message.startsWith(position.file)
      ? new RunnerError(code, params, { cause })
      : problem
  })
}

/** Whether the mistake is in the plugin, and not on the command line. */
function mendedBySaving({ code }: RunnerError): boolean {
  if (code === 'SKR_PLUGIN_SECRET_NOT_SET') return false
  return code.startsWith('SKR_PLUGIN_') || code === 'SKR_CONFIG_OPTIONS_SCHEMA'
}

function shown(path: string): string {
  return printable(relative('.', path), 200)
}
