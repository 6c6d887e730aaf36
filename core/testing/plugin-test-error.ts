import { formatProblem } from '../config/explain.ts'
import { isRunnerError, type RunnerError } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'

/** One thing that is wrong. */
export type PluginTestProblem = Pick<RunnerError, 'code' | 'message' | 'why' | 'fix'>

/**
 * Thrown where a test cannot be carried out (the plugin does not load, an option is wrong, a file is missing), and by the
 * tests of `describePlugin` for what they find. The message holds all problems with what to do about each.
 */
export class PluginTestError extends Error {
  override readonly name = 'PluginTestError'
  /** Code of the first problem, see docs/errors.md. */
  readonly code: string
  // Private, so that test runners do not print once more what the message says.
  readonly #problems: readonly RunnerError[]

  constructor(problems: readonly RunnerError[]) {
    super(problems.map(formatProblem).join('\n'))
    this.code = problems[0]?.code ?? ''
    this.#problems = problems
  }

  get problems(): readonly PluginTestProblem[] {
    return this.#problems
  }
}

/** Runs `work`; coded errors that it throws come out as one `PluginTestError`, all others as they are. */
export async function withTestErrors<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw asTestError(error)
  }
}

/** A coded error, or several, as the error that a test shows; anything else as it is. */
export function asTestError(error: unknown): unknown {
  if (error instanceof Problems) return new PluginTestError(error.problems)
  return isRunnerError(error) ? new PluginTestError([error]) : error
}
