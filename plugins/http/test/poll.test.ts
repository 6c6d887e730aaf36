import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHttp } from './run-http.ts'
import { type Reply, type Service, startService } from './service.ts'

let service: Service
let other: Service
let script: Record<string, Reply[]> = {}
/** Each path has a list of answers; the last one stays. */
beforeAll(async () => {
  service = await startService(({ path }) => {
    const replies = script[path] ?? []
    return (replies.length > 1 ? replies.shift() : replies[0]) ?? { status: 404 }
  })
  other = await startService(() => ({ body: { cards: [] } }))
})
afterAll(() => Promise.all([service.close(), other.close()]))

const cards = [{ type: 'keyword', title: 'Class', entries: ['invoice'] }]
const soon = { intervalMs: 50, timeoutMs: 5000 }

/** Runs against a service that answers by `replies`, and tells which paths were asked. */
async function ask(replies: Record<string, Reply[]>, options: object = {}, signal?: AbortSignal) {
  script = replies
  const before = service.received.length
  const run = runHttp(
    { url: `${service.origin}/jobs`, poll: soon, ...options },
    { ...(signal && { signal }) },
  )
  const outcome = await run.then(
    (result) => ({ cards: result.cards, error: undefined }),
    (error: unknown) => ({ cards: undefined, error }),
  )
  const asked = service.received.slice(before).map(({ method, path }) => `${method} ${path}`)
  return { ...outcome, asked }
}

describe('a service that answers later', () => {
  it('is asked at its Location until it is done', async () => {
    const { cards: made, asked } = await ask({
      '/jobs': [{ status: 202, headers: { location: '/jobs/7' }, body: '' }],
      '/jobs/7': [{ status: 202 }, { body: { status: 'Running' } }, { body: { status: 'Succeeded', cards } }],
    })

    expect(made).toHaveLength(1)
    expect(asked).toEqual(['POST /jobs', 'GET /jobs/7', 'GET /jobs/7', 'GET /jobs/7'])
  })

  it('is asked at its Operation-Location, with the same headers', async () => {
    const location = `${service.origin}/operations/7?api-version=1`
    await ask(
      {
        '/jobs': [{ headers: { 'operation-location': location }, body: {} }],
        '/operations/7?api-version=1': [{ body: { status: 'succeeded', cards } }],
      },
      { headers: { 'x-key': 'k' } },
    )

    expect(service.received.at(-1)).toMatchObject({ method: 'GET', headers: { 'x-key': 'k' } })
  })

  it('is asked where its answer says, as the expressions of the operator go', async () => {
    const poll = {
      ...soon,
      url: "'/v1/' & job.id",
      done: "job.state = 'READY'",
      failed: "job.state = 'BROKEN' ? job.reason",
      result: 'job.links.result',
    }
    const { cards: made, asked } = await ask(
      {
        '/jobs': [{ body: { job: { id: 'a7' } } }],
        '/v1/a7': [
          { body: { job: { state: 'BUSY' } } },
          { body: { job: { state: 'READY', links: { result: '/v1/a7/result' } } } },
        ],
        '/v1/a7/result': [{ body: { label: 'invoice' } }],
      },
      { poll, cards: "{'type': 'keyword', 'title': 'Class', 'entries': label}" },
    )

    expect(made).toMatchObject([{ entries: [{ text: 'invoice' }] }])
    expect(asked).toEqual(['POST /jobs', 'GET /v1/a7', 'GET /v1/a7', 'GET /v1/a7/result'])
  })

  it('that is done at once is not asked again', async () => {
    const poll = { ...soon, url: 'next' }
    const { asked } = await ask({ '/jobs': [{ body: { cards } }] }, { poll })

    expect(asked).toEqual(['POST /jobs'])
  })

  it('that is busy when it is asked is asked again', async () => {
    const { cards: made } = await ask({
      '/jobs': [{ status: 202, headers: { location: '/jobs/7' } }],
      '/jobs/7': [{ status: 503, headers: { 'retry-after': '0' } }, { body: { cards } }],
    })

    expect(made).toHaveLength(1)
  })

  it.each([
    [
      'by its status',
      {},
      { status: 'failed', error: { message: 'no text' } },
      '{"status":"failed","error":{"message":"no text"}}',
    ],
    ['in words', { failed: 'error.message' }, { status: 'x', error: { message: 'no text' } }, ': no text'],
  ])('that failed says so %s', async (_, poll, body, words) => {
    const { error } = await ask(
      { '/jobs': [{ status: 202, headers: { location: '/jobs/7' } }], '/jobs/7': [{ body }] },
      { poll: { ...soon, ...poll } },
    )

    expect(error).toMatchObject({
      code: 'skills_file_processing_error',
      retryable: false,
      message: expect.stringContaining(words),
    })
  })

  it('that is never done is given up', async () => {
    const { error } = await ask(
      { '/jobs': [{ status: 202, headers: { location: '/jobs/7' } }], '/jobs/7': [{ status: 202 }] },
      { poll: { intervalMs: 50, timeoutMs: 300 } },
    )

    expect(error).toMatchObject({
      code: 'skills_invocations_error',
      message: expect.stringContaining('was not done after 300 ms; raise "poll.timeoutMs"'),
    })
  })

  it('that wants to be left alone for longer than there is time is not waited for', async () => {
    const headers = { location: '/jobs/7', 'retry-after': '3600' }
    const { error, asked } = await ask({ '/jobs': [{ status: 202, headers }] })

    expect(error).toMatchObject({ message: expect.stringContaining('was not done after 5000 ms') })
    expect(asked).toEqual(['POST /jobs'])
  })

  it('is let go when the run is stopped', async () => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 200)
    const headers = { location: '/jobs/7' }
    const poll = { intervalMs: 60_000, timeoutMs: 600_000 }
    const { error } = await ask({ '/jobs': [{ status: 202, headers }] }, { poll }, controller.signal)

    expect(error).toMatchObject({ name: 'AbortError' })
  })
})

describe('a status address', () => {
  it.each([
    ['of another host', () => `${other.origin}/jobs/7`, 'which would get the headers, too'],
    ['of another protocol', () => 'file:///etc/passwd', 'which would get the headers, too'],
    ['that is none', () => 'http://[', 'is no address'],
  ])('%s is not asked', async (_, location, words) => {
    const { error } = await ask({ '/jobs': [{ status: 202, headers: { location: location() } }] })

    expect(error).toMatchObject({ code: 'skills_invocations_error', message: expect.stringContaining(words) })
    expect(other.received).toHaveLength(0)
  })

  it('that an expression does not find as a text is told', async () => {
    const { error } = await ask({ '/jobs': [{ body: { id: 7 } }] }, { poll: { ...soon, url: 'id' } })

    expect(error).toMatchObject({ message: 'The expression "poll.url" has to give an address, and gave 7.' })
  })

  it('of another host is asked where the operator trusts it', async () => {
    const headers = { location: `${other.origin}/jobs/7` }
    const { error } = await ask({ '/jobs': [{ status: 202, headers }] }, { origins: [other.origin] })

    expect(error).toBeUndefined()
    expect(other.received).toHaveLength(1)
  })
})
