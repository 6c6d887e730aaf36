import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions, type LookupOptions } from 'node:dns'
import { BlockList, isIP } from 'node:net'

type LookupCallback = (error: Error | null, address: string | LookupAddress[], family?: number) => void

/** Addresses that do not lead to the public internet (IANA's special-purpose registries). */
const privateAddresses = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::/127',
  'fc00::/7',
  'fe80::/10',
  'fec0::/10',
  'ff00::/8',
  // Carry IPv4 addresses inside: 6to4, and the local form of NAT64.
  '2002::/16',
  '64:ff9b:1::/48',
])

const loopbackAddresses = blockList(['127.0.0.0/8', '::1/128'])

/** Whether an IP address is private, loopback, link-local, multicast or reserved. IPv4 in IPv6 notation counts as IPv4. */
export function isPrivateAddress(address: string): boolean {
  return contains(privateAddresses, address)
}

/** Whether a host of a parsed URL (`url.hostname`) is private by its name or by the address that it is. Resolves no names. */
export function isPrivateHost(hostname: string): boolean {
  return isLoopbackHost(hostname) || isPrivateAddress(withoutBrackets(hostname))
}

/** Whether a host of a parsed URL is this machine. */
export function isLoopbackHost(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '')
  return (
    name === 'localhost' || name.endsWith('.localhost') || contains(loopbackAddresses, withoutBrackets(name))
  )
}

/**
 * A `lookup` for sockets that hides private addresses: a public name may well point into the private network. The
 * socket connects to what was checked, so a name that changes between check and use gains nothing. `refusal` makes
 * the error for a name that has a private address.
 */
export function publicLookup(refusal: (hostname: string) => Error) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    const all: LookupAllOptions = { ...options, all: true }
    dnsLookup(hostname, all, (error, addresses) => {
      if (error) return callback(error, [])
      const [first] = addresses
      if (first === undefined || addresses.some(({ address }) => isPrivateAddress(address)))
        return callback(refusal(hostname), [])
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '')
}

function contains(list: BlockList, address: string): boolean {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4')
}

function blockList(subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [network = '', prefix] = subnet.split('/')
    list.addSubnet(network, Number(prefix), network.includes(':') ? 'ipv6' : 'ipv4')
  }
  return list
}
