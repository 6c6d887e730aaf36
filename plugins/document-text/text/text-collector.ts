import { paragraphs } from './one-line.ts'

/** Collects the text of a document piece by piece, up to a number of characters in all. */
export interface TextCollector {
  add(text: string): void
  /** The text since the last call, each paragraph as one line. */
  take(): string
  /** Whether the text since the last `take` has any word. */
  hasText(): boolean
  full(): boolean
}

/** @param maxChars - Characters after which nothing more is taken. */
export function textCollector(maxChars: number): TextCollector {
  let pieces: string[] = []
  let left = maxChars
  return {
    add(text) {
      if (left <= 0) return
      pieces.push(text.slice(0, left))
      left -= text.length
    },
    take() {
      const text = paragraphs(pieces.join(''))
      pieces = []
      return text
    },
    hasText: () => pieces.some((piece) => piece.trim() !== ''),
    full: () => left <= 0,
  }
}
