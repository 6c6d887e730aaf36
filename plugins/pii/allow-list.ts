import type { Finding } from './finding.ts'

/** Makes a test for values that may stand in a file: domains with all below them, and values as they are written. */
export function allowList(entries: readonly string[]): (finding: Finding) => boolean {
  const domains = new Set<string>()
  const values = new Set<string>()
  for (const entry of entries) {
    const text = entry.trim().toLowerCase()
    if (/^@?[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(text) && /\p{L}$/u.test(text))
      domains.add(text.replace('@', ''))
    values.add(bare(text))
  }
  if (entries.length === 0) return () => false
  return ({ value, type }) => {
    if (values.has(bare(value.toLowerCase()))) return true
    return (
      type.kind === 'email' &&
      parentsOf(value.slice(value.lastIndexOf('@') + 1)).some((host) => domains.has(host))
    )
  }
}

/** Separators do not matter, except in addresses. */
function bare(value: string): string {
  return value.includes('@') ? value : value.replace(/[^\p{L}\p{N}]/gu, '')
}

/** `mail.example.com`, `example.com`, `com`. */
function parentsOf(host: string): string[] {
  const labels = host.split('.')
  return labels.map((_, at) => labels.slice(at).join('.'))
}
