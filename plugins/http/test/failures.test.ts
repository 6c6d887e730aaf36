import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHttp } from './run-http.ts'
import { type Reply, type Service, startService } from './service.ts'

let service: Service
let other: Service
let replies: Reply[] = []
/** Answers one after another; the last one for all that follow. */
beforeAll(async () => {
  service = await startService(() => (replies.length > 1 ? replies.shift() : replies[0]) as Reply)
  other = await startService(() => ({ body: { cards: [] } }))
})
afterAll(() => Promise.all([service.close(), other.close()]))

const good: Reply = { body: { cards: [{ type: 'keyword', title: 'Class', entries: ['invoice'] }] } }

/** Runs the plugin, and tells how many requests it made. */
async function ask(given: readonly Reply[], options: object = {}, signal?: AbortSignal) {
  replies = [...given]
  const before = service.received.length
  const run = runHttp({ url: `${service.origin}/classify`, ...options }, { ...(signal && { signal }) })
  const outcome = await run.then(
    ({ cards }) => ({ cards, error: undefined }),
    (error: unknown) => ({ cards: undefined, error }),
  )
  return { ...outcome, requests: service.received.length - before }
}

describe('a status', () => {
  it.each([
    [400, 'skills_file_processing_error', false, 'refused the request (400): no such model'],
    [
      401,
      'skills_external_auth_error',
      false,
      'does not accept the credentials; check the secrets of this plugin (401)',
    ],
    [402, 'skills_billing_error', false, 'wants to be paid (402)'],
    [403, 'skills_external_auth_error', false, 'does not allow this'],
    [404, 'skills_invocations_error', false, 'knows no such address; check "url" (404)'],
    [408, 'skills_invocations_error', true, 'waited too long'],
    [413, 'skills_invalid_file_size_error', false, 'does not take a file of this size (413)'],
    [415, 'skills_invalid_file_format_error', false, 'does not take a file of this format (415)'],
    [422, 'skills_file_processing_error', false, 'refused the request (422)'],
    [500, 'skills_file_processing_error', false, 'failed over this file (500)'],
  ])('of %i means %s, at once', async (status, code, retryable, words) => {
    const { error, requests } = await ask([{ status, body: { error: { message: 'no such model' } } }])

    expect(error).toMatchObject({ code, retryable, message: expect.stringContaining(words) })
    expect(requests).toBe(1)
  })

  it.each([429, 502, 503, 504])('of %i is tried again, and then left to the runner', async (status) => {
    const busy = { status, headers: { 'retry-after': '0' }, body: 'busy' }
    const { error, requests } = await ask([busy], { retries: 3 })

    expect(error).toMatchObject({ code: 'skills_invocations_error', retryable: true })
    expect(requests).toBe(4)
  })

  it('that passes is not seen, and the whole file is sent again', async () => {
    const { cards, requests } = await ask([{ status: 503, headers: { 'retry-after': '0' } }, good])

    expect(cards).toHaveLength(1)
    expect(requests).toBe(2)
    const [first, second] = service.received.slice(-2)
    expect(second?.body.length).toBe(first?.body.length)
  })

  it.each([
    ['plain words', 'No <b>such</b>\n thing', ': No such thing'],
    ['a page', '<html><style>p { color: red }</style><h1>Bad Gateway</h1></html>', ': Bad Gateway'],
    [
      'a list of problems',
      '{"detail":[{"loc":["file"],"msg":"missing"}]}',
      ': {"detail":[{"loc":["file"],"msg":"missing"}]}',
    ],
    ['nothing', '', 'refused the request (400).'],
    ['very much', 'x'.repeat(200_000), `${'x'.repeat(199)}…`],
  ])('is told with what the service says about it, which is %s', async (_, body, end) => {
    const { error } = await ask([{ status: 400, body }])

    expect((error as Error).message.endsWith(end)).toBe(true)
  })
})

describe('Retry-After', () => {
  const at = (seconds: number) => new Date(Date.UTC(2026, 10, 24, 8, 0, seconds)).toUTCString()

  it('may be a date, which is measured by the clock of the service', async () => {
    const headers = { 'retry-after': at(0), date: at(0) }
    const { cards } = await ask([{ status: 429, headers }, good], { retries: 1 })

    expect(cards).toHaveLength(1)
  })

  it.each([
    ['seconds', { 'retry-after': '120' }],
    ['a date', { 'retry-after': at(120), date: at(0) }],
  ])('that asks for a long wait, in %s, leaves it to the runner', async (_, headers) => {
    const { error, requests } = await ask([{ status: 429, headers }, good])

    expect(error).toMatchObject({ retryable: true })
    expect(requests).toBe(1)
  })
})

describe('a connection', () => {
  it('that is refused is tried again, and then left to the runner', async () => {
    const closed = await startService(() => good)
    await closed.close()
    const { error } = await ask([], { url: closed.origin, retries: 1 })

    expect(error).toMatchObject({
      code: 'skills_invocations_error',
      retryable: true,
      message: `The service at ${new URL(closed.origin).host} refuses connections (ECONNREFUSED).`,
    })
  })

  it('that breaks off in the middle of an answer is tried again', async () => {
    const broken: Reply = (response) => {
      response.writeHead(200, { 'content-length': '1000' })
      response.write('{"cards"', () => response.destroy())
    }
    const { cards, requests } = await ask([broken, good])

    expect(cards).toHaveLength(1)
    expect(requests).toBe(2)
  })

  it('to what speaks no HTTP is not', async () => {
    const server = createServer((socket) => socket.end('220 mail.example.com ESMTP\r\n').resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : undefined
    const { error } = await ask([], { url: `http://127.0.0.1:${port}/` })
    server.close()

    expect(error).toMatchObject({
      retryable: false,
      message: expect.stringContaining('does not answer in HTTP'),
    })
  })

  it('on which no answer begins is given up, and left to the runner', async () => {
    const { error, requests } = await ask([() => undefined], { answerTimeoutMs: 100 })

    expect(error).toMatchObject({
      retryable: true,
      message: expect.stringContaining('does not answer in time'),
    })
    expect(requests).toBe(1)
  })

  it('on which an answer stalls is given up', async () => {
    const stalled: Reply = (response) => response.writeHead(200).write('{')
    const { error } = await ask([stalled], { answerTimeoutMs: 100 })

    expect(error).toMatchObject({ message: expect.stringContaining('stopped in the middle of its answer') })
  })

  it.each<[string, Reply]>([
    ['while the service thinks', () => undefined],
    ['between two tries', { status: 503, headers: { 'retry-after': '15' } }],
  ])('is let go %s when the run is stopped', async (_, reply) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 200)
    const { error } = await ask([reply], {}, controller.signal)

    expect(error).toMatchObject({ name: 'AbortError' })
  })
})

describe('a redirect', () => {
  it.each([307, 308])('of %i within the service is followed with the file', async (status) => {
    const { cards } = await ask([{ status, headers: { location: '/v2/classify' } }, good])

    expect(cards).toHaveLength(1)
    expect(service.received.at(-1)).toMatchObject({ method: 'POST', path: '/v2/classify' })
    expect(service.received.at(-1)?.body.toString()).toContain('a note')
  })

  it('of 303 leads to the result', async () => {
    const { cards } = await ask([{ status: 303, headers: { location: 'results/1' } }, good])

    expect(cards).toHaveLength(1)
    expect(service.received.at(-1)).toMatchObject({
      method: 'GET',
      path: '/results/1',
      body: Buffer.alloc(0),
    })
  })

  it.each([301, 302])('of %i would lose the file, so it is told', async (status) => {
    const { error } = await ask([{ status, headers: { location: '/v2?secret=1' } }])

    expect(error).toMatchObject({
      message: expect.stringContaining(`has moved to ${service.origin}/v2; set "url"`),
    })
  })

  it.each([302, 307])('of %i to another host gets neither the file nor the headers', async (status) => {
    const location = `${other.origin}/steal`
    const { error } = await ask([{ status, headers: { location } }], { method: 'GET', send: 'nothing' })

    expect(other.received).toHaveLength(0)
    expect(error).toMatchObject({
      retryable: false,
      message: expect.stringContaining(`leads to ${other.origin}, which would get the headers, too`),
    })
  })

  it('to another host is followed where the operator trusts it', async () => {
    const location = `${other.origin}/classify`
    await ask([{ status: 307, headers: { location } }], {
      headers: { 'x-key': 'k' },
      origins: [other.origin],
    })

    expect(other.received.at(-1)).toMatchObject({ path: '/classify', headers: { 'x-key': 'k' } })
  })

  it('in a circle ends', async () => {
    const { error, requests } = await ask([{ status: 307, headers: { location: '/classify' } }])

    expect(error).toMatchObject({ message: expect.stringContaining('leads on more than 3 times') })
    expect(requests).toBe(4)
  })
})
