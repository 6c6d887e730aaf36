/** The first of `values` that holds readable text on one line, cleaned and at most `most` characters long. */
export function firstText(values: readonly unknown[], most = 300): string | undefined {
  for (const value of values) {
    for (const item of Array.isArray(value) ? value : [value]) {
      const text = cleaned(item, most)
      if (text !== undefined) return text
    }
  }
  return undefined
}

/** All texts of a list, cleaned, each once, with commas between. */
export function listed(values: readonly unknown[] | undefined, most = 5): string | undefined {
  const texts = [...new Set((values ?? []).flatMap((value) => cleaned(value, 100) ?? []))]
  const rest = texts.length > most ? ` and ${texts.length - most} more` : ''
  return texts.length === 0 ? undefined : texts.slice(0, most).join(', ') + rest
}

/**
 * A text on one line without padding, control characters and marks of direction (U+202A to U+202E, U+2066 to U+2069), which
 * would turn the rest of the row around; undefined where nothing is left.
 */
export function cleaned(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value
    .slice(0, most * 4)
    .replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  if (text === '') return undefined
  return text.length > most ? `${text.slice(0, most).replace(/[\s\ud800-\udbff]+$/, '')}…` : text
}
