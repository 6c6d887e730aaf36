import type { RunnerError } from '../errors/error.ts'

/**
 * An error as a terminal shows it: where (if it has a place), what, and in a second line what to do, with the code to look
 * up. `skill.config.json:4:52 routes[0].optons is not a known key (did you mean "options"?)`
 */
export function formatProblem(error: RunnerError): string {
  const { position } = error
  const where = position === undefined ? '' : `${position.file}:${position.line}:${position.column} `
  return `${where}${error.message}\n  ${error.fix} [${error.code}]`
}
