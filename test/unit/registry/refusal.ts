import { expect } from 'vitest'
import { RunnerError } from '../../../core/errors/error.ts'

/** The coded error that `work` is rejected with; anything else that it throws goes on, so that the test shows it. */
export async function refusal(work: Promise<unknown>): Promise<RunnerError> {
  const error: unknown = await work.then(
    (found) => expect.unreachable(`found ${JSON.stringify(found)}`),
    (reason: unknown) => reason,
  )
  if (!(error instanceof RunnerError)) throw error
  return error
}
