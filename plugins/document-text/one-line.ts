const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`
const betweenUnspaced = new RegExp(`(?<=${unspaced})\\n(?=${unspaced})`, 'gu')

/** Text as one line, which is how Box shows a row. */
export function oneLine(text: string): string {
  return text.replaceAll('\0', '').replaceAll('\u00ad', '').replace(/\s+/g, ' ').trim()
}

/**
 * Printed lines as flowing text: words that were divided at the end of a line are whole again, and no blank comes in
 * where the script has none.
 */
export function flowing(text: string): string {
  return oneLine(text.replace(/(?<=\p{Ll})[-‐]\n(?=\p{Ll})/gu, '').replace(betweenUnspaced, ''))
}
