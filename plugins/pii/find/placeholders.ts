/** What documents and templates write in place of a secret. */
const placeholder = new RegExp(
  [
    '^(?:<|\\{|\\$|%|#|@|\\[|\\.\\.\\.|…|\\*{3}|_{3}|-{3}|//|\\\\)',
    '^(?:x{3,}|\\?{3,}|0+|1+|n/?a|nil|none|null|undefined|true|false|yes|no|empty|todo|tbd|test(?:ing)?|foo|bar|baz)$',
    '^(?:your|my|the|some|enter|insert|replace|put|set|use|change|example|sample|dummy|fake|mock|placeholder|redacted|hidden|masked|removed|secret|default)(?:[-_. ]|$)',
    '^(?:changeme|change_?it|password|passwd|passwort|pass|pwd|pw|username|user|token|string|text|hunter|qwerty|letmein|value|str|int|bool|number|boolean|integer|float|bytes|char|varchar|any|object|anonymous|anoncvs|required|optional)\\d{0,3}$',
    '(?:here|goes|example|placeholder|changeme|redacted|removed)[>})\\]]?$',
    '^(?:xxx|\\.{3})|(?:xxxx|\\.\\.\\.|…|\\*\\*\\*|•••)',
    '\\$\\{|\\{\\{|%\\(|<%|\\$\\(',
    '^(?:process\\.env|os\\.environ|env\\.|config\\.|secrets?\\.|vars?\\.|self\\.|this\\.|options?\\.|settings\\.|params?\\.|req\\.|data\\.)',
    '^(?:1234|abcd|asdf|0123)',
  ].join('|'),
  'i',
)

/** Whether `value` only says where a secret would stand. */
export function isPlaceholder(value: string): boolean {
  return placeholder.test(value) || /^(.)\1*$/.test(value)
}

/** Whether `value` is words, a name or a path, and no secret: `current-password`, `src/auth/token.ts`, `UserPasswordForm`. */
export function isWords(value: string): boolean {
  return (
    /(?:\/[^/]+){3}/.test(value) ||
    /^[a-z]+(?:[-_.:/ ][a-z]+)*$/i.test(value) ||
    /^(?:[A-Z]?[a-z]{2,}){2,}\d?$/.test(value) ||
    /^(?:\.{0,2}\/|[a-z]:\\|https?:|data:|file:)/i.test(value) ||
    /^[\w-]+(?:[./][\w-]+)+\.(?:[cm]?[jt]sx?|json|py|rb|go|java|php|ya?ml|html?|css|pem|key|txt|md)$/i.test(
      value,
    )
  )
}

/** Shannon's entropy in bits for each character. Words have about 3, random letters and figures from 3.5 on. */
export function entropy(value: string): number {
  const counts = new Map<string, number>()
  for (const char of value) counts.set(char, (counts.get(char) ?? 0) + 1)
  let bits = 0
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length)
  return bits
}
