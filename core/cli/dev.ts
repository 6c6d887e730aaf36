import { resolve } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { formatProblem } from '../config/explain.ts'
import { loadConfig } from '../config/load.ts'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { type DevOptions, openDevSession } from './dev-session.ts'
import { findPluginTarget } from './dev-target.ts'
import { isPath, isThere } from './named-plugin.ts'
import { openPluginSession, type PluginSessionOptions } from './plugin-session.ts'

interface DevCommandOptions extends DevOptions, PluginSessionOptions {
  readonly config: string
  /** Whether the config file was named, and is not just the usual one. */
  readonly configGiven: boolean
}

/** Closing gives running work 2 seconds; a thread that does not end is not waited for longer than this. */
const closingMs = 15_000

/**
 * Runs a sandbox and a runner over a folder until Ctrl-C, with the plugins of the config or, if `first` is one, with
 * that plugin alone, loaded anew whenever it is saved. Resolves once they run.
 */
export async function dev(
  first: string | undefined,
  second: string | undefined,
  options: DevCommandOptions,
): Promise<void> {
  const session = await open(first, second, options)
  closeWithGrace({ logger: false, delay: closingMs }, async ({ err }) => {
    if (err) console.error(err)
    console.log('\nStopping …')
    await session.close()
  })
}

async function open(
  first: string | undefined,
  second: string | undefined,
  options: DevCommandOptions,
): Promise<{ close(): Promise<void> }> {
  const plugin = first === undefined ? undefined : await findPluginTarget(first)
  if (plugin !== undefined && first !== undefined) {
    if (options.configGiven) throw fail('SKR_CLI_PLUGIN_AND_CONFIG', { plugin: printable(first, 200) })
    return openPluginSession(plugin, second ?? plugin.files, options, process.env)
  }
  // A bare name is made as a folder; a path that leads nowhere is more likely to be mistyped.
  if (first !== undefined && (second !== undefined || (isPath(first) && !(await isThere(resolve(first))))))
    throw fail('SKR_DEV_NOT_A_PLUGIN', { path: printable(first, 200) })
  if (options.options !== undefined) throw fail('SKR_DEV_ONLY_WITH_PLUGIN', { flag: '--options' })
  if (options.secret !== undefined) throw fail('SKR_DEV_ONLY_WITH_PLUGIN', { flag: '--secret' })
  const loaded = await loadConfig(options.config, process.env, { local: true })
  for (const warning of loaded.warnings) console.error(formatProblem(warning))
  return openDevSession(first ?? 'inbox', loaded, options, process.env)
}
