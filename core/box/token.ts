import { fail } from '../errors/error.ts'
import type { FileToken } from '../invocation/invocation.ts'
import { withDeadline } from './deadline.ts'

/** What an event's token is for, and the call that is made with it, for messages. */
export interface TokenUse {
  readonly direction: 'read' | 'write'
  readonly call: string
}

/**
 * Makes a call under a token, with the token's value and a signal to end by. Throws `SKR_BOX_TOKEN_EXPIRED` without a call
 * where the token has run out by our clock, and in the midst of one at the moment it does: no wait for another try outlives it.
 */
export async function underToken<T>(
  token: FileToken,
  use: TokenUse,
  outer: AbortSignal | undefined,
  work: (value: string, signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const expired = () => fail('SKR_BOX_TOKEN_EXPIRED', { ...use })
  const leftMs = token.expiresAt - Date.now()
  if (leftMs <= 0) throw expired()
  return await withDeadline(Math.min(leftMs, longestTimerMs), expired, outer, (signal) =>
    work(token.value, signal),
  )
}

/** Node takes a longer timer for one of a millisecond. */
const longestTimerMs = 2 ** 31 - 1
