const unspaced = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]`
const betweenUnspaced = new RegExp(`(?<=${unspaced})\\n(?=${unspaced})`, 'gu')
/** Control characters that are no blanks, what is no character, and the soft hyphen, which only says where a word may be divided. */
const unseen = /(?!\s)\p{Cc}|[\u00ad\ufffe\uffff]/gu

/**
 * Programs write these for quotation marks and dashes of Windows-1252, as do Node 20's decoder of it and pages with
 * `&#150;`; nobody means the control characters that they are.
 */
const c1Controls = /[\u0080-\u009f]/g
/** Only as a stream Node 20 decodes them right. */
const windows1252 = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, index) => 0x80 + index),
  { stream: true },
)

/** Text as one line, which is how Box shows a row. */
export function oneLine(text: string): string {
  return text
    .replace(c1Controls, (char) => windows1252[char.charCodeAt(0) - 0x80] ?? '')
    .replace(unseen, '')
    .replace(/\s+/g, ' ')
    .trim()
}

/** Each paragraph as one line, those without text left out. */
export function paragraphs(text: string): string {
  return text
    .split('\n')
    .map(oneLine)
    .filter((line) => line !== '')
    .join('\n')
}

/**
 * Printed lines as flowing text: words that were divided at the end of a line are whole again, and no blank comes in
 * where the script has none. Empty lines divide paragraphs.
 */
export function flowing(text: string): string {
  return text
    .split('\n\n')
    .map((lines) => oneLine(lines.replace(/(?<=\p{Ll})[-‐]\n(?=\p{Ll})/gu, '').replace(betweenUnspaced, '')))
    .filter((paragraph) => paragraph !== '')
    .join('\n')
}
