import type { FastifyInstance, FastifyRequest } from 'fastify'
import { fail } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/**
 * What the page may do. Everything is its own: no inline scripts or styles, no other host, no frame around it. Trusted types
 * make the browser refuse any way from a text to markup.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Sent with every answer. */
export const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const

const readingMethods: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/**
 * Keeps other web pages out, which any browser on this machine may have open: a name that leads here by a trick of DNS is
 * refused by the Host header, a request that another page makes by its origin.
 *
 * @param ownPort Port of the server; asked at each request, since it is known only once it listens.
 */
export function guard(server: FastifyInstance, ownPort: () => number): void {
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders)
    checkHost(request, ownPort())
    checkOrigin(request)
  })
}

/** Throws `SKR_CONSOLE_HOST_REFUSED`. */
function checkHost({ headers: { host = '' } }: FastifyRequest, port: number): void {
  if (host === `127.0.0.1:${port}` || host === `localhost:${port}`) return
  throw fail('SKR_CONSOLE_HOST_REFUSED', { host: printable(host, 100), port })
}

/**
 * A change needs an origin, which a browser always sends with one. What is read may come without: by the page itself, by a
 * program, or by following a link from elsewhere. Throws `SKR_CONSOLE_ORIGIN_REFUSED`.
 */
function checkOrigin({ method, headers }: FastifyRequest): void {
  const { host, origin } = headers
  if (origin === `http://${host}`) return
  const site = headers['sec-fetch-site']
  const readsAlone = readingMethods.has(method) && origin === undefined
  const fromElsewhere = site === 'cross-site' || site === 'same-site'
  if (readsAlone && (!fromElsewhere || headers['sec-fetch-mode'] === 'navigate')) return
  throw fail('SKR_CONSOLE_ORIGIN_REFUSED', { origin: printable(origin ?? 'none', 100) })
}
