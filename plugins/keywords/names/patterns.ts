/** A capitalized word of two letters or more, as a part of an expression with the flag `u`. */
export const capitalWord = String.raw`(?<![\p{L}\p{N}\-])\p{Lu}[\p{L}\p{M}]+(?:[-’'&]\p{L}[\p{L}\p{M}]*)*`

/** Stands where a name was taken out: no letter and no blank, so that nothing goes on across it. */
export const TAKEN = '\u2063'

/** Names as they are, in an expression, the longest first. */
export function anyOf(names: readonly string[]): string {
  return [...new Set(names)]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/['’]/g, "['’]"))
    .join('|')
}
