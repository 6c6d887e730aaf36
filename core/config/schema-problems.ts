import type { ErrorObject } from 'ajv'
import { didYouMean } from '../errors/did-you-mean.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { allowedBy, clearBranchErrors } from './branch-errors.ts'
import { formCorrection, typeCorrection } from './correction.ts'
import type { ConfigDocument } from './document.ts'
import { limitWords, sizeWords } from './limit-words.ts'
import { formatPath, type Path, pathOfPointer, shorten } from './path.ts'
import { foundWords, isHidden, orList, typeOf, typeWords } from './value-words.ts'

/** What was checked against a schema, and where in the file it stands. */
export interface Checked {
  readonly document: ConfigDocument
  /** Where the checked value stands in the file. */
  readonly base: Path
  readonly value: unknown
}

/** Makes readable problems, with positions, of what ajv found (with `verbose` and `allErrors`). */
export function schemaProblems(errors: readonly ErrorObject[], checked: Checked): readonly RunnerError[] {
  const clear = clearBranchErrors(errors)
  const ofWrongType = new Set(
    clear.filter((error) => error.keyword === 'type').map((error) => error.instancePath),
  )
  return clear
    .filter((error) => error.propertyName === undefined && error.keyword !== 'if')
    .filter((error) => error.keyword === 'type' || !ofWrongType.has(error.instancePath))
    .filter((error) => !dependsOnUnresolved(error, checked))
    .map((error) => problemOf(error, checked, errors))
}

function pathOf(error: ErrorObject, { base, value }: Checked): Path {
  return [...base, ...pathOfPointer(error.instancePath, value)]
}

/** A text whose variable is not set may be anything, and that was told already. */
function dependsOnUnresolved(error: ErrorObject, checked: Checked): boolean {
  const path = pathOf(error, checked)
  const items = error.keyword === 'uniqueItems' ? [Number(error.params.i), Number(error.params.j)] : []
  return [path, ...items.map((item) => [...path, item])].some((one) => checked.document.isUnresolved(one))
}

function problemOf(error: ErrorObject, checked: Checked, all: readonly ErrorObject[]): RunnerError {
  const { document } = checked
  const path = pathOf(error, checked)
  const here = { path: formatPath(path) }
  const found = foundWords(document, path, error.data)
  const position = document.locate(path)
  const schema = (error.parentSchema ?? {}) as SchemaLike
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey([...path, String(error.params.additionalProperty)], schema, document)
    case 'propertyNames':
      return badName([...path, String(error.params.propertyName)], error, document, all)
    case 'required':
      return missingKey([...path, String(error.params.missingProperty)], schema, document)
    case 'type': {
      const types = [error.params.type as string | readonly string[]].flat()
      const correction = typeCorrection(types, error.data, document, path)
      const params = { ...here, expected: typeWords(types), found, correction }
      return fail('SKR_CONFIG_WRONG_TYPE', params, { position })
    }
    case 'enum':
    case 'const': {
      const allowed = allowedBy(error) ?? []
      const texts = allowed.filter((value) => typeof value === 'string')
      const meant =
        typeOf(error.data) === 'string' && !isHidden(document, path)
          ? didYouMean(String(error.data), texts)
          : ''
      const params = {
        ...here,
        allowed: shown(orList(allowed.map((value) => JSON.stringify(value)))),
        found,
        suggestion: meant,
      }
      return fail('SKR_CONFIG_NOT_ALLOWED_VALUE', params, { position })
    }
    case 'pattern': {
      const form = formOf(error)
      const correction = isHidden(document, path) ? form : formCorrection(error, form)
      return fail('SKR_CONFIG_WRONG_FORM', { ...here, form, found, correction }, { position })
    }
    case 'uniqueItems': {
      const [first, second] = [Number(error.params.i), Number(error.params.j)].toSorted((a, b) => a - b)
      const repeated = [...path, second ?? 0]
      const params = { path: formatPath(repeated), first: first ?? 0 }
      return fail('SKR_CONFIG_DUPLICATE_ENTRY', params, { position: document.locate(repeated) })
    }
    default: {
      const rule = limitWords(error)
      const description = shown(schema.description ?? 'the schema says no more about it.')
      if (rule === undefined) {
        const problem = shown(error.message ?? 'is not allowed')
        return fail('SKR_CONFIG_WRONG_VALUE', { ...here, problem, description }, { position })
      }
      const params = { ...here, rule, found: sizeWords(error) ?? found, description }
      return fail('SKR_CONFIG_OUT_OF_RANGE', params, { position })
    }
  }
}

interface SchemaLike {
  readonly description?: string
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>
  readonly patternErrorMessage?: string
}

function unknownKey(path: Path, schema: SchemaLike, document: ConfigDocument): RunnerError {
  const known = Object.keys(schema.properties ?? {})
  const params = {
    path: formatPath(path),
    suggestion: didYouMean(String(path.at(-1)), known),
    known: known.length === 0 ? 'there are none' : shown(known.join(', ')),
  }
  return fail('SKR_CONFIG_UNKNOWN_KEY', params, { position: document.locate(path, 'key') })
}

function missingKey(path: Path, schema: SchemaLike, document: ConfigDocument): RunnerError {
  const key = String(path.at(-1))
  const description = shown(schema.properties?.[key]?.description ?? 'the value that it needs.')
  return fail(
    'SKR_CONFIG_MISSING_KEY',
    { path: formatPath(path), key: shown(key), description },
    { position: document.locate(path) },
  )
}

/** The rule that a name breaks is in the errors of the name itself, which ajv lists before. */
function badName(
  path: Path,
  error: ErrorObject,
  document: ConfigDocument,
  all: readonly ErrorObject[],
): RunnerError {
  const name = error.params.propertyName
  const cause = all.find((other) => other.propertyName === name && other.instancePath === error.instancePath)
  return fail(
    'SKR_CONFIG_BAD_NAME',
    { path: formatPath(path), form: formOf(cause ?? error) },
    { position: document.locate(path, 'key') },
  )
}

function formOf(error: ErrorObject): string {
  const { patternErrorMessage } = (error.parentSchema ?? {}) as SchemaLike
  if (patternErrorMessage !== undefined) return shown(patternErrorMessage)
  if (error.keyword === 'pattern')
    return shown(`a text that matches ${shorten(String(error.params.pattern))}`)
  return shown(`one that ${error.message ?? 'is allowed'}`)
}

/** A text out of a schema, which may be that of a plugin from anywhere. */
function shown(text: string): string {
  return printable(text, 1000)
}
