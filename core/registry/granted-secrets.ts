/** The whole environment of a plugin: of the variables that the operator granted it those that are set, and nothing else. */
export function grantedSecrets(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
