/** Longer texts are cut: nobody reads more on a card. */
const MAX_CHARACTERS = 500
/** Marks that turn the direction of writing, with which `gpj.exe` reads `exe.jpg`, and those that cannot be seen. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\p{Surrogate}/gu

/** A text from a code in one line, without control characters and the like, not longer than can be read. */
export function plain(text: string, maxCharacters = MAX_CHARACTERS): string {
  const clean = text
    .replace(unseen, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (clean.length <= maxCharacters) return clean
  return `${clean.slice(0, maxCharacters).replace(unseen, '').trimEnd()}…`
}

/** The same; undefined where nothing is left. */
export function plainOrNone(text: string | undefined): string | undefined {
  const clean = plain(text ?? '')
  return clean === '' ? undefined : clean
}
