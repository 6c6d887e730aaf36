/** Stands where a secret stood. */
const REDACTED = '[redacted]'

/** Keys whose value is a secret, whatever it looks like: compared without case, dashes and underscores. */
const secretKey =
  /^(.*tokens?|.*secrets?|.*passwords?|authorization|proxyauthorization|cookie|setcookie|signaturekeys?|sealkey|apikey|boxsignature(primary|secondary))$/

const secretText: readonly [pattern: RegExp, replacement: string][] = [
  [/\b(bearer|basic)\s+[\w.~+/=-]+/gi, `$1 ${REDACTED}`],
  [
    /\b(access_token|refresh_token|token|client_secret|secret|password|api_key|signature)=[^&\s"'<>]+/gi,
    `$1=${REDACTED}`,
  ],
  [
    /("(?:access_token|refresh_token|token|client_secret|secret|password)"\s*:\s*)"[^"]*"/gi,
    `$1"${REDACTED}"`,
  ],
  // Box's download addresses open the file to whoever has them.
  [/(https:\/\/(?:[\w-]+\.)*boxcloud\.com\/)[^\s"'<>]+/gi, `$1${REDACTED}`],
]

/** A copy of plain JSON data in which whatever looks like a secret is replaced: values by their keys, and parts of texts. */
export function redact(value: unknown): unknown {
  if (typeof value === 'string') return redactText(value)
  if (Array.isArray(value)) return value.map(redact)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, isSecret(key, inner) ? REDACTED : redact(inner)]),
  )
}

/** Numbers and flags stay: `hasTokens: true` and `maxTokens: 5` tell nothing. */
function isSecret(key: string, value: unknown): boolean {
  const holdsText = typeof value === 'string' || (typeof value === 'object' && value !== null)
  return holdsText && secretKey.test(key.toLowerCase().replace(/[-_]/g, ''))
}

function redactText(text: string): string {
  return secretText.reduce((soFar, [pattern, replacement]) => soFar.replace(pattern, replacement), text)
}
