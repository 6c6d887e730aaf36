import { createScanner } from 'jsonc-parser'

/** Levels of lists and objects in a config; what plugins take as options has some five. Parsers end at some thousand. */
export const deepestNesting = 100

/** The numbers that jsonc-parser gives its tokens: its enum is a `const` one, which cannot be imported. */
const opening: ReadonlySet<number> = new Set([1, 3])
const closing: ReadonlySet<number> = new Set([2, 4])
const end = 17

/** Offset of the bracket that is deeper than `deepestNesting`; undefined where there is none. Looks at brackets alone, whatever is wrong between them. */
export function tooDeepAt(text: string): number | undefined {
  const scanner = createScanner(text, true)
  let depth = 0
  for (let token: number = scanner.scan(); token !== end; token = scanner.scan()) {
    if (opening.has(token)) depth += 1
    if (closing.has(token)) depth -= 1
    if (depth > deepestNesting) return scanner.getTokenOffset()
  }
  return undefined
}
