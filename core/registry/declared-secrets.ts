/** What a plugin may list in `secrets`: a name, one that it can do without (`NAME?`), or `*` where the operator's options name them. */
export const secretPattern = /^(?:[A-Za-z_]\w{0,255}\??|\*)$/

export interface DeclaredSecrets {
  /** Names that have to be granted. */
  readonly required: readonly string[]
  /** Whether the plugin says that it wants this variable. */
  wants(name: string): boolean
}

/** What the entries of a plugin's `secrets` amount to. */
export function declaredSecrets(entries: readonly string[]): DeclaredSecrets {
  const required = entries.filter((entry) => entry !== '*' && !entry.endsWith('?'))
  return {
    required,
    wants: (name) => entries.includes('*') || required.includes(name) || entries.includes(`${name}?`),
  }
}
