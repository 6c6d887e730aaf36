/** Longest name that is shown; the rest of a longer one is left out of its middle. */
const MAX_NAME = 120

/** Characters that turn the reading direction of what follows, by which `gpj.exe` is made to look like `exe.jpg`. */
export const turningCharacters = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

/** A name out of an archive as it can be shown: nothing invisible in it can change how it reads, and it is not endless. */
export function writtenName(path: string): string {
  const visible = path
    .slice(0, 10_000)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/gu, (character) =>
      // These join the letters of some scripts, and the parts of some emoji.
      character === '\u200d' || character === '\u200c' ? character : markOf(character),
    )
    // Blanks in a row hide the end of a name beyond the edge of a window.
    .replace(/ {4,}/g, ' … ')
  if (visible.length <= MAX_NAME) return visible
  const half = Math.floor(MAX_NAME / 2)
  return `${visible.slice(0, half)}…${visible.slice(-half)}`.replace(/\p{Surrogate}/gu, '')
}

function markOf(character: string): string {
  const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')
  return code === 'FFFD' ? character : `[U+${code}]`
}
