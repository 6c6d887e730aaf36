/** One member of a JSON object or array, in the very characters that it was written in. */
export interface JsonMember {
  /** Undefined in arrays. */
  readonly key: string | undefined
  readonly source: string
}

/**
 * The members of the object or array that `json` is, each as its own source text. What is only passed on keeps its
 * bytes that way: parsing and writing JSON again changes large numbers, `1.0` and doubled keys.
 *
 * @param json Valid JSON: the caller has parsed it before.
 */
export function jsonMembers(json: string): readonly JsonMember[] {
  const members: JsonMember[] = []
  const body = json.trim()
  const isObject = body.startsWith('{')
  if (!isObject && !body.startsWith('[')) return members
  let depth = 0
  let start = 1
  for (let at = 0; at < body.length; at += 1) {
    const char = body[at]
    if (char === '"') at = endOfString(body, at)
    else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') depth -= 1
    const ends = (char === ',' && depth === 1) || (depth === 0 && at === body.length - 1)
    if (!ends) continue
    const member = body.slice(start, at).trim()
    if (member !== '') members.push(isObject ? keyed(member) : { key: undefined, source: member })
    start = at + 1
  }
  return members
}

/** The index of the quote that ends the string beginning at `at`. */
function endOfString(text: string, at: number): number {
  let end = at + 1
  while (text[end] !== '"') end += text[end] === '\\' ? 2 : 1
  return end
}

function keyed(member: string): JsonMember {
  const end = endOfString(member, 0) + 1
  const key: unknown = JSON.parse(member.slice(0, end))
  return { key: String(key), source: member.slice(member.indexOf(':', end) + 1).trim() }
}
