import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { imageOf } from '../entries.ts'
import { excerptOf } from '../excerpt.ts'
import { runHttp } from './run-http.ts'
import { type Reply, type Service, startService } from './service.ts'

let service: Service
let reply: Reply
beforeAll(async () => {
  service = await startService(() => reply)
})
afterAll(() => service.close())

// Each of these would take minutes where the time grows with the square of the length.
const length = 1_000_000

describe('an endless page', () => {
  it.each(['<', '<style', '<style>', '<script></style>', '</'])('of nothing but %s is read once', (piece) => {
    const page = piece.repeat(length / piece.length)

    expect(excerptOf(Buffer.from(page)).length).toBeLessThanOrEqual(200)
  })

  it('shows its words, and what is no tag', () => {
    const page = '<p>1 < 2 &amp; <b>so</b></p><SCRIPT>if (a < b) go()</SCRIPT><p>on'

    expect(excerptOf(Buffer.from(page))).toBe('1 < 2 &amp; so on')
  })
})

describe('an endless picture', () => {
  it.each([' ', '=', 'A', '=== '])('of nothing but %j is read once', (piece) => {
    const image = `AAAA${piece.repeat(length / piece.length)}!`

    expect(() => imageOf({ image }, 'card 1')).toThrow('has to have base64 as image')
  })
})

describe('a packed answer', () => {
  it.each([
    ['is not packed at all', Buffer.from('{"cards": []}')],
    ['breaks off', gzipSync(Buffer.alloc(10_000, 'abc')).subarray(0, 30)],
  ])('that %s is told, and not tried again', async (_, body) => {
    reply = { headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' }, body }
    const before = service.received.length

    await expect(runHttp({ url: service.origin })).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: 'The service says that its answer is packed as gzip, but it cannot be unpacked.',
    })
    expect(service.received).toHaveLength(before + 1)
  })

  it('on a connection that breaks off is asked for again', async () => {
    const packed = gzipSync('{"cards": [{"type": "keyword", "title": "Class", "entries": ["invoice"]}]}')
    const headers = { 'content-encoding': 'gzip', 'content-type': 'application/json' }
    reply = (response) => {
      reply = { headers, body: packed }
      response.writeHead(200, { ...headers, 'content-length': packed.length })
      response.write(packed.subarray(0, 20), () => response.destroy())
    }

    expect((await runHttp({ url: service.origin })).cards).toHaveLength(1)
  })
})

describe('an address', () => {
  it.each([
    ['url', { url: 'http://127.0.0.1:99999/' }],
    ['origins', { url: 'http://127.0.0.1/', origins: ['https://[::'] }],
  ])('that is none is told by its option, before a file is sent: %s', async (option, options) => {
    await expect(runHttp(options)).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: `The option "${option}" holds what is no address.`,
    })
  })

  it('that becomes none by a secret is told without it', async () => {
    vi.stubEnv('SERVICE_HOST', 'secret host:1')
    const failure = await runHttp({ url: 'http://{{SERVICE_HOST}}/' }).catch((error: unknown) => error)
    vi.unstubAllEnvs()

    expect(failure).toMatchObject({ message: 'The option "url" holds what is no address.' })
    expect(JSON.stringify([failure, { ...(failure as object) }])).not.toContain('secret')
  })

  it.each(['.', '..'])('cannot be led up by a file named %j', async (name) => {
    const run = runHttp({ url: `${service.origin}/files/{{file.name}}/text` }, { name })

    await expect(run).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: `“${name}” cannot stand in an address: it would lead to another one.`,
    })
  })
})

describe('headers that HTTP does not know', () => {
  it.each([{ 'X Key': 'a' }, { 'Transfer-Encoding': 'chunked' }, { Expect: '100-continue' }])(
    'are told: %j',
    async (headers) => {
      await expect(runHttp({ url: service.origin, headers })).rejects.toMatchObject({
        code: 'skills_invocations_error',
        message: expect.stringMatching(/^The request to 127\.0\.0\.1:\d+ cannot be made; check "headers": /),
      })
    },
  )
})
