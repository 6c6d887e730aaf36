/**
 * Control characters, and the marks that turn the direction of writing: in a terminal the first can move the cursor
 * or change colours, the second can make a text read as another. Tab and line feed are kept by `printableLines` only.
 */
const unprintable = /[\p{Cc}\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu
const unprintableButLines = /[^\P{Cc}\n\t]+|[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu
/** Colour codes and the like, which would leave `[31m` behind if only their first character went. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const terminalCodes = /\u001b\[[0-9;?]*[a-zA-Z]/g

/**
 * A text from outside (a file's name, a plugin's message) as one line that is safe to print, log and store: control
 * characters become spaces, broken surrogates U+FFFD, and what is longer than `maxChars` ends in `…`.
 */
export function printable(text: string, maxChars: number): string {
  return cut(text, maxChars, (part) => part.replace(terminalCodes, '').replace(unprintable, ' ').trim())
}

/** Like `printable`, but keeps its lines: for stacks. */
export function printableLines(text: string, maxChars: number): string {
  return cut(text, maxChars, (part) =>
    part.replace(terminalCodes, '').replace(unprintableButLines, ' ').trim(),
  )
}

/** Cleans at most four times of what is kept, so that a message of 100 MB costs no more than one of a page. */
function cut(text: string, maxChars: number, clean: (part: string) => string): string {
  const cleaned = wellFormed(clean(text.slice(0, maxChars * 4)))
  const whole = cleaned.length <= maxChars && text.length <= maxChars * 4
  return whole ? cleaned : `${wellFormed(cleaned.slice(0, maxChars - 1))}…`
}

/** Halves of a surrogate pair become U+FFFD; the type library of ES2023 does not know `toWellFormed` yet. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
