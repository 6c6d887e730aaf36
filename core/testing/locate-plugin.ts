import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { placeOf } from '../plugin-place.ts'
import { named } from '../registry/named.ts'

/** The plugin under test. */
export interface LocatedPlugin {
  /** What is imported in the thread: a path, a `file:` URL, or the name of a package. */
  readonly use: string
  /** The plugin itself, where it was passed and not its path. */
  readonly plugin: { readonly name: unknown; readonly version: unknown } | undefined
}

/**
 * Finds out where the plugin under test stands: it has to be imported in a thread, and a plugin itself cannot cross there.
 *
 * @param plugin A path, a URL, what `definePlugin` returned, or a module whose default export that is.
 * @param callers Files of the functions that are at work: a plugin that one of them defines is part of a test.
 * @throws `SKR_TESTING_NOT_A_PLUGIN`, `…_PLACE_UNKNOWN` or `…_DEFINED_IN_TEST`.
 */
export function locatePlugin(plugin: unknown, callers: readonly (string | undefined)[]): LocatedPlugin {
  if (typeof plugin === 'string') return { use: plugin, plugin: undefined }
  if (plugin instanceof URL) return { use: plugin.href, plugin: undefined }
  const found = pluginIn(plugin)
  if (found === undefined) throw fail('SKR_TESTING_NOT_A_PLUGIN', { found: named(plugin) })
  const name = printable(String(found.name), 64)
  const file = pathOf(placeOf(found))
  if (file === undefined || !existsSync(file)) throw fail('SKR_TESTING_PLACE_UNKNOWN', { plugin: name })
  if ([...callers, process.argv[1]].some((caller) => pathOf(caller) === file))
    throw fail('SKR_TESTING_DEFINED_IN_TEST', { plugin: name, file })
  return { use: file, plugin: found }
}

type AnyPlugin = Readonly<Record<'apiVersion' | 'name' | 'version', unknown>>

/** The plugin itself, or the default export of the module, which a compiler to CommonJS may have wrapped once more. */
function pluginIn(value: unknown, depth = 0): AnyPlugin | undefined {
  if (typeof value !== 'object' || value === null || depth > 2) return undefined
  if ('apiVersion' in value && 'name' in value && 'version' in value) return value
  return 'default' in value ? pluginIn(value.default, depth + 1) : undefined
}

/** Loaders add queries to the names of files, to import them anew. */
function pathOf(place: string | undefined): string | undefined {
  if (place === undefined || place.startsWith('node:')) return undefined
  const bare = place.replace(/\?[^/\\]*$/, '')
  return bare.startsWith('file:') ? fileURLToPath(bare) : bare
}
