import { printable } from '../errors/printable.ts'

const maxChars = 300

/**
 * What Box's error body says, as the end of a sentence: ` (not_found: "Not Found", request 1a2b)`; `''` where it says
 * nothing. The text comes from outside and goes into logs: it is made printable and short, and whatever could grant
 * access (the call's own token, any bearer token, queries, what stands behind the host of an
 * address) is taken out.
 */
export function boxWords(body: string, token: string | undefined): string {
  const parsed = parseObject(body)
  const say = (value: unknown) =>
    typeof value === 'string' ? printable(withoutSecrets(value, token), maxChars) : ''
  const code = say(parsed.code ?? parsed.error)
  const problems = problemsOf(parsed.context_info).map(({ name, message }) =>
    [say(name), say(message)].filter(Boolean).join(' '),
  )
  const message = [say(parsed.message ?? parsed.error_description), ...problems].filter(Boolean).join('; ')
  const request = say(parsed.request_id)
  const parts = [
    code && message ? `${code}: "${message}"` : code || (message && `"${message}"`),
    request && `request ${request}`,
  ].filter(Boolean)
  return parts.length === 0 ? '' : ` (${printable(parts.join(', '), maxChars * 2)})`
}

/** Box lists what is wrong with a request in `context_info.errors`; three of them are enough to mend the first. */
function problemsOf(
  contextInfo: unknown,
): readonly { readonly name?: unknown; readonly message?: unknown }[] {
  const errors = isObject(contextInfo) ? contextInfo.errors : undefined
  return Array.isArray(errors) ? errors.filter(isObject).slice(0, 3) : []
}

function withoutSecrets(text: string, token: string | undefined): string {
  let clean = text
  if (token) {
    for (const form of [token, encodeURIComponent(token)]) clean = clean.replaceAll(form, '[token]')
  }
  return clean
    .replace(/\b(bearer|basic)\s+[^\s"',;]+/gi, '$1 [token]')
    .replace(/\b(https?:\/\/)(?:[^\s/?#"'@]*@)?([^\s/?#"'@]+)[^\s"']*/gi, '$1$2/…')
    .replace(/\?[^\s"'?]+/g, '?…')
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(body)
    return isObject(parsed) ? parsed : {}
  } catch {
    // Not from Box but from something in between, such as a proxy's HTML page: the status has to do.
    return {}
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
