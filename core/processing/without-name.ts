/** Shorter names are parts of too many words, and tell nobody anything. */
const leastChars = 3

/** A text for the log, where names of files have no place: plugins put them into what they say to people. */
export function withoutName(text: string, fileName: string): string {
  return fileName.length < leastChars ? text : text.replaceAll(fileName, () => '…')
}
