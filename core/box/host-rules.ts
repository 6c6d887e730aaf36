import { isLoopbackHost, isPrivateHost } from './addresses.ts'

/** Which hosts may be sent what. All checks are made on a parsed URL, never on its text. */
export interface HostRules {
  /** The host and scheme of the configured API itself. */
  isApi(url: URL): boolean
  /** Whether a token may be sent there: the API, Box's own hosts and those that the operator named; https, or http on this machine. */
  mayReceiveToken(url: URL): boolean
  /** Whether names of this host may resolve to private addresses. */
  mayBePrivate(url: URL): boolean
  /** Why a redirect to `url` is not followed; undefined where it may be. */
  redirectRefusal(url: URL): string | undefined
}

/**
 * @param apiUrl The configured API, without `/2.0`.
 * @param tokenHosts Further hosts: `files.example.com` for any port, `files.example.com:8443` for one.
 */
export function createHostRules(apiUrl: string, tokenHosts: readonly string[]): HostRules {
  const api = new URL(apiUrl)
  const named = new Set(tokenHosts.map((host) => host.toLowerCase()))
  const isLocal = isLoopbackHost(api.hostname)

  const isApi = (url: URL) => url.origin === api.origin
  const isNamed = (url: URL) =>
    named.has(url.hostname) || named.has(url.host) || named.has(`${url.hostname}:${portOf(url)}`)
  const isTrusted = (url: URL) =>
    isClean(url) && isPrivateEnough(url) && (isApi(url) || isBox(url) || isNamed(url))

  return {
    isApi,
    mayReceiveToken: isTrusted,
    mayBePrivate: (url) => isLocal || isTrusted(url),
    redirectRefusal(url) {
      if (!isClean(url)) return 'it has a user name in it or is not http'
      if (!isPrivateEnough(url)) return `${url.host} would be reached without encryption`
      if (isPrivateHost(url.hostname) && !isLocal && !isApi(url) && !isNamed(url))
        return `${url.host} is a private address`
      return undefined
    },
  }
}

/** Nobody but this machine reads along. */
function isPrivateEnough(url: URL): boolean {
  return url.protocol === 'https:' || isLoopbackHost(url.hostname)
}

function isClean(url: URL): boolean {
  return /^https?:$/.test(url.protocol) && url.username === '' && url.password === ''
}

/** Box's own names, on the port of https. A trailing dot makes another name of it for certificates, so it does not count. */
function isBox(url: URL): boolean {
  return url.protocol === 'https:' && url.port === '' && /\.(box|boxcloud)\.com$/.test(url.hostname)
}

function portOf(url: URL): string {
  return url.port || (url.protocol === 'https:' ? '443' : '80')
}
