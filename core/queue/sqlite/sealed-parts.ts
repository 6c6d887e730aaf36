import type { Store } from './store.ts'

/** Name of the part that holds the tokens. */
export const tokensPart = 'tokens'
/** Stands before a plugin's name in the name of the part that holds its result. */
export const resultPart = 'result/'

/** The private parts of one invocation, as JSON. */
export interface Opened {
  readonly tokens: string
  readonly results: readonly string[]
}

/**
 * Opens what is sealed of an invocation. Undefined where the tokens cannot be opened; a result that cannot is left out,
 * so that its plugin runs again.
 */
export function openSealed({ db, seal }: Store, invocation: { seq: number; id: string }): Opened | undefined {
  let tokens: string | undefined
  const results: string[] = []
  const parts = db.all<{ part: string; value: ArrayBuffer | Uint8Array }>(
    'SELECT part, value FROM sealed WHERE seq = ? ORDER BY part',
    invocation.seq,
  )
  for (const { part, value } of parts) {
    // libsql gives a buffer for one row and an ArrayBuffer for several.
    const bytes = value instanceof Uint8Array ? value : new Uint8Array(value)
    const text = seal.open(bytes, `${invocation.id} ${part}`)
    if (part === tokensPart) tokens = text
    else if (text !== undefined) results.push(text)
  }
  return tokens === undefined ? undefined : { tokens, results }
}
