import { fail, type RunnerError, type SourcePosition } from '../errors/error.ts'
import type { ErrorCode, ErrorParams } from '../errors/registry.ts'
import type { ConfigDocument } from './document.ts'
import { formatPath, type Path } from './path.ts'

/** What a check found: what keeps the runner from starting, and what it should be told about. */
export interface Findings {
  readonly problems: readonly RunnerError[]
  readonly warnings: readonly RunnerError[]
}

/** Makes an error about what stands at `path`; `part` says whether it points at the value or at its key. */
export function finding<C extends ErrorCode>(
  document: ConfigDocument,
  code: C,
  path: Path,
  params: Omit<ErrorParams<C>, 'path'>,
  part: 'key' | 'value' = 'value',
): RunnerError {
  return fail(code, { ...params, path: formatPath(path) } as unknown as ErrorParams<C>, {
    position: document.locate(path, part),
  })
}

/** Joins the findings of several checks. */
export function joinFindings(findings: readonly Findings[]): Findings {
  return {
    problems: findings.flatMap(({ problems }) => problems),
    warnings: findings.flatMap(({ warnings }) => warnings),
  }
}

/** Errors in the order in which a reader of the file comes upon them. */
export function inFileOrder(errors: readonly RunnerError[]): readonly RunnerError[] {
  return errors.toSorted((a, b) => place(a.position) - place(b.position))
}

/** Lines weigh more than columns can. */
function place(position: SourcePosition | undefined): number {
  return position === undefined ? 0 : position.line * 1e6 + Math.min(position.column, 1e6 - 1)
}
