import type { CallName } from './box-calls.ts'

/** Certificates that a server must not be trusted with, by the name of their file in `certificates/`. */
export const certificateFaults = {
  'self-signed': {
    words: 'shows a certificate that it signed itself',
    reason: 'DEPTH_ZERO_SELF_SIGNED_CERT',
  },
  'other-host': { words: 'shows a certificate for another host', reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
  expired: { words: 'shows a certificate that has expired', reason: 'CERT_HAS_EXPIRED' },
} as const

export type CertificateFault = keyof typeof certificateFaults

/** How many requests come before each call, on the way to it. */
export const requestsBefore: Readonly<Record<CallName, number>> = {
  content: 0,
  link: 1,
  list: 0,
  poll: 1,
  text: 1,
  put: 0,
  get: 0,
  post: 1,
  patch: 1,
}
