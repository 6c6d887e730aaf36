import { describe, expect, it, vi } from 'vitest'
import { useLocalServer } from './local-server.ts'
import { entriesOf } from './run-openai.ts'
import { apiError, askedText, completion, startOpenAi } from './server.ts'

const server = useLocalServer()

const good = { summary: 'Minutes of the harbour board.', topics: ['dredging'] }

/** Runs on a text, with these answers one after another, and tells what was asked. */
async function ask(
  replies: readonly ReturnType<typeof completion>[],
  options: object = {},
  signal?: AbortSignal,
) {
  let at = 0
  server.answers = { chat: () => replies[Math.min(at++, replies.length - 1)] ?? {} }
  const before = server.chats.length
  const outcome = await server.run('minutes.md', options, { ...(signal && { signal }) }).then(
    ({ cards, log }) => ({ cards, log, error: undefined }),
    (error: unknown) => ({ cards: [], log: [], error }),
  )
  return { ...outcome, asked: server.chats.slice(before) }
}

describe('an answer', () => {
  it('is asked for in a form that the service enforces', async () => {
    const { asked } = await ask([completion(good)])

    expect(asked[0]?.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { name: 'summary', strict: true, schema: { required: ['summary', 'topics'] } },
    })
    expect(asked[0]).toMatchObject({ model: 'gpt-4.1-mini', max_tokens: 2000 })
  })

  it.each([
    ['a fence', '```json\n{"summary": "Minutes.", "topics": []}\n```'],
    ['a sentence', 'Here you are: {"summary": "Minutes.", "topics": []} Anything else?'],
    ['thoughts', '<think>A {summary} then.</think>\n{"summary": "Minutes.", "topics": []}'],
  ])('may have %s around it', async (_, content) => {
    expect(entriesOf(await ask([completion(content)]))).toEqual({ Summary: ['Minutes.'] })
  })

  it('is cleaned of control characters, and bounded', async () => {
    const summary = `Mi\u0007nutes.\u202e\n\n${'x'.repeat(5000)}`
    const topics = Array.from({ length: 40 }, (_, index) => `topic ${index} ${'y'.repeat(100)}`)
    const { Summary = [], Topics = [] } = entriesOf(await ask([completion({ summary, topics })]))

    expect(Summary.join('').length).toBeLessThanOrEqual(3000)
    expect(Summary[0]).toBe('Mi nutes.')
    expect(Topics).toHaveLength(10)
    expect(Topics[0]?.length).toBe(60)
  })

  it('that does not fit is asked for once more, with what is wrong', async () => {
    const { cards, asked } = await ask([completion('Sure!'), completion(good)])

    expect(cards).toHaveLength(2)
    expect(asked[1]?.messages.slice(-2)).toEqual([
      { role: 'assistant', content: 'Sure!' },
      { role: 'user', content: 'That does not fit: it is no JSON. Answer again, with the JSON alone.' },
    ])
  })

  it.each([
    ['no JSON', 'Sure!', 'it is no JSON'],
    ['nothing', null, 'it is empty'],
    ['another form', { text: 'Minutes.' }, 'it needs a text "summary" and a list of texts "topics"'],
  ])('that is %s both times is told', async (_, content, words) => {
    const { error, asked } = await ask([completion(content)])

    expect(error).toMatchObject({
      code: 'skills_file_processing_error',
      message: `The model "gpt-4.1-mini" does not answer in the form that it was asked for: ${words}.`,
    })
    expect(asked).toHaveLength(2)
  })

  it.each([
    [
      'a refusal',
      completion(null, { refusal: 'I cannot help with that.' }),
      'custom_error',
      'The model refuses to read this file: I cannot help with that.',
    ],
    [
      'a content filter',
      completion('', { finish_reason: 'content_filter' }),
      'custom_error',
      'The content filter of the service keeps this file from being read.',
    ],
    [
      'a cut',
      completion('{"summary": "Mi', { finish_reason: 'length' }),
      'skills_file_processing_error',
      'The answer of "gpt-4.1-mini" was cut after 2000 tokens; raise "maxTokens".',
    ],
    ['no choice', { body: { choices: [] } }, 'skills_invocations_error', 'The service gave no answer.'],
  ])('that is %s is not asked for again', async (_, reply, code, message) => {
    const { error, asked } = await ask([reply])

    expect(error).toMatchObject({ code, message })
    expect(asked).toHaveLength(1)
  })
})

describe('a server that does not know structured output', () => {
  it('is asked for JSON by words, and for nothing in vain a second time', async () => {
    const unknown = apiError(400, { message: "'response_format.type' must be 'text' or 'json_object'" })
    server.answers = {
      chat: ({ response_format }) => (response_format?.type === 'json_schema' ? unknown : completion(good)),
    }
    const before = server.chats.length
    const content = 'a '.repeat(1000)
    await server.run({ name: 'a.txt', content }, { chunkChars: 1000 })

    const asked = server.chats.slice(before)
    expect(asked.map(({ response_format }) => response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      'json_object',
      'json_object',
    ])
    expect(askedText(asked[1], 0)).toContain('Answer with one JSON object of this JSON Schema')
  })

  it('nor JSON is asked in words alone', async () => {
    const unknown = apiError(422, { message: 'Extra inputs are not permitted: response_format' })
    const { cards, asked } = await ask([unknown, unknown, completion(good)])

    expect(cards).toHaveLength(2)
    expect(asked.map(({ response_format }) => response_format?.type)).toEqual([
      'json_schema',
      'json_object',
      undefined,
    ])
  })
})

describe('an error of the service', () => {
  it.each([
    [
      401,
      { message: 'Incorrect API key provided', code: 'invalid_api_key' },
      'skills_external_auth_error',
      false,
    ],
    [403, { message: 'Country not supported' }, 'skills_external_auth_error', false],
    [402, { message: 'Payment required' }, 'skills_billing_error', false],
    [
      429,
      { message: 'You exceeded your current quota', type: 'insufficient_quota', code: 'insufficient_quota' },
      'skills_billing_error',
      false,
    ],
    [
      404,
      { message: 'The model does not exist', code: 'model_not_found' },
      'skills_invocations_error',
      false,
    ],
    [
      400,
      { message: "This model's maximum context length is 8192 tokens", code: 'context_length_exceeded' },
      'skills_invalid_file_size_error',
      false,
    ],
    [400, { message: 'The response was filtered', code: 'content_filter' }, 'custom_error', false],
    [400, { message: 'Invalid image' }, 'skills_file_processing_error', false],
    [413, { message: 'Too large' }, 'skills_invalid_file_size_error', false],
    [307, { message: 'Moved' }, 'skills_invocations_error', false],
  ])('of %i (%j) is %s, at once', async (status, body, code, retryable) => {
    const { error, asked } = await ask([apiError(status, body, { location: 'http://127.0.0.1:9/' })])

    expect(error).toMatchObject({ code, retryable, message: expect.stringContaining(body.message) })
    expect(asked).toHaveLength(1)
  })

  it.each([429, 500, 503])('of %i is tried again, and then left to the runner', async (status) => {
    const busy = apiError(status, { message: 'Rate limit reached' }, { 'retry-after-ms': '5' })
    const { error, asked } = await ask([busy])

    expect(error).toMatchObject({ code: 'skills_invocations_error', retryable: true })
    expect(asked).toHaveLength(3)
  })

  it('that passes is not seen', async () => {
    const { cards } = await ask([
      apiError(429, { message: 'Slow down' }, { 'retry-after': '0' }),
      completion(good),
    ])

    expect(cards).toHaveLength(2)
  })

  it.each([
    ['retry-after', { 'retry-after': '600' }],
    ['the limit of tokens', { 'x-ratelimit-remaining-tokens': '0', 'x-ratelimit-reset-tokens': '6m0s' }],
  ])('that lasts long, by %s, is left to the runner at once', async (_, headers) => {
    const { error, asked } = await ask([apiError(429, { message: 'Slow down' }, headers)])

    expect(error).toMatchObject({ retryable: true })
    expect(asked).toHaveLength(1)
  })

  it('that is a page of HTML is told in a line', async () => {
    const { error } = await ask([{ status: 400, body: `<html>\n${'Bad Gateway '.repeat(100)}` }])

    expect((error as Error).message.length).toBeLessThan(300)
  })

  it('in what should be JSON is tried again', async () => {
    const broken = { headers: { 'content-type': 'application/json' }, body: '{"choices": [' }
    const { cards } = await ask([broken, completion(good)])

    expect(cards).toHaveLength(2)
  })

  it('of the key never shows it', async () => {
    vi.stubEnv('OPENAI_API_KEY', 'sk-another-one')
    const { error } = await ask([completion(good)])

    expect(error).toMatchObject({ code: 'skills_external_auth_error' })
    expect((error as Error).message).not.toContain('sk-another-one')
  })
})

describe('a connection', () => {
  it('that is refused is left to the runner', async () => {
    const closed = await startOpenAi(() => ({}))
    await closed.close()
    const { error } = await ask([], { baseURL: closed.baseURL, retries: 0 })

    expect(error).toMatchObject({ retryable: true, message: 'The service cannot be reached (ECONNREFUSED).' })
  })

  it.each<[string, ReturnType<typeof completion>]>([
    ['no answer begins', () => undefined],
    [
      'an answer stalls',
      (response) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
  ])('on which %s is given up after the time', async (_, reply) => {
    const { error, asked } = await ask([reply], { timeoutMs: 300 })

    expect(error).toMatchObject({ retryable: true, message: 'The service does not answer in time.' })
    expect(asked).toHaveLength(1)
  })

  it.each<[string, ReturnType<typeof completion>]>([
    ['while the model thinks', () => undefined],
    ['between two tries', apiError(503, { message: 'busy' }, { 'retry-after': '15' })],
  ])('is let go %s when the run is stopped', async (_, reply) => {
    const controller = new AbortController()
    setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 200)
    const { error } = await ask([reply], {}, controller.signal)

    expect(error).toMatchObject({ name: 'AbortError' })
  })

  it('that brings an endless answer is cut', async () => {
    const endless: ReturnType<typeof completion> = (response) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(Buffer.alloc(21_000_000, ' '))
    }
    const { error } = await ask([endless])

    expect(error).toMatchObject({ message: 'The answer of the service is too long.' })
  })
})
