/** `•••••89`: never more than the last two characters, and of short values none. */
export function lastTwo(value: string): string {
  return value.length < 8 ? '•••••' : `•••••${value.slice(-2)}`
}

/** `•••• 4242`: the last four, as on a receipt. */
export function lastFour(value: string): string {
  return `•••• ${value.slice(-4)}`
}

/** `ghp_••••`: the beginning that all values of this type share. */
export function onlyPrefix(prefix: string): string {
  return `${prefix}••••`
}

/** A name or address that is shown beside a masked value: no control characters, not too long. */
export function shown(text: string, length = 40): string {
  const clean = text.replace(/\p{C}/gu, '')
  return clean.length > length ? `${clean.slice(0, length - 1)}…` : clean
}
