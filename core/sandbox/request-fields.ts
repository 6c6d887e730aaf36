import { badRequest, type ParameterProblem } from './refusal.ts'

/** Reads `{name?, parent?: {id}}` as Box's calls for files and folders take it; refuses with 400. */
export function readPlace(
  body: unknown,
  required: readonly ('name' | 'parent')[] = [],
): { readonly name?: string; readonly parentId?: string } {
  const { name, parent } = asObject(body)
  const parentId = asObject(parent).id
  const problems: ParameterProblem[] = []
  if (required.includes('name') && name === undefined) problems.push(missing('name'))
  if (required.includes('parent') && parentId === undefined) problems.push(missing('parent.id'))
  if (name !== undefined && typeof name !== 'string') problems.push(notText('name'))
  if (parentId !== undefined && typeof parentId !== 'string') problems.push(notText('parent.id'))
  if (problems.length > 0) throw badRequest('bad_request', problems)
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof parentId === 'string' ? { parentId } : {}),
  }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
}

function missing(name: string): ParameterProblem {
  return { reason: 'missing_parameter', name, message: 'is required' }
}

function notText(name: string): ParameterProblem {
  return { reason: 'invalid_parameter', name, message: 'must be a string' }
}
