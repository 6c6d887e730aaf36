import type { ErrorObject } from 'ajv'
import type { ConfigDocument } from './document.ts'
import { type Path, quoted } from './path.ts'
import { isHidden, typeOf, typeWords } from './value-words.ts'

/** What to write in place of a value of the wrong type, in words that follow "Write": `it without quotes: 8080`. */
export function typeCorrection(
  types: readonly string[],
  value: unknown,
  document: ConfigDocument,
  path: Path,
): string {
  const expected = typeWords(types)
  if (document.variablesAt(path).length > 0) return `${expected} itself; variables only give texts`
  if (isHidden(document, path)) return expected
  const type = typeOf(value)
  // An object's own `toString` need not be a function.
  const written = typeof value === 'object' ? '' : String(value).trim()
  if (type === 'string' && isUnquotedFor(types, written)) return `it without quotes: ${written}`
  const isSingle = type === 'string' || type === 'number'
  if (types.includes('array') && isSingle)
    return `a list, in brackets: [${type === 'string' ? quoted(written) : written}]`
  // A number that JavaScript cannot hold exactly would be shown with other digits than the file has.
  const isExact = type === 'boolean' || Number.isSafeInteger(value)
  return types.includes('string') && isExact ? `it in double quotes: "${written}"` : expected
}

function isUnquotedFor(types: readonly string[], text: string): boolean {
  if (text.length > 15) return false
  if (types.includes('boolean') && /^(true|false)$/.test(text)) return true
  if (types.includes('number') && /^-?(0|[1-9]\d*)(\.\d+)?$/.test(text)) return true
  return types.includes('integer') && /^-?(0|[1-9]\d*)$/.test(text)
}

/** What to write in place of a text that its pattern refuses: without the dot of `.txt`, in lower case, or else the form itself. */
export function formCorrection(error: ErrorObject, form: string): string {
  const text = String(error.data).trim()
  const pattern = new RegExp(String(error.params.pattern), 'u')
  const meant = [text, text.replace(/^\*?\.+/, ''), text.toLowerCase()].find((candidate) =>
    pattern.test(candidate),
  )
  return meant === undefined ? form : quoted(meant)
}
