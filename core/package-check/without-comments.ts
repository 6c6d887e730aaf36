/** How what begins with these characters goes on to its end; `undefined` where it has none. */
const ends: Readonly<Record<string, (text: string, from: number) => number | undefined>> = {
  '"': (text, from) => endOfText(text, from, true),
  "'": (text, from) => endOfText(text, from, true),
  '`': (text, from) => endOfText(text, from, false),
  '/*': (text, from) => {
    const end = text.indexOf('*/', from + 2)
    return end < 0 ? undefined : end + 2
  },
  '//': (text, from) => {
    const end = text.indexOf('\n', from)
    return end < 0 ? text.length : end
  },
}

/**
 * Blanks comments out of JavaScript or TypeScript, so that all that is left stays in its place. Texts are passed over: they
 * may hold `//`. A quote that nothing closes, such as one in a regular expression, counts for nothing.
 */
export function withoutComments(text: string): string {
  const parts: string[] = []
  // Up to where each kind of opening is known to have no end: without it, a file of openings would be read once for each.
  const openUntil = new Map<string, number>()
  let kept = 0
  let at = 0
  for (const { 0: opening, index } of text.matchAll(/["'`]|\/[*/]/g)) {
    if (index < at || index < (openUntil.get(opening) ?? 0)) continue
    const end = ends[opening]?.(text, index)
    if (end === undefined) {
      openUntil.set(opening, endOfReach(text, opening, index))
      continue
    }
    at = end
    if (!opening.startsWith('/')) continue
    parts.push(text.slice(kept, index), text.slice(index, end).replace(/[^\n]/g, ' '))
    kept = end
  }
  return parts.join('') + text.slice(kept)
}

/** Texts in quotes end with their line. */
function endOfReach(text: string, opening: string, from: number): number {
  const line = opening === '"' || opening === "'" ? text.indexOf('\n', from) : -1
  return line < 0 ? text.length : line
}

function endOfText(text: string, from: number, inLine: boolean): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    const char = text[at]
    if (char === '\\') at += 1
    else if (char === text[from]) return at + 1
    else if (inLine && char === '\n') return undefined
  }
  return undefined
}
