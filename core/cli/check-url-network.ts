import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { connect } from 'node:tls'

/** Longest answer that is read; the runner's own has some hundred bytes. */
const MAX_ANSWER_CHARS = 65_536

interface Certificate {
  /** OpenSSL's or Node's code for why it is not trusted; undefined where it is. */
  readonly problem: string | undefined
  /** Milliseconds since the epoch. */
  readonly validTo: number
  readonly issuer: string
}

export interface Answer {
  readonly status: number
  readonly text: string
  /** From the start of the connection to the end of the answer. */
  readonly durationMs: number
}

/** The host of a URL without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1')
}

/** All addresses of a host. Throws what the resolver throws. */
export async function resolveHost(host: string): Promise<string[]> {
  const found = await lookup(host, { all: true })
  return found.map(({ address }) => address)
}

/** Whether an address can only be reached from the inside of a network (loopback, private, link-local, shared). */
export function isPrivateAddress(address: string): boolean {
  return privateRanges.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
}

/** Looks at the certificate of a server without trusting it. `ca`: authorities to trust, as PEM, instead of the system's. */
export function inspectCertificate(url: URL, timeoutMs: number, ca?: string): Promise<Certificate> {
  const host = hostOf(url)
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(url.port || 443),
      rejectUnauthorized: false,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
    })
    socket.setTimeout(timeoutMs, () => socket.destroy(timeoutError(timeoutMs)))
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      const { valid_to, issuer } = socket.getPeerCertificate()
      // The types say Error; what Node sets is its code.
      const problem = socket.authorized ? undefined : String(socket.authorizationError)
      resolve({ problem, validTo: Date.parse(valid_to), issuer: String(issuer.O ?? issuer.CN ?? '') })
      socket.destroy()
    })
  })
}

/** One POST over a connection of its own. Takes any certificate: it carries a test event only, and the certificate is judged apart. */
export function postOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
): Promise<Answer> {
  const begun = performance.now()
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      agent: false,
    }
    const request = send(url, { ...options, rejectUnauthorized: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        if (text.length < MAX_ANSWER_CHARS) text += chunk
      })
      response.once('error', reject)
      response.once('end', () => {
        clearTimeout(timer)
        resolve({ status: response.statusCode ?? 0, text, durationMs: Math.round(performance.now() - begun) })
      })
    })
    // One clock for all of it: a server that drips its answer must not hold the check for ever.
    const timer = setTimeout(() => request.destroy(timeoutError(timeoutMs)), timeoutMs)
    request.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    request.end(body)
  })
}

function timeoutError(timeoutMs: number): Error {
  return Object.assign(new Error(`silent for ${timeoutMs} ms`), { code: 'ETIMEDOUT' })
}

const privateRanges = new BlockList()
for (const [network, prefix, family] of [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['::', 127, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
] as const) {
  privateRanges.addSubnet(network, prefix, family)
}
