/** Parts of names whose value is a secret. */
const names = 'token|secret|password|passphrase|api_?key|signature|sealkey|sig'

/**
 * What secrets look like in a text, by what stands before them: `$1` of each pattern stays. All are linear in the length of the
 * text, which comes from plugins and from other hosts.
 */
const shapes: readonly RegExp[] = [
  /\b(authorization["']?\s{0,3}[:=]\s{0,3}["']?(?:\w{1,20} )?)[\w.~+/=!%-]{4,}/gi,
  /\b(bearer\s+)[\w.~+/=!%-]{4,}/gi,
  new RegExp(`\\b(\\w{0,40}(?:${names})=)[^&\\s"'<>]{4,}`, 'gi'),
  // In JSON, and in JSON within JSON, where the quotes are escaped.
  new RegExp(`\\b(\\w{0,40}(?:${names})\\\\{0,3}["']\\s{0,8}:\\s{0,8}\\\\{0,3}["'])[^"'\\\\]{4,}`, 'gi'),
  // Box's download addresses open the file to whoever has them, on whatever host: `https://dl.boxcloud.com/d/1/…/download`.
  /\b(https?:\/\/[^\s/"'<>\\]+\/d\/1\/)[^\s"'<>\\]+/gi,
  /\b(https:\/\/(?:[\w-]+\.){0,4}boxcloud\.com\/)[^\s"'<>\\]+/gi,
]

/** Shorter ones would be found in half of all words. */
const leastKnownChars = 6

/**
 * A text without secrets: those in `known`, as they are, URL-encoded or as they stand in JSON, and whatever has the shape of
 * one, such as a bearer token or a download address.
 *
 * @param mask Stands where a secret stood.
 */
export function withoutSecrets(text: string, mask: string, known: Iterable<string> = []): string {
  let clean = text
  for (const value of known) {
    if (value.length < leastKnownChars) continue
    for (const form of formsOf(value)) clean = clean.replaceAll(form, () => mask)
  }
  for (const shape of shapes) clean = clean.replace(shape, (_, kept: string) => `${kept}${mask}`)
  return clean
}

function formsOf(value: string): ReadonlySet<string> {
  const inJson = JSON.stringify(value).slice(1, -1)
  const forms = [
    value,
    inJson,
    JSON.stringify(inJson).slice(1, -1),
    new URLSearchParams([['', value]]).toString().slice(1),
  ]
  try {
    forms.push(encodeURIComponent(value))
  } catch {
    // Half of a surrogate pair has no such form.
  }
  return new Set(forms)
}
