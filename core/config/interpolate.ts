/** A text whose references to environment variables were replaced, or what kept them from being replaced. */
interface Interpolated {
  readonly value: string
  /** Names of the variables that the text refers to, set or not. */
  readonly variables: readonly string[]
  readonly faults: readonly InterpolationFault[]
}

/** `index` is where in the text the reference begins. */
type InterpolationFault =
  | { readonly index: number; readonly missing: string }
  | { readonly index: number; readonly malformed: string }

/** Values of environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Replaces `${NAME}` and `${NAME:-default}` in a text; `$${` stands for the characters `${` themselves. With `:-`, an empty
 * variable counts as not set. Works on a text that is parsed already, so a value cannot become a part of the JSON.
 */
export function interpolate(text: string, env: Environment): Interpolated {
  const variables: string[] = []
  const faults: InterpolationFault[] = []
  const value = text.replace(
    /\$\$\{|\$\{([^}]*)(\}?)/g,
    (whole, inside: string | undefined, end: string, index: number) => {
      if (inside === undefined) return '${'
      const malformed = faultOf(inside, end)
      if (malformed !== undefined) {
        faults.push({ index, malformed })
        return whole
      }
      const [, name = '', preset] = /^(\w+)(?::-(.*))?$/s.exec(inside) ?? []
      variables.push(name)
      const found = Object.hasOwn(env, name) ? env[name] : undefined
      if (preset !== undefined) return found || preset
      if (found === undefined) faults.push({ index, missing: name })
      return found ?? ''
    },
  )
  return { value, variables, faults }
}

/** What is wrong with the part between the braces, in words that quote none of it, since it may stand in a secret. */
function faultOf(inside: string, end: string): string | undefined {
  if (end === '') return 'the "}" that closes it is missing'
  if (inside.includes('${')) return 'a default cannot hold another variable'
  if (/^[A-Za-z_]\w*:-/.test(inside)) return undefined
  if (/^[A-Za-z_]\w*$/.test(inside)) return undefined
  return 'the name must be letters, digits and "_", and a default begins with ":-"'
}

/**
 * The offset in a JSON text of the character that stands at `index` of the parsed string. `literalOffset` is that of the
 * opening quote: escapes such as `\n` or `\u00e9` are longer in the file than in the value.
 */
export function offsetInLiteral(json: string, literalOffset: number, index: number): number {
  let offset = literalOffset + 1
  for (let passed = 0; passed < index; passed++) {
    if (json[offset] !== '\\') offset += 1
    else offset += json[offset + 1] === 'u' ? 6 : 2
  }
  return offset
}
