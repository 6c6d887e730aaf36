import type { ErrorObject } from 'ajv'

/**
 * Clears up what ajv says about `anyOf` and `oneOf`. It lists why each branch failed, and then that none matched; but
 * whoever meant one branch has no use for the reasons of the others. So of each group stays:
 *
 * - the errors of the one branch that the value got furthest into, where there is one;
 * - else one error that joins the branches: all allowed types, or all allowed values;
 * - else the error that no branch matched.
 */
export function clearBranchErrors(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const outer = outermostGroup(errors)
  if (outer === undefined) return errors
  const { group, inner } = outer
  const others = errors.filter((error) => error !== group && !inner.includes(error))
  return [...clearBranchErrors(others), ...clearBranchErrors(settle(group, inner))]
}

interface Group {
  readonly group: ErrorObject
  readonly inner: readonly ErrorObject[]
}

function outermostGroup(errors: readonly ErrorObject[]): Group | undefined {
  // The outer group's own error comes after all that it caused, so the last one is nobody's cause.
  const index = errors.findLastIndex(
    (error) => isGroup(error) && error.params.passingSchemas == null && !isSettled(error),
  )
  const group = errors[index]
  if (group === undefined) return undefined
  return { group, inner: errors.slice(0, index).filter((error) => isCausedBy(error, group)) }
}

function isGroup(error: ErrorObject): boolean {
  return error.keyword === 'anyOf' || error.keyword === 'oneOf'
}

/** A group that was looked at already and stays. */
function isSettled(error: ErrorObject): boolean {
  return error.params.settled === true
}

/** A branch behind a `$ref` reports the path of its definition, which is outside of the group's parent. */
function isCausedBy(error: ErrorObject, group: ErrorObject): boolean {
  if (error.instancePath !== group.instancePath && !error.instancePath.startsWith(`${group.instancePath}/`))
    return false
  const parent = group.schemaPath.slice(0, group.schemaPath.lastIndexOf('/'))
  return error.schemaPath.startsWith(`${group.schemaPath}/`) || !error.schemaPath.startsWith(`${parent}/`)
}

function settle(group: ErrorObject, inner: readonly ErrorObject[]): readonly ErrorObject[] {
  const meant = [...branchesOf(group, inner).values()].filter((errors) =>
    errors.every((error) => !rulesOut(error, group)),
  )
  if (meant.length === 1 && meant[0] !== undefined) return meant[0]
  const own = inner.filter((error) => error.instancePath === group.instancePath)
  if (own.length === inner.length && own.every((error) => error.keyword === 'type')) {
    return [
      {
        ...group,
        keyword: 'type',
        params: { type: own.flatMap((error) => error.params.type as string | string[]) },
      },
    ]
  }
  if (own.length === inner.length && own.every((error) => allowedBy(error) !== undefined)) {
    return [
      {
        ...group,
        keyword: 'enum',
        params: { allowedValues: own.flatMap((error) => allowedBy(error) ?? []) },
      },
    ]
  }
  return [{ ...group, params: { ...group.params, settled: true } }]
}

function branchesOf(
  group: ErrorObject,
  inner: readonly ErrorObject[],
): ReadonlyMap<string, readonly ErrorObject[]> {
  const branches = new Map<string, ErrorObject[]>()
  for (const error of inner) {
    const within = error.schemaPath.startsWith(`${group.schemaPath}/`)
    const branch = within
      ? error.schemaPath.slice(group.schemaPath.length + 1).split('/', 1)
      : error.schemaPath.split('/', 3)
    const key = branch.join('/')
    branches.set(key, [...(branches.get(key) ?? []), error])
  }
  return branches
}

/** A value of another type, or another value where a constant names the branch (in the value or right inside of it). */
function rulesOut(error: ErrorObject, group: ErrorObject): boolean {
  const depth = error.instancePath.slice(group.instancePath.length).split('/').length - 1
  if (error.keyword === 'type') return depth === 0
  return depth <= 1 && allowedBy(error) !== undefined
}

/** The values that a `const` or `enum` asks for. */
export function allowedBy(error: ErrorObject): readonly unknown[] | undefined {
  if (error.keyword === 'const') return [error.params.allowedValue]
  return error.keyword === 'enum' ? (error.params.allowedValues as readonly unknown[]) : undefined
}
