/** A test that a page names to prove what it says. */
export interface Proof {
  readonly file: string
  readonly name: string
}

/** The tests that a text names: a path, and then one or more names in quotes. Line breaks count as blanks. */
export function proofsIn(text: string): readonly Proof[] {
  const parts = text.replace(/\s+/g, ' ').matchAll(/`(test\/[\w./-]+\.ts)`((?:[^“`]{0,40}“[^”]+”)+)/g)
  return [...parts].flatMap(([, file = '', quotes = '']) =>
    [...quotes.matchAll(/“([^”]+)”/g)].map(([, name = '']) => ({ file, name })),
  )
}

/** Whether a test, or a row of tests, of this name stands in the text of a test file. `…` at the end stands for a rest. */
export function hasTest(source: string, name: string): boolean {
  const start = name.replace(/ ?…$/, '')
  const literal = start.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/'/g, "(?:'|\\\\')")
  return new RegExp(
    `(?:\\b(?:it|test)(?:\\.\\w+)*\\(|\\]\\)\\(|\\)\\()\\s*['"\`]${literal}${name.endsWith('…') ? '' : '[\'"`]'}`,
  ).test(source)
}
