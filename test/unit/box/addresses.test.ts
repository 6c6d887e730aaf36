import type { LookupAddress, LookupOptions } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { isPrivateAddress, publicLookup } from '../../../core/box/addresses.ts'

const refusal = (host: string) => new RangeError(`${host} is private`)

function lookUp(host: string, options: LookupOptions): Promise<string | LookupAddress[]> {
  return new Promise((resolve, reject) => {
    publicLookup(refusal)(host, options, (error, address) => (error ? reject(error) : resolve(address)))
  })
}

describe('private addresses', () => {
  it.each([
    '10.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:192.168.1.1',
    'fe80::1',
    '2002:a00:1::',
  ])('counts %s among them', (address) => {
    expect(isPrivateAddress(address)).toBe(true)
  })

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '::ffff:8.8.8.8', 'example.com', ''])(
    'does not count "%s" among them',
    (address) => {
      expect(isPrivateAddress(address)).toBe(false)
    },
  )
})

describe('looking up a name for a redirect', () => {
  it('refuses a name that has a private address', async () => {
    await expect(lookUp('localhost', { all: true })).rejects.toThrow('localhost is private')
    await expect(lookUp('localhost', {})).rejects.toThrow('localhost is private')
  })

  it('hands out a public address in the form that was asked for', async () => {
    expect(await lookUp('8.8.8.8', { all: true })).toEqual([{ address: '8.8.8.8', family: 4 }])
    expect(await lookUp('8.8.8.8', {})).toBe('8.8.8.8')
  })

  it('passes on that a name does not exist', async () => {
    await expect(lookUp('nothing.invalid', { all: true })).rejects.toMatchObject({ syscall: 'getaddrinfo' })
  })
})
