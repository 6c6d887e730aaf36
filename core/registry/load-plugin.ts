import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fail, isRunnerError, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import type { Plugin } from '../plugin.ts'
import { checkPlugin } from './check-plugin.ts'
import { explainImport } from './explain-import.ts'
import { named } from './named.ts'

/**
 * Imports a plugin and checks it. For worker threads only: this is what runs a plugin's code.
 *
 * @param entry Absolute path or `file:` URL of the plugin's entry.
 * @param hide Values that must not appear in messages, such as those of the secrets that the plugin may see.
 * @throws `Problems` with every reason why the plugin cannot be used, each `SKR_PLUGIN_…`.
 */
export async function loadPlugin(entry: string, hide: readonly string[] = []): Promise<Plugin> {
  const url = entry.startsWith('file:') ? entry : pathToFileURL(resolve(entry)).href
  const file = fileURLToPath(url)
  let exports: Readonly<Record<string, unknown>>
  try {
    exports = await import(url)
  } catch (error) {
    throw new Problems([explainImport(error, file, hide)])
  }
  const found = inspect(exports, file, hide)
  if (found.problems.length > 0) throw new Problems(found.problems)
  return found.plugin as unknown as Plugin
}

interface Inspection {
  readonly plugin: Readonly<Record<string, unknown>>
  readonly problems: readonly RunnerError[]
}

/** Looks for the plugin among the exports and checks its shape. Getters of the plugin's own may throw meanwhile. */
function inspect(
  exports: Readonly<Record<string, unknown>>,
  file: string,
  hide: readonly string[],
): Inspection {
  try {
    const plugin = pluginAmong(exports, file)
    return { plugin, problems: checkPlugin(plugin, file) }
  } catch (error) {
    return { plugin: {}, problems: [isRunnerError(error) ? error : explainImport(error, file, hide)] }
  }
}

/**
 * The default export, or the default of the default: a compiler that makes CommonJS of `export default` leaves it in
 * `module.exports.default`, and `import()` puts all of `module.exports` under `default` once more.
 */
function pluginAmong(
  exports: Readonly<Record<string, unknown>>,
  file: string,
): Readonly<Record<string, unknown>> {
  const first = exports.default
  const second = isObject(first) ? first.default : undefined
  for (const candidate of [first, second])
    if (isObject(candidate) && 'apiVersion' in candidate) return candidate
  const found = second ?? first
  if (found !== undefined && !isEmpty(found))
    throw fail('SKR_PLUGIN_NOT_DEFINED', { file, found: named(found) })
  const names = Object.keys(exports)
    .filter((name) => name !== 'default' && name !== 'module.exports')
    .sort()
  throw fail('SKR_PLUGIN_NO_DEFAULT_EXPORT', { file, names: listed(names) })
}

/** `module.exports` that nobody has assigned to, which is what an empty file exports too. */
function isEmpty(value: unknown): boolean {
  return (
    isObject(value) && Object.getPrototypeOf(value) === Object.prototype && Object.keys(value).length === 0
  )
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'nothing'
  const shown = names.slice(0, 8).map((name) => `"${printable(name, 40)}"`)
  return names.length > shown.length ? `${shown.join(', ')} and more` : shown.join(', ')
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object'
}
