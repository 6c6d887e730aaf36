import { expect } from 'vitest'
import type { RunnerError } from '../../../core/errors/error.ts'
import { Problems } from '../../../core/errors/problems.ts'

/** The problems that `work` is rejected with; anything else that it throws goes on, so that the test shows it. */
export async function problemsOf(work: Promise<unknown>): Promise<readonly RunnerError[]> {
  const error: unknown = await work.then(
    () => expect.unreachable('no problem was found'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Problems)) throw error
  return error.problems
}
