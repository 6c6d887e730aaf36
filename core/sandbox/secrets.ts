import { randomBytes } from 'node:crypto'

/** What the secrets of a sandbox are for. */
export type SecretUse = 'owner-token' | 'read-token' | 'write-token' | 'link' | 'key'

/**
 * A secret of a sandbox, `sandbox-<use>-…`: letters, digits, `-` and `_`. Like those of other services it says
 * what it is, so that a search finds one that stands where it must not, whichever it is.
 */
export function mintSecret(use: SecretUse): string {
  return `sandbox-${use}-${randomBytes(24).toString('base64url')}`
}
