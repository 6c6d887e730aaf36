/** Longer texts than this in metadata are rare, and no longer help on a card. */
const MAX_CHARACTERS = 500

/** The first of `values` that holds readable text, cleaned; undefined where none does. */
export function firstText(...values: readonly unknown[]): string | undefined {
  for (const value of values) {
    const [text] = textsOf(value)
    if (text !== undefined) return text
  }
  return undefined
}

/** All texts in a metadata value: a string, a list of them, or XMP's `{lang, value}`. Cleaned, without repeats. */
export function textsOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : [value]
  const texts = list.map((item) => cleaned(isLanguageValue(item) ? item.value : item))
  return [...new Set(texts.filter((text) => text !== undefined))]
}

function isLanguageValue(item: unknown): item is { readonly value: unknown } {
  return typeof item === 'object' && item !== null && 'value' in item
}

function cleaned(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  // Cameras pad their texts with zeros and blanks, and some keep the control characters of a form.
  const text = repaired(value)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
  if (text === '') return undefined
  return text.length > MAX_CHARACTERS ? `${text.slice(0, MAX_CHARACTERS).trimEnd()}…` : text
}

/** exifr reads IPTC as Latin-1, where most programs write UTF-8: undoes that where the bytes are valid UTF-8. */
function repaired(text: string): string {
  const codes = Array.from(text, (character) => character.charCodeAt(0))
  if (codes.some((code) => code > 0xff) || codes.every((code) => code < 0x80)) return text
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(text, 'latin1'))
  } catch {
    return text
  }
}
