// Every text is tested with this first, and most need no change: no `u` flag, which would make it half as fast.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const suspicious = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ud800-\udfff]/
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]+/g
const loneSurrogates = /\p{Surrogate}/gu
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
/** Longest grapheme that is kept whole; a family of emoji has 25, hostile texts pile up thousands of accents. */
const longestGrapheme = 64

/**
 * A text as Box may have it: well-formed UTF-16, without control characters other than tab and line feed, without
 * blanks around it, at most `maxChars` UTF-16 units long. What is longer is cut between two characters as people see
 * them, and ends in `…`.
 */
export function cleanText(text: string, maxChars: number): { readonly text: string; readonly cut: boolean } {
  // Nothing beyond four times of what is kept is looked at, so that a text of 100 MB costs no more than a long one.
  const bounded = text.length > maxChars * 4 ? text.slice(0, maxChars * 4) : text
  const clean = (suspicious.test(bounded) ? repaired(bounded) : bounded).trim()
  if (clean === '') return { text: '', cut: false }
  if (clean.length <= maxChars && bounded.length === text.length) return { text: clean, cut: false }
  return { text: shorten(clean, maxChars), cut: true }
}

function repaired(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(controls, '').replace(loneSurrogates, '\ufffd')
}

function shorten(text: string, maxChars: number): string {
  let end = Math.min(maxChars - 1, text.length)
  const from = Math.max(0, end - longestGrapheme)
  const around = graphemes.segment(text.slice(from, end + longestGrapheme)).containing(end - from)
  if (around !== undefined && around.index > 0) end = from + around.index
  // A grapheme that fills the whole window is cut, but never inside of a code point.
  else if (isLowSurrogate(text.charCodeAt(end))) end--
  return `${text.slice(0, end).trimEnd()}…`
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff
}
