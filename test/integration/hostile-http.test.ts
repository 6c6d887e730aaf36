import { once } from 'node:events'
import { connect } from 'node:net'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { listen, raw } from '../unit/intake/listening.ts'
import { event, expectAlive, head, json, statuses } from './http-by-hand.ts'

describe('what is refused at once, on a connection that is closed then', () => {
  it.each<readonly [what: string, request: string, status: number, code: string]>([
    ['9,000 headers', `${head}${'a: b\r\n'.repeat(9000)}\r\n`, 431, 'SKR_INTAKE_HEADERS_TOO_LARGE'],
    [
      '3,000 headers below the limit of bytes',
      `${head}${'a:\r\n'.repeat(3000)}\r\n`,
      400,
      'SKR_INTAKE_BODY_EMPTY',
    ],
    [
      'one header of 20 kB',
      `${head}cookie: ${'c'.repeat(20_000)}\r\n\r\n`,
      431,
      'SKR_INTAKE_HEADERS_TOO_LARGE',
    ],
    [
      'the name of a header of 20 kB',
      `${head}${'c'.repeat(20_000)}: a\r\n\r\n`,
      431,
      'SKR_INTAKE_HEADERS_TOO_LARGE',
    ],
    [
      'a URL of 20 kB',
      `GET /${'a'.repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      431,
      'SKR_INTAKE_HEADERS_TOO_LARGE',
    ],
    [
      'a URL of 8 kB',
      `GET /skills/${'a'.repeat(8000)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      405,
      'SKR_INTAKE_METHOD',
    ],
    [
      'a query of 8 kB',
      `GET /skills?${'a&'.repeat(4000)} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`,
      405,
      'SKR_INTAKE_METHOD',
    ],
    [
      'an announced body of a terabyte',
      `${head}content-length: 1000000000000\r\n\r\n{`,
      413,
      'SKR_INTAKE_BODY_TOO_LARGE',
    ],
    [
      'chunks that grow too large',
      `${head}transfer-encoding: chunked\r\n\r\n2711\r\n${'x'.repeat(10_001)}\r\n0\r\n\r\n`,
      413,
      'SKR_INTAKE_BODY_TOO_LARGE',
    ],
    [
      'a chunk whose size is no number',
      `${head}transfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`,
      400,
      'SKR_INTAKE_MALFORMED',
    ],
    [
      'a chunk of a negative size',
      `${head}transfer-encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n`,
      400,
      'SKR_INTAKE_MALFORMED',
    ],
    [
      'a chunk whose size overflows',
      `${head}transfer-encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}\r\n`,
      400,
      'SKR_INTAKE_MALFORMED',
    ],
    [
      'a chunk that is longer than its size',
      `${head}transfer-encoding: chunked\r\n\r\n1\r\n{}{}\r\n0\r\n\r\n`,
      400,
      'SKR_INTAKE_MALFORMED',
    ],
    [
      'extensions of chunks of 20 kB',
      `${head}transfer-encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n{}\r\n`,
      400,
      'SKR_INTAKE_MALFORMED',
    ],
    ['a length that is no number', `${head}content-length: two\r\n\r\n{}`, 400, 'SKR_INTAKE_MALFORMED'],
    ['a negative length', `${head}content-length: -2\r\n\r\n{}`, 400, 'SKR_INTAKE_MALFORMED'],
    ['two lengths', `${head}content-length: 2\r\ncontent-length: 3\r\n\r\n{} `, 400, 'SKR_INTAKE_MALFORMED'],
    ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'SKR_INTAKE_MALFORMED'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'SKR_INTAKE_MALFORMED'],
    ['a NUL in the URL', `GET /health\0/live HTTP/1.1\r\nhost: x\r\n\r\n`, 400, 'SKR_INTAKE_MALFORMED'],
    ['a NUL in a header', `${head}x-a: b\0c\r\n\r\n`, 400, 'SKR_INTAKE_MALFORMED'],
    ['a NUL in the name of a header', `${head}x\0a: b\r\n\r\n`, 400, 'SKR_INTAKE_MALFORMED'],
    ['a space before the colon', `${head}content-length : 2\r\n\r\n{}`, 400, 'SKR_INTAKE_MALFORMED'],
    ['a method that there is not', 'STEAL /skills HTTP/1.1\r\nhost: x\r\n\r\n', 400, 'SKR_INTAKE_MALFORMED'],
  ])('%s', async (_what, request, status, code) => {
    const server = await listen()

    const answer = await raw(server.port, request)

    expect(statuses(answer)).toEqual([status])
    expect(answer).toContain(code)
    await expectAlive(server)
  })

  it.each([
    ['before', 'transfer-encoding: chunked\r\ncontent-length: 4\r\n'],
    ['behind', 'content-length: 4\r\ntransfer-encoding: chunked\r\n'],
    ['that is folded', 'content-length: 4\r\ntransfer-encoding:\r\n chunked\r\n'],
    ['of another name', 'transfer-encoding: xchunked\r\n'],
    ['that does not come last', 'transfer-encoding: chunked, identity\r\n'],
  ])('a length and a transfer encoding %s, with a second request smuggled behind', async (_what, headers) => {
    const server = await listen()
    const second = 'GET /health/live HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n'

    const answer = await raw(
      server.port,
      `POST /skills HTTP/1.1\r\nhost: x\r\n${json}${headers}\r\n0\r\n\r\n${second}`,
    )

    expect(statuses(answer)).toEqual([400])
    expect(answer).not.toContain('live')
    await expectAlive(server)
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('a body packed with %s, which is not unpacked', async (encoding, pack) => {
    const server = await listen()
    const bomb = pack(Buffer.alloc(5_000_000)).toString('latin1').slice(0, 5000)

    const answer = await raw(
      server.port,
      `${head}content-encoding: ${encoding}\r\ncontent-length: ${bomb.length}\r\n\r\n`,
    )

    expect(answer).toMatch(/^HTTP\/1\.1 415 .*SKR_INTAKE_ENCODED_BODY/s)
    await expectAlive(server)
  })

  it('HTTP/1.1 without a Host, by Node itself', async () => {
    const server = await listen()

    expect(statuses(await raw(server.port, 'GET /health/live HTTP/1.1\r\n\r\n'))).toEqual([400])
    await expectAlive(server)
  })

  it('CONNECT, without any answer', async () => {
    const server = await listen()

    expect(await raw(server.port, 'CONNECT example.com:443 HTTP/1.1\r\nhost: example.com:443\r\n\r\n')).toBe(
      '',
    )
    await expectAlive(server)
  })
})

describe('what is more than Box sends, and still HTTP', () => {
  it('answers requests that were sent in one go in their order, up to the first that is none', async () => {
    const server = await listen()

    const answer = await raw(
      server.port,
      `${event()}${event()}GET /nothing HTTP/1.1\r\nhost: x\r\n\r\n${event()}nonsense\r\n\r\n${event()}`,
    )

    expect(statuses(answer)).toEqual([200, 200, 404, 200, 400])
    await expectAlive(server, 3)
  })

  it('takes an event that waits for 100 Continue', async () => {
    const server = await listen()
    const [headers = '', body = ''] = event('connection: close\r\nexpect: 100-continue\r\n').split('\r\n\r\n')
    const socket = connect(server.port, '127.0.0.1')
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk.toString()
    })
    socket.write(`${headers}\r\n\r\n`)
    await once(socket, 'data')

    socket.write(body)
    await once(socket, 'close')

    expect(statuses(answer)).toEqual([100, 200])
    await expectAlive(server, 1)
  })

  it('refuses another expectation', async () => {
    const server = await listen()

    expect(statuses(await raw(server.port, event('connection: close\r\nexpect: miracles\r\n')))).toEqual([
      417,
    ])
    await expectAlive(server)
  })

  it.each(['websocket', 'h2c'])(
    'answers an upgrade to %s as if it had not been asked for',
    async (protocol) => {
      const server = await listen()
      const upgrade = `GET /skills HTTP/1.1\r\nhost: x\r\nconnection: upgrade, close\r\nupgrade: ${protocol}\r\n\r\n`

      expect(await raw(server.port, upgrade)).toMatch(/^HTTP\/1\.1 405 .*SKR_INTAKE_METHOD/s)
      await expectAlive(server)
    },
  )

  it.each([' HTTP/1.0', ''])('answers a request line that ends in "%s", and closes', async (version) => {
    const server = await listen()

    expect(statuses(await raw(server.port, `GET /health/live${version}\r\n\r\n`))).toEqual([200])
  })
})
