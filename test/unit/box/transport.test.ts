import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { answerJson, serve, serveSocket, thrownBy, transportTo } from './box-server.ts'

const oneTry = { tries: 1, on: new Set<never>() }

describe('a call', () => {
  it('sends method, headers, token and body, and hands out the answer', async () => {
    const server = await serve((_, response) => answerJson(response, 201, { ok: true }, { 'x-box': 'yes' }))
    const transport = transportTo(server.url)

    const answer = await transport.request({
      method: 'PUT',
      url: `${server.url}/2.0/things?a=1`,
      token: 'tok',
      headers: { 'content-type': 'application/json', authorization: 'Bearer smuggled' },
      body: '{"n":1}',
      expect: 'json',
    })

    expect(answer).toMatchObject({ status: 201, json: { ok: true }, headers: { 'x-box': 'yes' } })
    expect(server.received[0]).toMatchObject({
      method: 'PUT',
      url: '/2.0/things?a=1',
      body: '{"n":1}',
      headers: { authorization: 'Bearer tok', 'content-type': 'application/json' },
    })
  })

  it('reuses the connection of the one before', async () => {
    const server = await serve((_, response) => answerJson(response, 200, {}))
    const transport = transportTo(server.url, { connections: 1 })

    for (let i = 0; i < 5; i += 1) await transport.request({ method: 'GET', url: server.url })

    expect(server.connections()).toBe(1)
  })

  it('opens no more connections than allowed, and serves all callers', async () => {
    const server = await serve((_, response) => setTimeout(() => answerJson(response, 200, {}), 20))
    const transport = transportTo(server.url, { connections: 2 })

    await Promise.all(Array.from({ length: 10 }, () => transport.request({ method: 'GET', url: server.url })))

    expect(server.connections()).toBe(2)
  })

  it('can hand out the body as it arrives', async () => {
    const server = await serve((_, response) => {
      response.write('first ')
      setTimeout(() => response.end('second'), 20)
    })

    const { body } = await transportTo(server.url).open({ method: 'GET', url: server.url })

    expect(await text(body)).toBe('first second')
  })

  it('has no JSON where the body is empty', async () => {
    const server = await serve((_, response) => response.writeHead(204).end())

    const answer = await transportTo(server.url).request({
      method: 'DELETE',
      url: server.url,
      expect: 'json',
    })

    expect(answer).toMatchObject({ status: 204, json: undefined })
  })

  it('is refused where its address is none', async () => {
    const error = await thrownBy(
      transportTo('https://api.box.com').request({ method: 'GET', url: 'api.box.com/x' }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_BAD_ANSWER' })
  })

  it('does not send its token to a host that may not have it', async () => {
    const server = await serve((_, response) => response.end())

    const error = await thrownBy(
      transportTo('https://api.box.com').request({
        method: 'GET',
        url: `${server.url}/secret-path?q=1`,
        token: 'tok',
      }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_TOKEN_HOST_REFUSED', retryable: false })
    expect(String(error)).toContain(server.url)
    expect(String(error)).not.toContain('secret-path')
    expect(server.received).toEqual([])
  })
})

describe('aborting a call', () => {
  it('rejects it with the reason, wherever it is', async () => {
    const silent = await serveSocket(() => {})
    const busy = await serve((_, response) => response.writeHead(503, { 'retry-after': '4' }).end())
    const stalled = await serveSocket((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
    )

    for (const { url } of [silent, busy, stalled]) {
      const abort = new AbortController()
      const call = thrownBy(transportTo(url).request({ method: 'GET', url, signal: abort.signal }))
      setTimeout(() => abort.abort('no longer wanted'), 100)
      expect(await call).toBe('no longer wanted')
    }
  })

  it('sends nothing where it came first', async () => {
    const server = await serve((_, response) => response.end())

    const error = await thrownBy(
      transportTo(server.url).request({
        method: 'GET',
        url: server.url,
        signal: AbortSignal.abort('too late'),
      }),
    )

    expect(error).toBe('too late')
    expect(server.received).toEqual([])
  })
})

it('fails calls under way when the transport is closed', async () => {
  const server = await serveSocket(() => {})
  const transport = transportTo(server.url)
  const call = thrownBy(transport.request({ method: 'GET', url: server.url, retry: oneTry }))
  setTimeout(() => transport.close(), 50)

  expect(await call).toMatchObject({ code: 'SKR_BOX_UNREACHABLE' })
})
