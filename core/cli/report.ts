import { formatProblem } from '../config/explain.ts'
import { isRunnerError } from '../errors/error.ts'
import { Problems } from '../errors/problems.ts'

/** Exit codes: 1 something failed, 2 the config, the plugins or the command line are wrong. */
export const exitCodes = { failed: 1, wrong: 2 } as const

/** Tells an error to whoever typed the command, on standard error. Returns the exit code. */
export function reportError(error: unknown): number {
  if (error instanceof Problems) {
    for (const problem of error.problems) console.error(formatProblem(problem))
    const count = error.problems.length
    console.error(`\n${count} ${count === 1 ? 'problem' : 'problems'}.`)
    return exitCodes.wrong
  }
  if (isRunnerError(error)) {
    console.error(formatProblem(error))
    return /^SKR_(CLI|CONFIG|DEV|NEW)_/.test(error.code) ? exitCodes.wrong : exitCodes.failed
  }
  console.error('A fault of skill-runner itself, please report it:')
  console.error(error)
  return exitCodes.failed
}
