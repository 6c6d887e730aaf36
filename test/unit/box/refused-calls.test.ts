import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { answerJson, serve, thrownBy, transportTo } from './box-server.ts'

const notFound = { type: 'error', status: 404, code: 'not_found', message: 'Not Found', request_id: 'r1' }

describe('an answer that is an error', () => {
  it.each([
    [400, 'SKR_BOX_REJECTED', false],
    [401, 'SKR_BOX_UNAUTHORIZED', false],
    [403, 'SKR_BOX_FORBIDDEN', false],
    [404, 'SKR_BOX_NOT_FOUND', false],
    [405, 'SKR_BOX_REJECTED', false],
    [409, 'SKR_BOX_CONFLICT', true],
    [410, 'SKR_BOX_NOT_FOUND', false],
    [412, 'SKR_BOX_CONFLICT', true],
    [413, 'SKR_BOX_REJECTED', false],
  ])('of status %i is %s at once', async (status, code, retryable) => {
    const server = await serve((_, response) => answerJson(response, status, { ...notFound, status }))

    const error = await thrownBy(
      transportTo(server.url).request({ method: 'GET', url: `${server.url}/2.0/files/1?q=2` }),
    )

    expect(error).toMatchObject({ code, retryable })
    expect(String(error)).toContain(
      `GET ${server.url}/2.0/files/1 was answered ${status} (not_found: "Not Found", request r1)`,
    )
    expect(server.received).toHaveLength(1)
  })

  it.each([
    [408, 'SKR_BOX_UNAVAILABLE'],
    [429, 'SKR_BOX_RATE_LIMITED'],
    [500, 'SKR_BOX_UNAVAILABLE'],
    [502, 'SKR_BOX_UNAVAILABLE'],
    [503, 'SKR_BOX_UNAVAILABLE'],
    [504, 'SKR_BOX_UNAVAILABLE'],
  ])('of status %i is tried three times, then %s', async (status, code) => {
    const server = await serve((_, response) =>
      response.writeHead(status, { 'retry-after': '0' }).end('<html>busy</html>'),
    )

    const error = await thrownBy(transportTo(server.url).request({ method: 'GET', url: server.url }))

    expect(error).toMatchObject({ code, retryable: true })
    expect(server.received).toHaveLength(3)
  })

  it('is forgotten when the next try succeeds', async () => {
    const server = await serve((_, response, count) =>
      response.writeHead(count === 1 ? 503 : 200).end('done'),
    )

    const answer = await transportTo(server.url).request({ method: 'PUT', url: server.url, body: 'x' })

    expect(Buffer.from(answer.bytes).toString()).toBe('done')
    expect(server.received.map(({ body }) => body)).toEqual(['x', 'x'])
  })

  it('keeps a POST from being sent twice, unless Box says that it did nothing', async () => {
    const server = await serve((_, response, count) =>
      response.writeHead(count === 1 ? 429 : 500, { 'retry-after': '0' }).end(),
    )

    const error = await thrownBy(
      transportTo(server.url).request({ method: 'POST', url: server.url, body: 'x' }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_UNAVAILABLE' })
    expect(server.received).toHaveLength(2)
  })

  it('has its Retry-After waited for where that is short', async () => {
    const times: number[] = []
    const server = await serve((_, response, count) => {
      times.push(Date.now())
      response.writeHead(count === 1 ? 429 : 200, { 'retry-after': '1' }).end()
    })

    await transportTo(server.url).request({ method: 'GET', url: server.url })

    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(990)
  })

  it.each([
    ['seconds', () => '120'],
    ['a date', () => new Date(Date.now() + 120_000).toUTCString()],
  ])('is thrown with its time where Retry-After is long, given as %s', async (_, header) => {
    const server = await serve((__, response) => response.writeHead(503, { 'retry-after': header() }).end())

    const error = (await thrownBy(transportTo(server.url).request({ method: 'GET', url: server.url }))) as {
      retryAt: number
    }

    expect(error).toMatchObject({ code: 'SKR_BOX_UNAVAILABLE', retryable: true })
    expect(error.retryAt - Date.now()).toBeGreaterThan(115_000)
    expect(error.retryAt - Date.now()).toBeLessThan(121_000)
    expect(server.received).toHaveLength(1)
  })

  it('is told by its status where its body is endless or breaks off', async () => {
    const endless = await serve((_, response) => {
      response.writeHead(400)
      const timer = setInterval(() => response.write('x'.repeat(16_384)), 1)
      response.on('close', () => clearInterval(timer))
    })
    const broken = await serve((_, response) => {
      response.writeHead(404, { 'content-length': '100' })
      response.write('{"code": "no')
      setTimeout(() => response.destroy(), 10)
    })

    const errors = await Promise.all([
      thrownBy(transportTo(endless.url).request({ method: 'GET', url: endless.url })),
      thrownBy(transportTo(broken.url).request({ method: 'GET', url: broken.url })),
    ])

    expect(errors).toMatchObject([{ code: 'SKR_BOX_REJECTED' }, { code: 'SKR_BOX_NOT_FOUND' }])
  })
})

describe('a 202 with Retry-After', () => {
  it('is asked again until the content is ready', async () => {
    const server = await serve((_, response, count) =>
      count < 3 ? response.writeHead(202, { 'retry-after': '0' }).end() : response.end('content'),
    )

    const { body } = await transportTo(server.url).open({ method: 'GET', url: server.url })

    expect(await text(body)).toBe('content')
  })

  it('is left to the queue where the wait is long', async () => {
    const server = await serve((_, response) => response.writeHead(202, { 'retry-after': '60' }).end())

    const error = await thrownBy(transportTo(server.url).open({ method: 'GET', url: server.url }))

    expect(error).toMatchObject({ code: 'SKR_BOX_NOT_READY', retryable: true, retryAt: expect.any(Number) })
  })

  it('is not the content without the header either', async () => {
    const server = await serve((_, response, count) =>
      response.writeHead(count === 1 ? 202 : 200).end(count === 1 ? '' : 'content'),
    )

    const { body } = await transportTo(server.url).open({ method: 'GET', url: server.url })

    expect(await text(body)).toBe('content')
  })

  it.each([203, 204, 206])('is no more the content than a %i', async (status) => {
    const server = await serve((_, response) => response.writeHead(status).end())

    expect(await thrownBy(transportTo(server.url).open({ method: 'GET', url: server.url }))).toMatchObject({
      code: 'SKR_BOX_BAD_ANSWER',
    })
  })

  it('is an answer like any other without the header where no content is asked for', async () => {
    const server = await serve((_, response) => response.writeHead(202).end('taken'))

    expect(await transportTo(server.url).request({ method: 'POST', url: server.url })).toMatchObject({
      status: 202,
    })
  })
})
