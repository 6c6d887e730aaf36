/** Half a character, as a cut in its middle leaves it, made U+FFFD: encoding it would throw. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Cs}/gu, '\ufffd')
}

/** On one line, without control characters, at most 200 of the others. */
export function shortly(text: string): string {
  const line = wellFormed(text.replace(/[\p{Cc}\s]+/gu, ' ').trim())
  return line.length > 200 ? `${line.slice(0, 199).replace(/\p{Cs}$/u, '')}…` : line
}

/** What a value is, on one line and short, for messages. */
export function shown(value: unknown): string {
  try {
    return shortly(JSON.stringify(value) ?? 'nothing')
  } catch {
    // A function of JSONata is an object that holds itself.
    return 'a function, or holds one'
  }
}
