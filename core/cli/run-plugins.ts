import { resolve } from 'node:path'
import type { Environment } from '../config/interpolate.ts'
import { type LoadedConfig, loadConfig } from '../config/load.ts'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { type RegisteredPlugin, registerPlugins } from '../registry/registry.ts'
import { isPath, isThere } from './named-plugin.ts'
import { registerUnconfigured } from './unconfigured.ts'

/** What `run` takes besides files. */
export interface RunOptions {
  readonly config: string
  /** Whether the config file was named, and is not just the usual one. */
  readonly configGiven: boolean
  /** Names of the config, or one path or package outside of it; undefined leaves it to the routes. */
  readonly plugin?: readonly string[]
  /** JSON text; only for a plugin outside of the config. */
  readonly options?: string
  /** Names of environment variables; only for a plugin outside of the config. */
  readonly secret?: readonly string[]
  readonly json?: boolean
  /** Path of the page to write. */
  readonly html?: string
}

/** The plugins that a `run` is about. */
export interface PluginsToRun {
  readonly loaded: LoadedConfig
  readonly plugins: Readonly<Record<string, RegisteredPlugin>>
  /** Names of those that run on every file; undefined where the routes say which. */
  readonly chosen: readonly string[] | undefined
}

/**
 * Finds the plugins of a `run`. What follows `--plugin` is a plugin outside of the config where it is written as a path,
 * where there is no config, or where the config does not name it and there is such a file or folder.
 */
export async function pluginsToRun(options: RunOptions, env: Environment): Promise<PluginsToRun> {
  const named = options.plugin ?? []
  const path = named.find(isPath)
  if (path !== undefined) return unconfigured(path, options, env)
  const [first] = named
  if (first !== undefined && !options.configGiven && !(await isThere(resolve(options.config))))
    return unconfigured(first, options, env)

  const loaded = await loadConfig(options.config, env, { local: true })
  const known = Object.keys(loaded.config.plugins)
  for (const name of named.filter((one) => !known.includes(one))) {
    if (await isThere(resolve(name))) return unconfigured(name, options, env)
    throw fail('SKR_CLI_UNKNOWN_PLUGIN', { name: printable(name, 60), known: known.join(', ') })
  }
  if (options.options !== undefined) throw fail('SKR_CLI_ONLY_WITH_PLUGIN', { flag: '--options' })
  if (options.secret !== undefined) throw fail('SKR_CLI_ONLY_WITH_PLUGIN', { flag: '--secret' })
  const plugins = await registerPlugins({ loaded, env, allowTypeScript: true })
  return { loaded, plugins, chosen: options.plugin }
}

async function unconfigured(plugin: string, options: RunOptions, env: Environment): Promise<PluginsToRun> {
  const shown = { plugin: printable(plugin, 200) }
  if (options.plugin !== undefined && options.plugin.length > 1) throw fail('SKR_CLI_ONE_PLUGIN', shown)
  if (options.configGiven) throw fail('SKR_CLI_PLUGIN_AND_CONFIG', shown)
  const cwd = process.cwd()
  const request = { plugin, options: options.options, secrets: options.secret ?? [], cwd, env }
  const registered = await registerUnconfigured(request)
  return { ...registered, chosen: Object.keys(registered.plugins) }
}
