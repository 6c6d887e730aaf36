import type { Store } from './store.ts'

/** What the sealed tokens of invocation `id` are bound to, so that they open nowhere else. */
export const tokensBinding = (id: string) => `${id} tokens`
/** What the sealed result of `plugin` on invocation `id` is bound to. */
export const resultBinding = (id: string, plugin: string) => `${id} result/${plugin}`

/** The private parts of one invocation, as JSON. */
export interface Opened {
  readonly tokens: string
  readonly results: readonly string[]
}

/** libsql gives a buffer where one row is asked for, and an ArrayBuffer for several. */
type Blob = Uint8Array | ArrayBuffer

/**
 * Opens what is sealed of an invocation. Undefined where the tokens cannot be opened; a result that cannot is left out,
 * so that its plugin runs again.
 */
export function openSealed(
  { db, seal }: Store,
  { seq, id }: { seq: number; id: string },
): Opened | undefined {
  const row = db.get<{ tokens: Blob | null }>('SELECT tokens FROM invocations WHERE seq = ?', seq)
  const tokens = row?.tokens ? seal.open(bytesOf(row.tokens), tokensBinding(id)) : undefined
  if (tokens === undefined) return undefined
  const kept = db.all<{ plugin: string; sealed: Blob }>(
    'SELECT plugin, sealed FROM results WHERE seq = ? ORDER BY plugin',
    seq,
  )
  const results = kept
    .map(({ plugin, sealed }) => seal.open(bytesOf(sealed), resultBinding(id, plugin)))
    .filter((text) => text !== undefined)
  return { tokens, results }
}

function bytesOf(blob: Blob): Uint8Array {
  return blob instanceof Uint8Array ? blob : new Uint8Array(blob)
}
