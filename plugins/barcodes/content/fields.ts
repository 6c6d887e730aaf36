/**
 * The fields of `WIFI:`, `MECARD:` and `MATMSG:` codes, `NAME:value;` one after another, where a backslash stands before a `;`, `:`, `,`
 * or `\` that belongs to the value. Of a field that comes several times, all values.
 *
 * @returns Undefined where the text does not begin with `prefix`.
 */
export function fieldsOf(text: string, prefix: string): ReadonlyMap<string, readonly string[]> | undefined {
  const code = text.trimStart()
  if (code.slice(0, prefix.length).toUpperCase() !== prefix) return undefined
  const fields = new Map<string, string[]>()
  for (const [, name = '', value = ''] of code
    .slice(prefix.length)
    .matchAll(/([A-Za-z-]+):((?:\\.|[^\\;])*)(?:;|$)/gs)) {
    const key = name.toUpperCase()
    fields.set(key, [...(fields.get(key) ?? []), value.replaceAll(/\\(.)/gs, '$1')])
  }
  return fields
}
