import { dirname, join, relative } from 'node:path'
import { type Findings, joinFindings } from '../config/findings.ts'
import { fail, isRunnerError, type RunnerError } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { type DescribeLimits, describePlugin } from '../registry/describe.ts'
import type { PluginDescription } from '../registry/description.ts'
import { type ResolvedPlugin, resolvePlugin } from '../registry/resolve.ts'
import { checkExtensions } from './extension-rules.ts'
import { readManifest, shownPath } from './manifest.ts'
import { checkManifest, typesOf } from './manifest-rules.ts'
import { checkSchema } from './options-rules.ts'
import {
  newestOf,
  slowLoad,
  undeclaredPackages,
  undeclaredSecrets,
  unloadableImports,
} from './source-rules.ts'
import { type SourceScan, scanSources } from './source-scan.ts'
import { packedFiles, type Tarball } from './tarball.ts'
import { checkTarball } from './tarball-rules.ts'

/** All that a check of a plugin for its author has found out. */
export interface PackageReport extends Findings {
  /** Undefined where it cannot be loaded. */
  readonly description: PluginDescription | undefined
  /** Absolute path of what was loaded: the built file, or the source where nothing is built; undefined where there is neither. */
  readonly entry: string | undefined
  /** Undefined where npm was not asked, or did not say. */
  readonly tarball: Tarball | undefined
}

export interface PackageCheck {
  /** As in a config: a path, or the name of a package. */
  readonly use: string
  /** What relative paths start at, and packages are looked for from. Absolute. */
  readonly folder: string
  /** Of this runner. */
  readonly runnerVersion: string
  /** Of loading. Default: those that a config has where it says nothing. */
  readonly limits?: DescribeLimits
}

const usualLimits: DescribeLimits = { timeoutMs: 60_000, memoryMb: 512 }

/** Checks a plugin as its author wants it: what keeps it from running, what keeps its package from working elsewhere, and what to do better. */
export async function checkPackage(check: PackageCheck): Promise<PackageReport> {
  const places = await findEntries(check)
  const resolved = places.built ?? places.source
  if (resolved === undefined)
    return { ...findings(places.problems), description: undefined, entry: undefined, tarball: undefined }

  const described = await describe(resolved, check.limits ?? usualLimits)
  const scan = await scanSources(resolved.entry, resolved.folder)
  const { description } = described
  const definition: Findings =
    description === undefined
      ? findings(described.problems)
      : joinFindings([
          findings([], description.warnings),
          checkSchema(description.options),
          findings([], checkExtensions(description.extensions)),
          findings(places.built === undefined ? [] : unloadableImports(scan)),
          findings([], undeclaredSecrets(scan, description.secrets)),
          // TypeScript is translated while it is loaded, which says nothing of the plugin.
          findings([], places.built === undefined ? [] : slowLoad(scan, description.loadMs)),
        ])
  const aroundIt = places.isFile
    ? { findings: findings([]), tarball: undefined }
    : await checkAround(check, resolved, places, scan, description)
  return {
    ...joinFindings([findings(places.problems), definition, aroundIt.findings]),
    description,
    entry: resolved.entry,
    tarball: aroundIt.tarball,
  }
}

interface Entries {
  /** What a runner would load in production. */
  readonly built: ResolvedPlugin | undefined
  /** What `dev` would load, where that is another file. */
  readonly source: ResolvedPlugin | undefined
  /** Whether the check is about a single file, and not about a package. */
  readonly isFile: boolean
  readonly problems: readonly RunnerError[]
}

async function findEntries({ use, folder }: PackageCheck): Promise<Entries> {
  const [built, source] = await Promise.all(
    [false, true].map((allowTypeScript) =>
      attempt(() => resolvePlugin(use, folder, { allowTypeScript, cwd: folder })),
    ),
  )
  const entry = built?.value ?? source?.value
  const isFile = entry !== undefined && isSingleFile(entry)
  // A single file is not published: its author knows that it is the source.
  const problems = isFile && source?.value !== undefined ? [] : (built?.problems ?? [])
  return { built: built?.value, source: source?.value, isFile, problems }
}

/** A folder resolves to an entry in it; a file resolves to itself. */
function isSingleFile({ use, entry }: ResolvedPlugin): boolean {
  return (
    /\.[cm]?[jt]s$/.test(use) &&
    entry.endsWith(use.slice(Math.max(use.lastIndexOf('/'), use.lastIndexOf('\\')) + 1))
  )
}

async function describe(
  resolved: ResolvedPlugin,
  limits: DescribeLimits,
): Promise<{ description: PluginDescription | undefined; problems: readonly RunnerError[] }> {
  const { value, problems } = await attempt(() => describePlugin(resolved, limits))
  return { description: value, problems }
}

/** The checks of what is around the plugin: its package.json, its build, and what npm would publish. */
async function checkAround(
  { runnerVersion }: PackageCheck,
  resolved: ResolvedPlugin,
  { built, source }: Entries,
  scan: SourceScan,
  description: PluginDescription | undefined,
): Promise<{ findings: Findings; tarball: Tarball | undefined }> {
  const { folder } = resolved
  const manifest = await readManifest(folder)
  if (manifest === undefined)
    return {
      findings: findings([], [fail('SKR_PACKAGE_NO_MANIFEST', { folder: shownPath(folder) })]),
      tarball: undefined,
    }
  const entry = relative(folder, resolved.entry)
  const found = [
    checkManifest(manifest, { runnerVersion, plugin: description, entry }),
    findings(undeclaredPackages(scan, manifest).problems),
    findings([], await staleBuild(built, source)),
  ]
  // What is installed was published already.
  if (/[/\\]node_modules[/\\]/.test(folder)) return { findings: joinFindings(found), tarball: undefined }
  const tarball = await packedFiles(folder)
  if ('failed' in tarball) {
    const failed = fail('SKR_PACKAGE_PACK_FAILED', { reason: tarball.failed })
    return { findings: joinFindings([...found, findings([], [failed])]), tarball: undefined }
  }
  const types = typesOf(manifest)
  // What is not built yet is missing, which was told already.
  const facts =
    built === undefined ? { folder, needed: [], types: undefined } : { folder, needed: scan.files, types }
  return { findings: joinFindings([...found, checkTarball(tarball, facts)]), tarball }
}

/** A warning where a source was changed after everything that was built. */
async function staleBuild(
  built: ResolvedPlugin | undefined,
  source: ResolvedPlugin | undefined,
): Promise<readonly RunnerError[]> {
  if (built === undefined || source === undefined || built.entry === source.entry) return []
  const [ofSources, ofBuilt] = await Promise.all(
    [source, built].map(async ({ entry, folder }) => newestOf((await scanSources(entry, folder)).files)),
  )
  if (ofSources === undefined || ofBuilt === undefined || ofSources.at <= ofBuilt.at) return []
  const params = { source: shownPath(ofSources.file), built: shownPath(join(dirname(built.entry), '.')) }
  return [fail('SKR_PACKAGE_BUILD_STALE', params)]
}

function findings(problems: readonly RunnerError[], warnings: readonly RunnerError[] = []): Findings {
  return { problems, warnings }
}

async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T | undefined; readonly problems: readonly RunnerError[] }> {
  try {
    return { value: await work(), problems: [] }
  } catch (error) {
    if (error instanceof Problems) return { value: undefined, problems: error.problems }
    if (isRunnerError(error)) return { value: undefined, problems: [error] }
    throw error
  }
}
