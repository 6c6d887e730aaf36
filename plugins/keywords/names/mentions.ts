/** Names as they stand in a text, one entry for each mention, in its order. */
export interface Mentions {
  readonly people: readonly string[]
  readonly organizations: readonly string[]
  readonly places: readonly string[]
}

/** Full names that others are compared with; the time grows with its product with all mentions. */
const MAX_COMPARED = 500

/**
 * A surname alone counts for the full name that stands elsewhere in the text. Other single words are too often no
 * names; only behind a title they stay.
 */
export function withFullNames(mentions: readonly string[], isTitled: (name: string) => boolean): string[] {
  const full = [...new Set(mentions.filter((name) => name.includes(' ') && !isTitled(name)))].slice(
    0,
    MAX_COMPARED,
  )
  return mentions.flatMap((name) => {
    if (name.includes(' ') && !isTitled(name))
      return [full.find((other) => other.endsWith(` ${name}`)) ?? name]
    const surname = name.slice(name.lastIndexOf(' ') + 1)
    const whole = full.find((other) => other.split(' ').slice(1).includes(surname))
    return whole === undefined ? (isTitled(name) ? [name] : []) : [whole]
  })
}
