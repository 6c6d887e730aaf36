import type { ValidateFunction } from 'ajv'
import { fail, messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import type { OptionsSchema } from '../plugin-options.ts'
import { inFileOrder } from './findings.ts'
import type { LoadedConfig } from './load.ts'
import { formatPath } from './path.ts'
import { schemaProblems } from './schema-problems.ts'
import { assertDraft07, strictAjv } from './strict-ajv.ts'

/** Options that keep the plugin's schema, with its defaults filled in. */
interface CheckedOptions {
  readonly options: Readonly<Record<string, unknown>>
}

/**
 * Checks the options of the instance `name` against the schema that its plugin declares; a plugin without a schema takes no
 * options. What the file holds is left as it is.
 *
 * @throws `Problems` with everything that is wrong with the options, each with its position in the file, or with one
 *   `SKR_CONFIG_OPTIONS_SCHEMA` where the schema itself is broken, which is a mistake of the plugin's author.
 */
export function checkOptions(
  loaded: LoadedConfig,
  name: string,
  schema: OptionsSchema | undefined,
): CheckedOptions {
  const base = ['plugins', name, 'options']
  const options: Record<string, unknown> = structuredClone(loaded.config.plugins[name]?.options ?? {})
  const check = compile({ type: 'object', additionalProperties: false, ...schema }, loaded, name)
  if (passes(check, options, loaded, name)) return { options }
  const checked = { document: loaded.document, base, value: options }
  throw new Problems(inFileOrder(schemaProblems(check.errors ?? [], checked)))
}

/** Whatever a schema fails with, its defaults among it, is the author's mistake. */
function broken(loaded: LoadedConfig, name: string, problem: string, cause?: unknown): Problems {
  const path = ['plugins', name]
  const position = loaded.document.locate([...path, 'use'])
  const params = { path: formatPath(path), problem: printable(problem, 300) }
  return new Problems([fail('SKR_CONFIG_OPTIONS_SCHEMA', params, { position, cause })])
}

function passes(check: ValidateFunction, options: unknown, loaded: LoadedConfig, name: string): boolean {
  try {
    return check(options)
  } catch (error) {
    // A default with a `toString` that is none, which ajv calls to compare it.
    throw broken(loaded, name, messageOf(error), error)
  }
}

function compile(schema: OptionsSchema, loaded: LoadedConfig, name: string): ValidateFunction {
  // A schema with `$async` would answer with a promise, which is always true.
  if ('$async' in schema) throw broken(loaded, name, '"$async" is not supported')
  try {
    assertDraft07(schema)
    return strictAjv().compile(schema)
  } catch (error) {
    throw broken(loaded, name, messageOf(error), error)
  }
}
