import { alphanumeric, charactersOf, digits, hex, randomOf } from './random.ts'

const random = randomOf(20240503)
const letters = (length: number) => charactersOf(random, alphanumeric, length)
const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Secrets of nobody, put together when the tests run, so that no scanner of code takes them for real ones in the
 * repository.
 */
export const madeUpSecrets: Readonly<Record<string, string>> = {
  password: `Tide-${letters(9)}!7`,
  'database-url': `postgres://harbour:${letters(14)}7@db.harbour.internal:5432/app`,
  'redis-url': `redis://:${letters(18)}7@cache.harbour.internal:6379`,
  'aws-secret': letters(40),
  'github-token': ['gh', 'p_', letters(36)].join(''),
  'gitlab-token': ['gl', 'pat-', letters(20)].join(''),
  'google-key': ['AI', 'za', letters(35)].join(''),
  'stripe-key': ['sk', '_live_', letters(24)].join(''),
  'slack-token': ['xo', 'xb-', charactersOf(random, digits, 12), '-', letters(24)].join(''),
  'azure-key': ['Account', 'Key=', letters(86), '=='].join(''),
  'api-key': charactersOf(random, hex, 40),
  'json-web-token': [encoded({ alg: 'HS256', typ: 'JWT' }), encoded({ sub: 'harbour' }), letters(43)].join(
    '.',
  ),
  'private-key': [
    ['-----BEGIN', 'RSA PRIVATE KEY-----'].join(' '),
    ...Array.from({ length: 5 }, () => letters(64)),
    ['-----END', 'RSA PRIVATE KEY-----'].join(' '),
  ].join('\n    '),
}

/** `text` with a secret in place of each `@@name@@`. */
export function withSecrets(text: string): string {
  return text.replace(/@@([a-z-]+)@@/g, (mark, name: string) => madeUpSecrets[name] ?? mark)
}
