/** Cuts a text at line ends into pieces of about `size` characters, so that no sentence is torn. */
export function* chunksOf(text: string, size: number): Generator<string> {
  let start = 0
  while (start < text.length) {
    const cut = text.indexOf('\n', start + size)
    const end = cut === -1 || cut > start + 2 * size ? start + size : cut
    yield text.slice(start, end)
    start = end
  }
}
