import { join } from 'node:path'
import type { Findings } from '../config/findings.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { named } from '../registry/named.ts'
import { keysOf, type Manifest, objectOf } from './manifest.ts'

export interface ManifestFacts {
  /** Of this runner. */
  readonly runnerVersion: string
  /** What the plugin says of itself, where it could be loaded. */
  readonly plugin: { readonly name: string; readonly version: string } | undefined
  /** The built file, from the folder of the package. */
  readonly entry: string
}

/** Checks what operators and npm read in the package.json of a plugin. */
export function checkManifest(manifest: Manifest, facts: ManifestFacts): Findings {
  const found = [nameRules, versionRules, peerRules, exportRules, publishRules].map((rules) =>
    rules(manifest, facts),
  )
  return {
    problems: found.flatMap(({ problems = [] }) => problems),
    warnings: found.flatMap(({ warnings = [] }) => warnings),
  }
}

type Rules = (manifest: Manifest, facts: ManifestFacts) => Partial<Findings>

const nameRules: Rules = ({ value, locate }, { plugin }) => {
  const { name } = value
  const position = locate(['name'])
  const scope = typeof name === 'string' ? (/^@[a-z0-9~-][a-z0-9._~-]*\//.exec(name)?.[0] ?? '') : ''
  const bare = typeof name === 'string' ? name.slice(scope.length) : ''
  const example = `${scope}box-skill-plugin-${plugin?.name ?? 'words'}`
  if (typeof name !== 'string' || name.length > 214 || !/^[a-z0-9~-][a-z0-9._~-]*$/.test(bare))
    return { problems: [fail('SKR_PACKAGE_NAME_INVALID', { found: named(name), example }, { position })] }
  if (bare.startsWith('box-skill-plugin-')) return {}
  return { warnings: [fail('SKR_PACKAGE_NAME_PREFIX', { name, example }, { position })] }
}

const versionRules: Rules = ({ value, locate }, { plugin }) => {
  const { version } = value
  const position = locate(['version'])
  if (typeof version !== 'string' || !/^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/.test(version))
    return { problems: [fail('SKR_PACKAGE_VERSION_INVALID', { found: named(version) }, { position })] }
  if (plugin === undefined || plugin.version === version) return {}
  const versions = { packageVersion: version, pluginVersion: plugin.version }
  return { warnings: [fail('SKR_PACKAGE_VERSION_DIFFERS', versions, { position })] }
}

const peerRules: Rules = ({ value, locate }, { runnerVersion }) => {
  const runner = 'box-skill-runner'
  const problems: RunnerError[] = keysOf(value.dependencies).includes(runner)
    ? [fail('SKR_PACKAGE_RUNNER_BUNDLED', {}, { position: locate(['dependencies', runner]) })]
    : []
  const range = objectOf(value.peerDependencies)[runner]
  const position = locate(['peerDependencies', runner])
  if (range === undefined && problems.length === 0)
    return { problems: [fail('SKR_PACKAGE_PEER_MISSING', { version: runnerVersion }, { position })] }
  const exact = typeof range === 'string' && /^=?\s*v?(\d+\.\d+\.\d+(?!\d)\S*)$/.exec(range.trim())?.[1]
  if (!exact) return { problems }
  return { problems, warnings: [fail('SKR_PACKAGE_PEER_PINNED', { range: exact }, { position })] }
}

const exportRules: Rules = ({ value, locate }, { entry }) => {
  const warnings: RunnerError[] = []
  if (value.type === undefined)
    warnings.push(fail('SKR_PACKAGE_TYPE_MISSING', {}, { position: locate(['type']) }))
  if (value.exports === undefined) {
    warnings.push(fail('SKR_PACKAGE_EXPORTS_MISSING', { entry }, { position: locate(['exports']) }))
    return { warnings }
  }
  const main = objectOf(value.exports)['.'] ?? value.exports
  const conditions = keysOf(main)
  // `source` is for those who work on the plugin, and leads TypeScript to what it wants as well.
  const before = conditions.slice(0, Math.max(conditions.indexOf('types'), 0)).find((one) => one !== 'source')
  if (before !== undefined)
    warnings.push(fail('SKR_PACKAGE_TYPES_NOT_FIRST', { before }, { position: locate(['exports']) }))
  return { warnings }
}

const publishRules: Rules = ({ value, locate }, { entry }) => {
  const warnings: RunnerError[] = []
  const { keywords } = value
  if (value.private === true)
    warnings.push(fail('SKR_PACKAGE_PRIVATE', {}, { position: locate(['private']) }))
  if (!Array.isArray(keywords) || !keywords.includes('box-skill-plugin'))
    warnings.push(fail('SKR_PACKAGE_KEYWORD_MISSING', {}, { position: locate(['keywords']) }))
  if (!Array.isArray(value.files)) {
    const [folder = entry] = entry.split(/[/\\]/)
    warnings.push(fail('SKR_PACKAGE_FILES_MISSING', { folder }, { position: locate(['files']) }))
  }
  if (typeof value.license !== 'string' || value.license.trim() === '')
    warnings.push(fail('SKR_PACKAGE_LICENSE_MISSING', {}, { position: locate(['license']) }))
  if (objectOf(value.engines).node === undefined)
    warnings.push(fail('SKR_PACKAGE_ENGINES_MISSING', {}, { position: locate(['engines']) }))
  return { warnings }
}

/** The file that `exports` (or `types`) names as the types of the plugin, from the folder of the package; undefined where it names none. */
export function typesOf({ value }: Manifest): string | undefined {
  const main = objectOf(objectOf(value.exports)['.'] ?? value.exports)
  const types = main.types ?? (value.exports === undefined ? value.types : undefined)
  return typeof types === 'string' ? join('.', printable(types, 200)) : undefined
}
