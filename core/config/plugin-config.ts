import { resolve } from 'node:path'
import type { PluginInstanceConfig } from './config.ts'
import type { Environment } from './interpolate.ts'
import { type LoadedConfig, loadSource } from './load.ts'
import { sourceOf } from './source.ts'

/** What stands for the file in the places of a config that nobody has written. */
export const noConfig = '(no config)'

/** A plugin that no config file names. */
export interface UnconfiguredPlugin {
  /** Name of its only instance. */
  readonly name: string
  /** As `use` in a config: a path, or the name of a package. */
  readonly use: string
  /** The folder that relative paths start at, and that packages are looked for from. Absolute. */
  readonly folder: string
  readonly options?: Readonly<Record<string, unknown>>
  /** Names of the environment variables that it may see. */
  readonly secrets?: readonly string[]
  /** Further keys of its entry. */
  readonly settings?: Readonly<Pick<Partial<PluginInstanceConfig>, 'threads' | 'timeoutMs'>>
}

/**
 * The config that a plugin would have that is alone in it: it gets every file, and everything else is at its default. The
 * places in it are of no file, so leave them out of messages.
 *
 * @throws `Problems` where the secrets are no names, or a setting is none that the config takes.
 */
export function configForPlugin(plugin: UnconfiguredPlugin, env: Environment): LoadedConfig {
  const { name, use, folder, options = {}, secrets = [], settings } = plugin
  const text = JSON.stringify({
    plugins: { [name]: { use, options, secrets, ...settings } },
    routes: [{ extensions: ['*'], plugins: [name] }],
  })
  // Nobody has written variables here: a folder may have `${` in its name.
  return loadSource(
    sourceOf(
      noConfig,
      text.replaceAll('${', () => '$${'),
    ),
    resolve(folder, 'skill.config.json'),
    env,
    { local: true },
  )
}
