import type { RunnerError } from './error.ts'

/** Several errors found in one pass, such as all that is wrong with a config file. Never empty. */
export class Problems extends Error {
  override readonly name = 'Problems'
  readonly problems: readonly RunnerError[]

  constructor(problems: readonly RunnerError[]) {
    super(problems.map((problem) => problem.message).join('\n'))
    this.problems = problems
  }
}
