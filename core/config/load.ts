import { dirname, resolve } from 'node:path'
import type { ErrorObject, ValidateFunction } from 'ajv'
import { isRunnerError, type RunnerError, type SourcePosition } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'
import { checkDocument } from './check.ts'
import type { RunnerConfig } from './config.ts'
import { type ConfigDocument, readDocument } from './document.ts'
import type { ConfigFile } from './file-form.ts'
import { inFileOrder } from './findings.ts'
import type { Environment } from './interpolate.ts'
import { parseSource } from './parse.ts'
import { type Path, pathKey } from './path.ts'
import { resolveConfig } from './resolve.ts'
import { configSchema } from './schema.ts'
import { schemaProblems } from './schema-problems.ts'
import { readSource, type Source } from './source.ts'
import { strictAjv } from './strict-ajv.ts'

/** A configuration that was read, checked and found good. */
export interface LoadedConfig {
  readonly config: RunnerConfig
  /** What works but is probably not meant, each with a position. */
  readonly warnings: readonly RunnerError[]
  /** Where the value at a path of the file stands, or what would hold it. */
  locate(path: Path): SourcePosition
  /** Absolute path of the file. */
  readonly file: string
  /** The file as it was read, for checks of plugin options. */
  readonly document: ConfigDocument
}

/**
 * Reads a configuration in named steps: load, parse, interpolate, validate, check across keys, resolve.
 *
 * @param file Path of the file, absolute or relative to the working folder.
 * @param env Where `${VAR}` is looked up.
 * @throws `Problems` with everything that is wrong, in the order of the file. After a mistake of JSON itself
 *   (`SKR_CONFIG_SYNTAX`) the later steps do not run, since it is not known what the rest means.
 */
export async function loadConfig(
  file: string,
  env: Environment,
  options: LoadOptions = {},
): Promise<LoadedConfig> {
  return loadSource(await load(file), resolve(file), env, options)
}

/**
 * `loadConfig` for a text that is already there.
 *
 * @param file Absolute path that the text is taken to have: paths in it start at the folder of this file.
 * @throws `Problems`, as `loadConfig` does.
 */
export function loadSource(
  source: Source,
  file: string,
  env: Environment,
  { local = false }: LoadOptions = {},
): LoadedConfig {
  const { root, problems: syntax } = parseSource(source)
  if (root === undefined || syntax.length > 0) throw new Problems(syntax)
  const document = readDocument(source, root, env, local ? onlyForServing : undefined)
  const { checked, problems } = validate(document)
  const found = checkDocument(document, env, local)
  const all = [...document.problems, ...problems, ...found.problems]
  if (checked === undefined || all.length > 0) throw new Problems(inFileOrder(all))
  return {
    config: resolveConfig(checked, dirname(file)),
    warnings: inFileOrder(found.warnings),
    locate: (path) => document.locate(path),
    file,
    document,
  }
}

export interface LoadOptions {
  /** For commands that serve nobody: what only matters for Box's events is passed over, so that no key has to be set. */
  readonly local?: boolean
}

/** What a local command has no use for. */
const onlyForServing: ReadonlySet<string> = new Set(
  [
    ['server'],
    ['box', 'apiUrl'],
    ['box', 'signature'],
    ['box', 'signatureKeys'],
    ['box', 'allow'],
    ['box', 'apps'],
    ['queue', 'sealKey'],
  ].map(pathKey),
)

async function load(file: string): Promise<Source> {
  try {
    return await readSource(file)
  } catch (error) {
    throw isRunnerError(error) ? new Problems([error]) : error
  }
}

interface Validated {
  readonly checked: ConfigFile | undefined
  readonly problems: readonly RunnerError[]
}

let compiled: ValidateFunction<ConfigFile> | undefined

/** Checks the document against the schema and fills its defaults into it. */
function validate(document: ConfigDocument): Validated {
  // Once, when it is first needed: compiling takes longer than all the rest.
  compiled ??= strictAjv().compile<ConfigFile>(configSchema)
  const check = compiled
  const { value } = document
  if (check(value)) return { checked: value, problems: [] }
  const errors: readonly ErrorObject[] = check.errors ?? []
  return { checked: undefined, problems: schemaProblems(errors, { document, base: [], value }) }
}
