/** Letters, digits and `_` that belong to a value; those of Chinese, Japanese and Korean stand beside one without a space. */
const word = 'A-Za-z0-9_\\u00c0-\\u024f\\u0370-\\u04ff'

/** Nothing before that makes the value the rest of a longer one, such as a UUID, a version or a file name. Commas divide the cells of a table. */
const left = `(?<![${word}+]|[${word}][-.+/\\\\@&~]|\\d:)`

/** Nothing behind that makes the value the beginning of a longer one. */
const right = `(?![${word}]|[-.:/\\\\+@]\\d|[-@][${word}])`

/** A global regular expression for `pattern` that stands by itself. `pattern` may not repeat what can match in two ways. */
export function standalone(pattern: RegExp): RegExp {
  return new RegExp(`${left}(?:${pattern.source})${right}`, `g${pattern.flags.replace('g', '')}`)
}

/** The letters and digits of a value, in upper case. */
export function compact(written: string): string {
  return written.replace(/[^A-Za-z0-9]/g, '').toUpperCase()
}
