import { lookup } from 'node:dns/promises'
import { hostname } from 'node:os'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { isPrivateAddress } from '../../../core/box/addresses.ts'
import { serve, thrownBy, transportTo } from './box-server.ts'

describe('a redirect', () => {
  it('to another host is followed without the token and without headers that are meant for Box', async () => {
    const content = await serve((_, response) => response.end('content'))
    const api = await serve((_, response) =>
      response.writeHead(302, { location: `${content.url}/d/signed?s=1` }).end(),
    )

    const answer = await transportTo(api.url).open({
      method: 'GET',
      url: `${api.url}/2.0/files/1/content`,
      token: 'tok',
      headers: { 'x-rep-hints': '[jpg]' },
    })

    expect(await text(answer.body)).toBe('content')
    expect(api.received[0]?.headers.authorization).toBe('Bearer tok')
    expect(content.received[0]?.url).toBe('/d/signed?s=1')
    expect(content.received[0]?.headers).not.toHaveProperty('authorization')
    expect(content.received[0]?.headers).not.toHaveProperty('x-rep-hints')
  })

  it('within the API keeps the token', async () => {
    const api = await serve((request, response) =>
      request.url === '/old'
        ? response.writeHead(307, { location: '/new#part' }).end()
        : response.end('here'),
    )

    await transportTo(api.url).request({ method: 'GET', url: `${api.url}/old`, token: 'tok' })

    expect(api.received[1]).toMatchObject({ url: '/new', headers: { authorization: 'Bearer tok' } })
  })

  it('leaves the connection usable', async () => {
    const api = await serve((request, response) => {
      if (request.url !== '/old') return response.end('here')
      response.writeHead(302, { location: '/new' }).write('moved, ')
      setTimeout(() => response.end('as said'), 20)
    })
    const transport = transportTo(api.url, { connections: 1 })

    for (let i = 0; i < 3; i += 1) await transport.request({ method: 'GET', url: `${api.url}/old` })

    expect(api.connections()).toBe(1)
  })

  it('can be the answer itself', async () => {
    const api = await serve((_, response) => response.writeHead(302, { location: '/d/1?sig=2' }).end())

    const answer = await transportTo(api.url).request({
      method: 'GET',
      url: `${api.url}/x`,
      expect: 'redirect',
    })

    expect(answer).toMatchObject({ status: 302, headers: { location: `${api.url}/d/1?sig=2` } })
    expect(api.received).toHaveLength(1)
  })

  it.each([
    ['to itself', () => '/start', 'circle'],
    ['nowhere', () => undefined, 'names no place'],
    ['to no URL', () => 'https://', 'names no place'],
    [
      'to a place without encryption',
      () => 'http://example.com/',
      'example.com would be reached without encryption',
    ],
    ['to another scheme', () => 'file:///etc/passwd', 'not http'],
    ['to a host with a user name', () => 'https://me@example.com/', 'user name'],
  ])('%s is refused', async (_, location, why) => {
    const api = await serve((__, response) => {
      const to = location()
      response.writeHead(302, to === undefined ? {} : { location: to }).end()
    })

    const error = await thrownBy(transportTo(api.url).request({ method: 'GET', url: `${api.url}/start` }))

    expect(error).toMatchObject({ code: 'SKR_BOX_REDIRECT_REFUSED', retryable: false })
    expect(String(error)).toContain(why)
    expect(api.received).toHaveLength(1)
  })

  it('is refused after five in a row', async () => {
    const api = await serve((_, response, count) => response.writeHead(302, { location: `/${count}` }).end())

    const error = await thrownBy(transportTo(api.url).request({ method: 'GET', url: `${api.url}/start` }))

    expect(String(error)).toContain('more than 5')
    expect(api.received).toHaveLength(6)
  })

  it('of a call that writes is refused, so that cards go nowhere else', async () => {
    const other = await serve((_, response) => response.end())
    const api = await serve((_, response) => response.writeHead(307, { location: other.url }).end())

    const error = await thrownBy(transportTo(api.url).request({ method: 'PUT', url: api.url, body: 'cards' }))

    expect(error).toMatchObject({ code: 'SKR_BOX_REDIRECT_REFUSED' })
    expect(other.received).toEqual([])
  })

  it('of a call that wants JSON stays with the API: nobody else answers in its place', async () => {
    const other = await serve((_, response) => response.end('{}'))
    const api = await serve((_, response) => response.writeHead(302, { location: other.url }).end())

    const error = await thrownBy(
      transportTo(api.url).request({ method: 'GET', url: api.url, expect: 'json' }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_REDIRECT_REFUSED' })
    expect(other.received).toEqual([])
  })

  it.each(['127.0.0.1', 'localhost', '[::1]'])(
    'to %s is refused where the API is not on this machine',
    async (host) => {
      const start = await serve((_, response) =>
        response.writeHead(302, { location: `http://${host}:1/` }).end(),
      )
      const transport = transportTo('https://api.box.com')

      const error = await thrownBy(
        transport.request({ method: 'GET', url: start.url, retry: { tries: 1, on: new Set() } }),
      )

      expect(error).toMatchObject({ code: expect.stringMatching(/REDIRECT_REFUSED|UNREACHABLE/) })
      expect(String(error)).toContain('private address')
    },
  )

  it('to a name that leads into the private network is refused', async ({ skip }) => {
    const own = await lookup(hostname()).catch(() => undefined)
    if (own === undefined || !isPrivateAddress(own.address))
      skip('this machine has no name with a private address')
    const start = await serve((_, response) =>
      response.writeHead(302, { location: `https://${hostname()}:1/` }).end(),
    )
    const transport = transportTo('https://api.box.com', { tokenHosts: ['127.0.0.1'] })

    const error = await thrownBy(transport.request({ method: 'GET', url: start.url }))

    expect(error).toMatchObject({ code: 'SKR_BOX_REDIRECT_REFUSED' })
    expect(String(error)).toContain('has a private address')
  })
})

describe('the place that Box redirected to', () => {
  it.each([403, 404, 410])(
    'answering %i has a new link asked for, and does not mean that the file is gone',
    async (status) => {
      const content = await serve((_, response, count) =>
        response.writeHead(count === 1 ? status : 200).end('content'),
      )
      const api = await serve((_, response) => response.writeHead(302, { location: content.url }).end())

      const answer = await transportTo(api.url).open({ method: 'GET', url: api.url })

      expect(await text(answer.body)).toBe('content')
      expect(api.received).toHaveLength(2)
    },
  )

  it('is told of without its path where it keeps refusing', async () => {
    const content = await serve((_, response) => response.writeHead(403).end())
    const api = await serve((_, response) =>
      response.writeHead(302, { location: `${content.url}/secret` }).end(),
    )

    const error = await thrownBy(
      transportTo(api.url).open({ method: 'GET', url: `${api.url}/2.0/files/1/content` }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_LINK_REFUSED', retryable: true })
    expect(String(error)).toContain('answered 403')
    expect(String(error)).not.toContain('secret')
  })

  it('is named where it cannot be reached, since a firewall may stand before it alone', async () => {
    const api = await serve((_, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/secret' }).end(),
    )

    const error = await thrownBy(
      transportTo(api.url).open({ method: 'GET', url: api.url, retry: { tries: 1, on: new Set() } }),
    )

    expect(String(error)).toContain('GET http://127.0.0.1:1 got no answer')
    expect(String(error)).not.toContain('secret')
  })
})
