import { fail } from '../errors/error.ts'
import type { FileToken } from '../invocation/invocation.ts'

/** The token's value; `SKR_BOX_TOKEN_EXPIRED` where it has run out by our clock, since Box would only say 401. */
export function usableToken(token: FileToken, direction: 'read' | 'write', call: string): string {
  if (token.expiresAt <= Date.now()) throw fail('SKR_BOX_TOKEN_EXPIRED', { direction, call })
  return token.value
}
