/** A name without what tends to stand around it: an article, punctuation, a genitive. */
export function cleanedName(name: string): string {
  return name
    .replace(/\s+/g, ' ')
    .replace(/^(?:the|a|an|in|at|on|and) /i, '')
    .replace(/['’]s?$/, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
}
