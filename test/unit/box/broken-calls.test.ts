import { describe, expect, it } from 'vitest'
import { closedUrl, serve, serveSocket, thrownBy, transportTo } from './box-server.ts'

const oneTry = { tries: 1, on: new Set<never>() }

describe('no answer', () => {
  it('is SKR_BOX_UNREACHABLE with the reason where nobody listens', async () => {
    const url = await closedUrl()

    const error = await thrownBy(transportTo(url).request({ method: 'GET', url, retry: oneTry }))

    expect(error).toMatchObject({ code: 'SKR_BOX_UNREACHABLE', retryable: true })
    expect(String(error)).toContain('ECONNREFUSED')
  })

  it('is SKR_BOX_UNREACHABLE where the name is not known', async () => {
    const url = 'https://nothing.invalid'

    expect(await thrownBy(transportTo(url).request({ method: 'GET', url, retry: oneTry }))).toMatchObject({
      code: 'SKR_BOX_UNREACHABLE',
    })
  })

  it('is SKR_BOX_UNREACHABLE where the connection is dropped, after three tries', async () => {
    const server = await serveSocket((socket) => socket.destroy())

    const error = await thrownBy(transportTo(server.url).request({ method: 'GET', url: server.url }))

    expect(error).toMatchObject({ code: 'SKR_BOX_UNREACHABLE', retryable: true })
    expect(server.count()).toBe(3)
  })

  it('is made up for by the next try', async () => {
    const server = await serveSocket((socket, count) =>
      count === 1 ? socket.destroy() : socket.end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'),
    )

    expect(await transportTo(server.url).request({ method: 'GET', url: server.url })).toMatchObject({
      status: 200,
    })
  })

  it('is SKR_BOX_TIMEOUT where the answer does not begin, without another try', async () => {
    const server = await serveSocket(() => {})

    const error = await thrownBy(
      transportTo(server.url, { timeoutMs: 300 }).request({ method: 'GET', url: server.url }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_TIMEOUT', retryable: true })
    expect(String(error)).toContain('gave up after 300 ms: the answer did not begin')
    expect(server.count()).toBe(1)
  })

  it('is SKR_BOX_TIMEOUT where the body stalls', async () => {
    const server = await serveSocket((socket) =>
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf'),
    )

    const error = await thrownBy(
      transportTo(server.url, { timeoutMs: 300 }).request({ method: 'GET', url: server.url }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_TIMEOUT' })
    expect(String(error)).toContain('stalled')
  })

  it('is SKR_BOX_TIMEOUT where the body trickles without end', async () => {
    const server = await serveSocket((socket) => {
      socket.write('HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n')
      const timer = setInterval(() => socket.write('.'), 50)
      socket.on('close', () => clearInterval(timer))
    })

    const error = await thrownBy(
      transportTo(server.url, { timeoutMs: 300 }).request({ method: 'GET', url: server.url }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_TIMEOUT' })
    expect(String(error)).toContain('gave up after 1200 ms: the answer was not complete')
  })
})

describe('an answer that cannot be used', () => {
  it.each([
    ['is cut short', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"a":1}'],
    ['is cut short in a chunk', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{"a":'],
  ])('because it %s is tried again, then retryable', async (_, raw) => {
    const server = await serveSocket((socket) => socket.end(raw))

    const error = await thrownBy(
      transportTo(server.url).request({ method: 'GET', url: server.url, expect: 'json' }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_BAD_ANSWER', retryable: true })
    expect(String(error)).toContain('broke off')
    expect(server.count()).toBe(3)
  })

  it.each([
    ['is not HTTP', 'SSH-2.0-OpenSSH_9\r\n\r\n'],
    ['is not JSON', 'HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n<html>hi</html>'],
    ['is a status that was not asked for', 'HTTP/1.1 304 Not Modified\r\n\r\n'],
  ])('because it %s is SKR_BOX_BAD_ANSWER', async (_, raw) => {
    const server = await serveSocket((socket) => socket.end(raw))

    const error = await thrownBy(
      transportTo(server.url).request({ method: 'GET', url: server.url, expect: 'json', retry: oneTry }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_BAD_ANSWER', retryable: true })
    expect(String(error)).not.toContain('html')
  })

  it('because its headers are endless is SKR_BOX_BAD_ANSWER', async () => {
    const server = await serveSocket((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`),
    )

    const error = await thrownBy(
      transportTo(server.url).request({ method: 'GET', url: server.url, retry: oneTry }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_BAD_ANSWER' })
  })

  it('because it is far too large is SKR_BOX_BAD_ANSWER', async () => {
    const server = await serve((_, response) => {
      const chunk = Buffer.alloc(1 << 20)
      const more = () => {
        while (response.write(chunk));
      }
      response.on('drain', more)
      more()
    })

    const error = await thrownBy(
      transportTo(server.url).request({ method: 'GET', url: server.url, retry: oneTry }),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_BAD_ANSWER' })
    expect(String(error)).toContain('larger than 67108864 bytes')
  })
})
