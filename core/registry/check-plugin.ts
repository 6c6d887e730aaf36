import { didYouMean } from '../errors/did-you-mean.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { API_VERSION } from '../plugin.ts'
import { checkOptionsSchema } from './check-options-schema.ts'
import { secretPattern } from './declared-secrets.ts'
import { named } from './named.ts'

const knownKeys = [
  'name',
  'version',
  'description',
  'extensions',
  'options',
  'secrets',
  'setup',
  'run',
  'teardown',
  'apiVersion',
]

/** Semantic Versioning 2.0.0, by the expression that its own page suggests. */
const semanticVersion =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-z-][0-9a-z-]*)(\.(0|[1-9]\d*|\d*[a-z-][0-9a-z-]*))*)?(\+[0-9a-z-]+(\.[0-9a-z-]+)*)?$/i

/**
 * All that is wrong with what a plugin's author handed to `definePlugin`; empty where nothing is. A plugin for another
 * version of the contract is not looked at further, since its shape would be judged by the wrong rules.
 *
 * @param file What the messages name as the place.
 * @param wanted The version of the contract that this runner has.
 */
export function checkPlugin(
  plugin: Readonly<Record<string, unknown>>,
  file: string,
  wanted: number = API_VERSION,
): RunnerError[] {
  const version = checkApiVersion(plugin, file, wanted)
  if (version !== undefined) return [version]
  return [
    ...checkName(plugin.name, file),
    ...checkVersion(plugin.version, file),
    ...checkDescription(plugin.description, file),
    ...checkExtensions(plugin.extensions, file),
    ...checkHooks(plugin, file),
    ...checkOptionsSchema(plugin.options, file),
    ...checkSecrets(plugin.secrets, file),
    ...checkKeys(plugin, file),
  ]
}

function checkApiVersion(
  plugin: Readonly<Record<string, unknown>>,
  file: string,
  wanted: number,
): RunnerError | undefined {
  const found = plugin.apiVersion
  if (found === wanted) return undefined
  if (typeof found !== 'number' || !Number.isSafeInteger(found) || found < 1) {
    return fail('SKR_PLUGIN_API_INVALID', { file, found: named(found) })
  }
  const name = typeof plugin.name === 'string' ? printable(plugin.name, 64) : '(without a name)'
  const params = { file, plugin: name, found, wanted }
  return found < wanted ? fail('SKR_PLUGIN_API_TOO_OLD', params) : fail('SKR_PLUGIN_API_TOO_NEW', params)
}

function checkName(name: unknown, file: string): RunnerError[] {
  if (name === undefined || name === '') return [fail('SKR_PLUGIN_NAME_MISSING', { file })]
  if (typeof name === 'string' && /^[a-z][a-z0-9-]{0,63}$/.test(name)) return []
  return [fail('SKR_PLUGIN_NAME_INVALID', { file, found: named(name) })]
}

function checkVersion(version: unknown, file: string): RunnerError[] {
  if (version === undefined || version === '') return [fail('SKR_PLUGIN_VERSION_MISSING', { file })]
  if (typeof version === 'string' && version.length <= 256 && semanticVersion.test(version)) return []
  return [fail('SKR_PLUGIN_VERSION_INVALID', { file, found: named(version) })]
}

function checkDescription(description: unknown, file: string): RunnerError[] {
  if (description === undefined || typeof description === 'string') return []
  return [fail('SKR_PLUGIN_DESCRIPTION_INVALID', { file, found: named(description) })]
}

function checkExtensions(extensions: unknown, file: string): RunnerError[] {
  if (extensions === undefined) return [fail('SKR_PLUGIN_EXTENSIONS_MISSING', { file })]
  if (!Array.isArray(extensions))
    return [fail('SKR_PLUGIN_EXTENSIONS_NOT_LIST', { file, found: named(extensions) })]
  if (extensions.length === 0) return [fail('SKR_PLUGIN_EXTENSIONS_EMPTY', { file })]
  return extensions.flatMap((extension: unknown, index) => checkExtension(extension, index, file) ?? [])
}

function checkExtension(extension: unknown, index: number, file: string): RunnerError | undefined {
  if (typeof extension !== 'string') {
    return fail('SKR_PLUGIN_EXTENSION_NOT_TEXT', { file, index, found: named(extension) })
  }
  if (extension === '*') return undefined
  const found = printable(extension, 64)
  const wanted = found.replace(/^\.+/, '').toLowerCase()
  // Several dots are fine inside, as in `tar.gz`.
  if (!/^[^\s/\\*?."<>|:]+(\.[^\s/\\*?."<>|:]+)*$/.test(wanted) || extension.length > 64) {
    return fail('SKR_PLUGIN_EXTENSION_INVALID', { file, index, found })
  }
  if (extension.startsWith('.')) return fail('SKR_PLUGIN_EXTENSION_DOT', { file, index, found, wanted })
  if (extension !== extension.toLowerCase())
    return fail('SKR_PLUGIN_EXTENSION_CASE', { file, index, found, wanted })
  return undefined
}

function checkHooks(plugin: Readonly<Record<string, unknown>>, file: string): RunnerError[] {
  const problems: RunnerError[] = []
  if (plugin.run === undefined) problems.push(fail('SKR_PLUGIN_RUN_MISSING', { file }))
  for (const hook of ['setup', 'run', 'teardown']) {
    const found = plugin[hook]
    if (found === undefined || typeof found === 'function') continue
    problems.push(fail('SKR_PLUGIN_HOOK_NOT_FUNCTION', { file, hook, found: named(found) }))
  }
  return problems
}

function checkSecrets(secrets: unknown, file: string): RunnerError[] {
  if (secrets === undefined) return []
  if (!Array.isArray(secrets))
    return [fail('SKR_PLUGIN_SECRETS_INVALID', { file, reason: `it is ${named(secrets)}` })]
  const wrong: unknown = secrets.find(
    (name: unknown) => typeof name !== 'string' || !secretPattern.test(name),
  )
  if (wrong === undefined && !secrets.includes(undefined)) return []
  return [fail('SKR_PLUGIN_SECRETS_INVALID', { file, reason: `${named(wrong)} is no such name` })]
}

function checkKeys(plugin: Readonly<Record<string, unknown>>, file: string): RunnerError[] {
  return Object.keys(plugin)
    .filter((key) => !knownKeys.includes(key))
    .map((key) =>
      fail('SKR_PLUGIN_UNKNOWN_KEY', { file, key: printable(key, 64), hint: didYouMean(key, knownKeys) }),
    )
}
