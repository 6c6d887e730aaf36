import type { SecretUse } from '../../core/sandbox/secrets.ts'
import type { Canary } from './canary.ts'

const uses: readonly SecretUse[] = ['owner-token', 'read-token', 'write-token', 'link', 'key']

/** How the secrets of every sandbox begin (`core/sandbox/secrets.ts`), so that all of them are found whichever they are. */
export const sandboxMarks: readonly Canary[] = uses.map((use) => ({
  name: `sandbox ${use}`,
  text: `sandbox-${use}-`,
}))
