/**
 * On one line, without control characters and marks of direction (U+202A to U+202E, U+2066 to U+2069), which would turn the
 * rest of the row around, at most `max` of the others.
 */
export function oneLine(text: string, max: number): string {
  return cutTo(text.replace(/[\p{Cc}\s\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim(), max)
}

/** Paragraphs without control characters, empty ones left out; at most `max` characters in all. */
export function paragraphsOf(text: string, max: number): readonly string[] {
  return cutTo(text, max)
    .split(/[\r\n\u2028\u2029]+/)
    .map((paragraph) => oneLine(paragraph, max))
    .filter((paragraph) => paragraph !== '')
}

/** At most `max` characters, whole ones, with a mark where there were more. */
export function cutTo(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : text
}
