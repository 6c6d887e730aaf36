import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runHttp } from './run-http.ts'
import { type Reply, type Service, startService } from './service.ts'

let service: Service
let reply: Reply
beforeAll(async () => {
  service = await startService(() => reply)
})
afterAll(() => service.close())

const first = '{"type": "transcript", "title": "Answer", "entries": text}'

/** The entries of the first card that is made of the answer. */
async function entriesOf(answer: Reply, options: object = { cards: first }): Promise<unknown> {
  reply = answer
  const { cards } = await runHttp({ url: service.origin, ...options })
  const [card] = cards
  return card && 'entries' in card ? card.entries.map(({ text }) => text) : undefined
}

describe('an answer', () => {
  it('has its cards under "cards", where the operator says nothing else', async () => {
    const cards = [{ type: 'keyword', title: 'Class', entries: ['invoice'] }]

    expect(await entriesOf({ body: { cards } }, {})).toEqual(['invoice'])
  })

  it.each([
    'application/json; charset=utf-8',
    'application/problem+json',
    'text/json',
    'application/octet-stream',
  ])('of the type %s is read as JSON', async (type) => {
    const body = JSON.stringify({ text: 'Grüße' })

    expect(await entriesOf({ headers: { 'content-type': type }, body })).toEqual(['Grüße'])
  })

  it('without a type is JSON where it looks like it, and else a text', async () => {
    expect(await entriesOf({ body: '{"text": "one"}' })).toEqual(['one'])
    expect(await entriesOf({ body: 'one {' })).toEqual(['one {'])
  })

  it('that is a text is there as `text`, each line a row', async () => {
    const body = 'First line\r\n\r\n  second line \n'

    expect(await entriesOf({ headers: { 'content-type': 'text/plain' }, body })).toEqual([
      'First line',
      'second line',
    ])
  })

  it('is decoded as it says', async () => {
    const headers = { 'content-type': 'text/plain; charset="ISO-8859-1"' }

    expect(await entriesOf({ headers, body: Buffer.from('Grüße', 'latin1') })).toEqual(['Grüße'])
  })

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['br', brotliCompressSync],
  ])('is unpacked where it comes as %s unasked', async (encoding, pack) => {
    const headers = { 'content-type': 'text/plain', 'content-encoding': encoding }

    expect(await entriesOf({ headers, body: pack('packed') })).toEqual(['packed'])
    expect(service.received.at(-1)?.headers['accept-encoding']).toBe('identity')
  })

  it('of nothing says that nothing was found', async () => {
    expect(await entriesOf({ status: 204, body: '' }, {})).toBeUndefined()
  })
})

describe('an answer that cannot be used', () => {
  it.each<[string, Reply, string]>([
    [
      'broken JSON',
      { headers: { 'content-type': 'application/json' }, body: '{"cards": [' },
      'The service says that it answers in JSON, but this is none: {"cards": [',
    ],
    [
      'a picture',
      { headers: { 'content-type': 'image/png' }, body: Buffer.alloc(9) },
      'The service answers with image/png, which is neither JSON nor a text.',
    ],
    [
      'an unknown packing',
      { headers: { 'content-encoding': 'zstd' }, body: 'x' },
      'The service packs its answer in an unknown way: zstd.',
    ],
    [
      'JSON without cards',
      { body: { label: 'invoice' } },
      'The answer of the service has no "cards"; set the option "cards" to a JSONata expression that makes them of it.',
    ],
  ])('because it is %s is told', async (_, answer, message) => {
    await expect(entriesOf(answer, {})).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message,
      retryable: false,
    })
  })

  it.each<[string, Reply]>([
    ['as it comes', { headers: { 'content-type': 'text/plain' }, body: Buffer.alloc(100_001, 'a') }],
    [
      'when it is unpacked',
      {
        headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
        body: gzipSync(Buffer.alloc(50_000_000)),
      },
    ],
  ])('because it is too long %s is told', async (_, answer) => {
    await expect(entriesOf(answer, { maxAnswerBytes: 100_000 })).rejects.toMatchObject({
      message: 'The answer of the service has more than 100000 bytes ("maxAnswerBytes").',
    })
  })
})
