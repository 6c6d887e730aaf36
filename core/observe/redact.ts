import { withoutSecrets } from '../errors/without-secrets.ts'

/** Stands where a secret stood. */
const REDACTED = '[redacted]'

/** Keys whose value is a secret, whatever it looks like: compared without case, dashes and underscores. */
const secretKey =
  /^(.*tokens?|.*secrets?|.*passwords?|authorization|proxyauthorization|cookie|setcookie|signaturekeys?|sealkey|apikey|boxsignature(primary|secondary))$/

/** In a log, a word too many may go: on a card, this would take words out of sentences. */
const basic = /\b(basic\s+)[\w.~+/=-]+/gi

/**
 * A copy of plain JSON data in which secrets are replaced: values by their keys, parts of texts and names of keys by their
 * shape, and the values in `known` wherever they stand.
 */
export function redact(value: unknown, known: Iterable<string> = []): unknown {
  const clean = (text: string) => withoutSecrets(text, REDACTED, known).replace(basic, `$1${REDACTED}`)

  function copy(inner: unknown): unknown {
    if (typeof inner === 'string') return clean(inner)
    if (Array.isArray(inner)) return inner.map(copy)
    if (typeof inner !== 'object' || inner === null) return inner
    return Object.fromEntries(
      Object.entries(inner).map(([key, held]) => [clean(key), isSecret(key, held) ? REDACTED : copy(held)]),
    )
  }

  return copy(value)
}

/** Numbers and flags stay: `hasTokens: true` and `maxTokens: 5` tell nothing. */
function isSecret(key: string, value: unknown): boolean {
  const holdsText = typeof value === 'string' || (typeof value === 'object' && value !== null)
  return holdsText && secretKey.test(key.toLowerCase().replace(/[-_]/g, ''))
}
