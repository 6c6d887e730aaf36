/**
 * Cuts a text into parts of at most `max` characters, at the end of a paragraph, a line, a sentence or a word where there is
 * one in the last half of a part.
 */
export function chunksOf(text: string, max: number): readonly string[] {
  const chunks: string[] = []
  let rest = text
  while (rest.length > max) {
    const end = endOf(rest, max)
    chunks.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trimStart()
  }
  return [...chunks, rest].filter((chunk) => chunk !== '')
}

function endOf(text: string, max: number): number {
  for (const mark of ['\n\n', '\n', '. ', '。', ' ']) {
    const at = text.lastIndexOf(mark, max - mark.length)
    if (at > max / 2) return at + mark.length
  }
  // Not between the halves of a character.
  return /[\uD800-\uDBFF]/.test(text[max - 1] ?? '') ? max - 1 : max
}
