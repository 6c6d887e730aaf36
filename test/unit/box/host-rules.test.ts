import { describe, expect, it } from 'vitest'
import { createHostRules } from '../../../core/box/host-rules.ts'

const live = createHostRules('https://api.box.com', [
  'files.example.com',
  'Proxy.Example.com:8443',
  'plain.example.com:443',
])
const local = createHostRules('http://127.0.0.1:4000', [])

describe('which hosts may be sent a token', () => {
  it.each([
    'https://api.box.com/2.0/files/1',
    'https://API.BOX.COM/2.0/files/1',
    'https://api.box.com:443/2.0',
    'https://dl.boxcloud.com/d/1',
    'https://upload.app.box.com/api',
    'https://files.example.com/x',
    'https://files.example.com:9000/x',
    'https://proxy.example.com:8443/x',
    'https://plain.example.com/x',
  ])('sends it to %s', (url) => {
    expect(live.mayReceiveToken(new URL(url))).toBe(true)
  })

  it.each([
    'http://api.box.com/2.0/files/1',
    'https://evilbox.com/',
    'https://box.com/',
    'https://api.box.com.evil.com/',
    'https://api.box.com@evil.com/',
    'https://user:pass@api.box.com/',
    'https://api.box.com./',
    'https://evil.com/api.box.com',
    'https://evil.com/?.box.com',
    'https://evil.com#.box.com',
    'https://boxcloud.com.evil.com/',
    'https://xboxcloud.com/',
    'https://api.box.com:8443/',
    'https://proxy.example.com/',
    'https://sub.files.example.com/',
    'http://files.example.com/',
    'https://[::1]/',
    'http://[::1]:4000/',
    'http://127.0.0.1:4000/',
    'ftp://api.box.com/',
  ])('does not send it to %s', (url) => {
    expect(live.mayReceiveToken(new URL(url))).toBe(false)
  })

  it('sends it over http to a local API, and there to its own port only', () => {
    expect(local.mayReceiveToken(new URL('http://127.0.0.1:4000/2.0'))).toBe(true)
    expect(local.mayReceiveToken(new URL('http://127.0.0.1:4001/2.0'))).toBe(false)
    expect(local.mayReceiveToken(new URL('http://localhost:4000/2.0'))).toBe(false)
  })

  it('never sends it over http to an API elsewhere', () => {
    const rules = createHostRules('http://box.internal', [])

    expect(rules.mayReceiveToken(new URL('http://box.internal/2.0'))).toBe(false)
  })
})

describe('which redirects are followed', () => {
  it.each(['https://dl.boxcloud.com/d/1', 'https://cdn.example.com/signed', 'https://8.8.8.8/x'])(
    'follows one to %s',
    (url) => {
      expect(live.redirectRefusal(new URL(url))).toBeUndefined()
    },
  )

  it.each([
    ['http://dl.boxcloud.com/d/1', 'without encryption'],
    ['https://10.1.2.3/', 'private address'],
    ['https://169.254.169.254/latest/meta-data', 'private address'],
    ['https://192.168.0.1/', 'private address'],
    ['https://172.31.255.255/', 'private address'],
    ['https://100.64.0.1/', 'private address'],
    ['https://2130706433/', 'private address'],
    ['https://0x7f.1/', 'private address'],
    ['https://[::1]/', 'private address'],
    ['https://[::ffff:10.0.0.1]/', 'private address'],
    ['https://[fe80::1]/', 'private address'],
    ['https://[fd00::1]/', 'private address'],
    ['https://localhost/', 'private address'],
    ['https://localhost./', 'private address'],
    ['https://app.localhost/', 'private address'],
    ['https://user@dl.boxcloud.com/', 'user name'],
    ['ftp://dl.boxcloud.com/', 'not http'],
    ['data:text/plain,x', 'not http'],
  ])('does not follow one to %s', (url, why) => {
    expect(live.redirectRefusal(new URL(url))).toContain(why)
  })

  it('follows one to a private address that the operator named, or that is the API itself', () => {
    const rules = createHostRules('https://10.0.0.5', ['10.0.0.6'])

    expect(rules.redirectRefusal(new URL('https://10.0.0.5/x'))).toBeUndefined()
    expect(rules.redirectRefusal(new URL('https://10.0.0.6/x'))).toBeUndefined()
    expect(rules.redirectRefusal(new URL('https://10.0.0.7/x'))).toContain('private')
  })

  it('follows one to another local port where the API is local', () => {
    expect(local.redirectRefusal(new URL('http://127.0.0.1:5000/x'))).toBeUndefined()
    expect(local.redirectRefusal(new URL('http://example.com/x'))).toContain('without encryption')
  })
})
