import { stat } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import type { Findings } from '../config/findings.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { declaredSecrets } from '../registry/declared-secrets.ts'
import { keysOf, type Manifest } from './manifest.ts'
import type { SourceScan } from './source-scan.ts'

/** Longest load of a plugin that is passed over, in milliseconds; one without heavy imports takes some ten. */
const quickMs = 300
/** What tools put into the environment, and put in its place when they build. */
const toolsOwn: ReadonlySet<string> = new Set(['NODE_ENV'])

/** Environment variables that the plugin reads and has not declared. */
export function undeclaredSecrets(
  { variables }: SourceScan,
  declared: readonly string[],
): readonly RunnerError[] {
  const { wants } = declaredSecrets(declared)
  return variables
    .filter(({ name }) => !wants(name) && !toolsOwn.has(name))
    .map(({ name, position }) =>
      fail('SKR_PACKAGE_SECRET_UNDECLARED', { name: printable(name, 80) }, { position }),
    )
}

/** What was built imports, and would fail to load once it is needed. */
export function unloadableImports({ unloadable }: SourceScan): readonly RunnerError[] {
  return unloadable.map(({ name, position }) =>
    fail('SKR_PACKAGE_IMPORT_UNLOADABLE', { name: printable(name, 200) }, { position }),
  )
}

/** A warning where loading took long, with the packages that may be why. */
export function slowLoad({ packages }: SourceScan, loadMs: number): readonly RunnerError[] {
  if (loadMs <= quickMs) return []
  const heavy = packages
    .filter(({ name, whileLoading }) => whileLoading && name !== 'box-skill-runner' && !isBuiltin(name))
    .map(({ name }) => printable(name, 80))
  const imports = heavy.length === 0 ? '' : `, with what it imports at its top: ${heavy.join(', ')}`
  return [fail('SKR_PACKAGE_LOAD_SLOW', { loadMs, imports })]
}

/** Packages that the plugin imports and an operator would not have. */
export function undeclaredPackages(
  { packages }: SourceScan,
  { value }: Manifest,
): Pick<Findings, 'problems'> {
  const declared = [value.dependencies, value.peerDependencies, value.optionalDependencies].flatMap(keysOf)
  return {
    problems: packages
      // The runner has a rule of its own, and a package may import itself.
      .filter(({ name }) => !isBuiltin(name) && name !== 'box-skill-runner' && name !== value.name)
      .filter(({ name }) => !declared.includes(name))
      .map(({ name, position }) =>
        fail('SKR_PACKAGE_DEPENDENCY_UNDECLARED', { name: printable(name, 80) }, { position }),
      ),
  }
}

/** The newest of some files, and when it was changed, in milliseconds since the epoch. */
export async function newestOf(files: readonly string[]): Promise<{ file: string; at: number }> {
  const times = await Promise.all(files.map(async (file) => ({ file, at: (await stat(file)).mtimeMs })))
  return times.reduce((newest, one) => (one.at > newest.at ? one : newest))
}
