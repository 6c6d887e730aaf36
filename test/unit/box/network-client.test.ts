import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { BoxClient, BoxDeveloperTokenAuth } from 'box-node-sdk'
import { BaseUrls, NetworkSession } from 'box-node-sdk/networking'
import { describe, expect, it } from 'vitest'
import { createBoxApi } from '../../../core/box/client.ts'
import { createNetworkClient } from '../../../core/box/network-client.ts'
import { answerJson, serve, thrownBy, transportTo } from './box-server.ts'

function clientOf(url: string): BoxClient {
  const networkSession = new NetworkSession({
    baseUrls: new BaseUrls({ baseUrl: url }),
    networkClient: createNetworkClient(transportTo(url)),
  })
  return new BoxClient({ auth: new BoxDeveloperTokenAuth({ token: 'sdk-token' }), networkSession })
}

describe("Box's SDK over our transport", () => {
  it('makes its typed calls', async () => {
    const server = await serve((_, response) =>
      answerJson(response, 200, { type: 'file', id: '5', name: 'a.txt' }),
    )

    const file = await clientOf(server.url).files.getFileById('5', { queryParams: { fields: ['name'] } })

    expect(file.name).toBe('a.txt')
    expect(server.received[0]).toMatchObject({
      method: 'GET',
      url: '/2.0/files/5?fields=name',
      headers: { authorization: 'Bearer sdk-token' },
    })
  })

  it('streams downloads', async () => {
    const server = await serve((_, response) => response.end('content'))

    const stream = await clientOf(server.url).downloads.downloadFile('5')

    expect(await text(stream as Readable)).toBe('content')
  })

  it('sends JSON, form fields and streams', async () => {
    const server = await serve((_, response) => answerJson(response, 200, {}))
    const client = clientOf(server.url)
    const call = {
      method: 'post',
      url: `${server.url}/x?a=1`,
      params: { b: '2' },
      headers: { 'X-Extra': 'yes' },
    }

    await client.makeRequest({ ...call, data: { n: 1 } })
    await client.makeRequest({
      ...call,
      data: { grant_type: 'x y', n: 1, none: undefined },
      contentType: 'application/x-www-form-urlencoded',
    })
    await client.makeRequest({
      ...call,
      fileStream: Readable.from(['raw']),
      contentType: 'application/octet-stream',
    })
    await client.makeRequest({ ...call, data: null, contentType: 'application/x-www-form-urlencoded' })

    expect(server.received.map(({ url, body }) => [url, body])).toEqual([
      ['/x?a=1&b=2', '{"n":1}'],
      ['/x?a=1&b=2', 'grant_type=x+y&n=1'],
      ['/x?a=1&b=2', 'raw'],
      ['/x?a=1&b=2', ''],
    ])
    expect(server.received[2]?.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'x-extra': 'yes',
    })
  })

  it('leaves redirects unfollowed and bodies unread where asked', async () => {
    const server = await serve((request, response) =>
      request.method === 'DELETE'
        ? response.writeHead(200).end('not json')
        : response.writeHead(302, { location: '/there' }).end(),
    )
    const client = clientOf(server.url)

    const redirect = await client.makeRequest({ method: 'GET', url: server.url, followRedirects: false })
    const deleted = await client.makeRequest({
      method: 'DELETE',
      url: server.url,
      responseFormat: 'no_content',
    })

    expect(redirect).toMatchObject({ status: 302, headers: { location: `${server.url}/there` } })
    expect(deleted).toMatchObject({ status: 200, data: undefined })
  })

  it('throws our errors, without retries of its own', async () => {
    const server = await serve((_, response) => answerJson(response, 401, { code: 'unauthorized' }))

    const error = await thrownBy(clientOf(server.url).files.getFileById('5'))

    expect(error).toMatchObject({ code: 'SKR_BOX_UNAUTHORIZED' })
    expect(server.received).toHaveLength(1)
  })

  it('refuses what it cannot send', async () => {
    const client = clientOf('http://127.0.0.1:1')
    const url = 'http://127.0.0.1:1'

    const errors = await Promise.all([
      thrownBy(client.makeRequest({ method: 'POST', url, multipartData: [{ partName: 'a', data: {} }] })),
      thrownBy(client.makeRequest({ method: 'BREW', url })),
    ])

    expect(errors).toMatchObject([
      { code: 'SKR_BOX_CALL_NOT_SUPPORTED' },
      { code: 'SKR_BOX_CALL_NOT_SUPPORTED' },
    ])
  })
})

describe('raw calls', () => {
  it('send JSON as it is and hand out the answer as it is', async () => {
    const server = await serve((_, response) => response.writeHead(200).end('{"n": 1.0, "n": 2.0}'))
    const api = createBoxApi({ apiUrl: `${server.url}/`, transport: transportTo(server.url) })
    await api.load()

    const { signal } = new AbortController()
    const answer = await api.call({ method: 'PUT', path: '/2.0/x', token: 'tok', json: '{"a": 1.0}', signal })

    expect(answer).toEqual({ status: 200, text: '{"n": 1.0, "n": 2.0}' })
    expect(server.received[0]).toMatchObject({
      url: '/2.0/x',
      body: '{"a": 1.0}',
      headers: { authorization: 'Bearer tok', 'content-type': 'application/json' },
    })
  })
})
