import { describe, expect, it } from 'vitest'
import { rowsOf } from '../extracted-rows.ts'
import { useLocalServer } from './local-server.ts'
import { entriesOf } from './run-openai.ts'
import { completion } from './server.ts'

const server = useLocalServer()

const invoice = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: 'Invoice',
  additionalProperties: false,
  required: ['number', 'dueDate', 'total', 'paid', 'items', 'notes'],
  properties: {
    number: { type: 'string', title: 'Invoice number' },
    dueDate: { type: ['string', 'null'], format: 'date' },
    total: { type: 'string' },
    paid: { type: 'boolean' },
    items: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['what', 'price'],
        properties: { what: { type: 'string' }, price: { type: 'number' } },
      },
    },
    notes: { type: ['string', 'null'] },
  },
}
const data = {
  notes: null,
  items: [
    { price: 640, what: 'Towage, vessel Aurora' },
    { price: 95, what: 'Night surcharge' },
  ],
  paid: false,
  total: '1,375.00 EUR',
  dueDate: '2025-05-17',
  number: '2025-0417',
}

describe('data by a schema', () => {
  it.each(['invoice.docx', 'lighthouse.jpg'])(
    'becomes rows, in the order of the schema: %s',
    async (name) => {
      server.answers = { chat: () => completion(data) }
      const outcome = await server.run(name, { schema: invoice })

      expect(entriesOf(outcome)).toEqual({
        Invoice: [
          'Invoice number: 2025-0417',
          'Due date: 2025-05-17',
          'Total: 1,375.00 EUR',
          'Paid: No',
          'Items 1: what: Towage, vessel Aurora; price: 640',
          'Items 2: what: Night surcharge; price: 95',
        ],
      })
      const { response_format } = server.chats.at(-1) ?? {}
      expect(response_format?.json_schema).toMatchObject({ strict: true, schema: { title: 'Invoice' } })
      expect(response_format?.json_schema?.schema).not.toHaveProperty('$schema')
    },
  )

  it('that leaves properties free is not enforced to the letter, which OpenAI would refuse', async () => {
    server.answers = { chat: () => completion({ a: 1 }) }
    const schema = { type: 'object', properties: { a: { type: 'number' }, b: { type: 'string' } } }
    await server.run('minutes.md', { schema })

    expect(server.chats.at(-1)?.response_format?.json_schema?.strict).toBe(false)
  })

  it('is checked by the schema, and asked for once more', async () => {
    const replies = [completion({ ...data, total: 1375 }), completion(data)]
    server.answers = { chat: () => replies.shift() ?? {} }
    const before = server.chats.length
    const { cards } = await server.run('minutes.md', { schema: invoice })

    expect(cards).toHaveLength(1)
    expect(server.chats.length - before).toBe(2)
    expect(server.chats.at(-1)?.messages.at(-1)?.content).toBe(
      'That does not fit: /total must be string. Answer again, with the JSON alone.',
    )
  })

  it('of which nothing was found has no card', async () => {
    server.answers = { chat: () => completion({ a: null }) }
    const schema = { type: 'object', properties: { a: { type: ['string', 'null'] } } }

    expect((await server.run('minutes.md', { schema })).cards).toEqual([])
  })

  it('is read from the beginning of a document that is too long, and the log says so', async () => {
    server.answers = { chat: () => completion(data) }
    const file = { name: 'a.txt', content: 'x'.repeat(3000) }
    const { log } = await server.run(file, { schema: invoice, chunkChars: 1000 })

    expect(log[0]).toEqual([
      'The document is longer than one request holds; its end is not read.',
      { chunkChars: 1000 },
    ])
    expect(JSON.stringify(server.chats.at(-1)?.messages.at(-1)).length).toBeLessThan(1300)
  })

  it.each([
    [{ baseURL: 'http://127.0.0.1:99999/v1' }, 'The option "baseURL" holds what is no address.'],
    [{ task: 'extract' }, 'The task "extract" needs the option "schema".'],
    [{ schema: { type: 'array' } }, 'The option "schema" cannot be used: it has to describe an object'],
    [
      { schema: { type: 'object', properties: { a: { type: 'text' } } } },
      'The option "schema" cannot be used: schema is invalid',
    ],
  ])('with options that cannot be right is told before a file is sent: %j', async (options, words) => {
    await expect(server.run('minutes.md', options)).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: expect.stringContaining(words),
    })
  })
})

describe('rows of data', () => {
  it('name what is nested, and leave out what is empty', () => {
    const answer = { seller: { name: 'Tugs', city: '' }, tags: ['a', null, 'b'], list: [], unknown_key: 3 }

    expect(rowsOf(answer, { properties: { tags: {}, seller: {} } })).toEqual({
      Tags: 'a, b',
      'Seller, name': 'Tugs',
      'Unknown key': '3',
    })
  })

  it('are bounded', () => {
    const rows = rowsOf({ rows: Array.from({ length: 500 }, () => ({ a: 'x'.repeat(2000) })) }, {})

    expect(Object.keys(rows)).toHaveLength(100)
    expect(rows['Rows 1']?.length).toBe(500)
  })
})
