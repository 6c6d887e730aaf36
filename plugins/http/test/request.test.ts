import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { runHttp } from './run-http.ts'
import { formOf, type Received, type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService(() => ({ body: { cards: [] } }))
})
afterAll(() => service.close())
afterEach(() => vi.unstubAllEnvs())

/** Runs the plugin, and returns what the service got. */
async function sent(options: object, run: Parameters<typeof runHttp>[1] = {}): Promise<Received> {
  await runHttp({ url: `${service.origin}/classify`, ...options }, run)
  return service.received.at(-1) as Received
}

describe('a form', () => {
  it('holds the file under its name, and says how long it is', async () => {
    const content = randomBytes(200_000)
    const request = await sent({}, { name: 'berth plan.pdf', content })

    const file = (await formOf(request)).get('file') as File
    expect({ name: file.name, type: file.type }).toEqual({ name: 'berth plan.pdf', type: 'application/pdf' })
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true)
    expect(request.method).toBe('POST')
    expect(Number(request.headers['content-length'])).toBe(request.body.length)
  })

  it('has the field and the further fields that the operator names', async () => {
    const request = await sent({
      field: 'audio_file',
      fields: { language: 'de', original: '{{file.name}} ({{file.size}} bytes)' },
      contentType: 'audio/x-special',
    })

    const form = await formOf(request)
    expect([...form.keys()].sort()).toEqual(['audio_file', 'language', 'original'])
    expect(form.get('original')).toBe('note.txt (6 bytes)')
    expect((form.get('audio_file') as File).type).toBe('audio/x-special')
  })

  it.each(['a "quoted" name.txt', 'two\r\nlines: x.txt', '灯台 🌅.txt', 'half\ud800.txt'])(
    'takes %j for a name, and for nothing else',
    async (name) => {
      const request = await sent({}, { name })

      const form = await formOf(request)
      expect([...form.keys()]).toEqual(['file'])
      expect((form.get('file') as File).name).toBe(name.replace('\ud800', '\ufffd'))
    },
  )
})

describe('a raw body', () => {
  it('is the file as it is, with the content type of its extension', async () => {
    const request = await sent({ send: 'raw', method: 'PUT' }, { name: 'a.webp', content: 'picture' })

    expect(request.body.toString()).toBe('picture')
    expect(request).toMatchObject({
      method: 'PUT',
      headers: { 'content-type': 'image/webp', 'content-length': '7' },
    })
  })

  it.each([
    ['an extension that nobody knows', 'a.q7', {}, 'application/octet-stream'],
    ['a content type that the operator sets', 'a.mp3', { contentType: 'audio/mpeg3' }, 'audio/mpeg3'],
    ['a header that the operator sets', 'a.mp3', { headers: { 'Content-Type': 'audio/x' } }, 'audio/x'],
  ])('goes by %s', async (_, name, options, type) => {
    const request = await sent({ send: 'raw', ...options }, { name })

    expect(request.headers['content-type']).toBe(type)
  })
})

describe('JSON', () => {
  it('holds the content as base64 at its place', async () => {
    const json = {
      requests: [{ image: { content: '{{file.base64}}' }, features: [{ type: 'LABEL', max: 5, on: true }] }],
      title: 'The "file" {{file.name}}',
      nothing: null,
    }
    const request = await sent({ send: 'json', json }, { name: 'a"b.txt', content: 'note' })

    expect(JSON.parse(request.body.toString())).toEqual({
      requests: [{ image: { content: 'bm90ZQ==' }, features: [{ type: 'LABEL', max: 5, on: true }] }],
      title: 'The "file" a"b.txt',
      nothing: null,
    })
    expect(request.headers['content-type']).toBe('application/json')
  })

  it.each([1, 2, 3, 65_535, 65_536, 65_537, 200_001])('holds all of %i bytes', async (length) => {
    const content = randomBytes(length)
    const json = { url: 'data:{{file.type}};base64,{{file.base64}}' }
    const request = await sent({ send: 'json', json }, { name: 'a.png', content })

    const { url } = JSON.parse(request.body.toString())
    expect(url === `data:image/png;base64,${content.toString('base64')}`).toBe(true)
    expect(Number(request.headers['content-length'])).toBe(request.body.length)
  })
})

describe('an address of the file', () => {
  const file = {
    downloadUrl: async () => 'https://dl.example.com/d/1?sig=a&x=b c',
    path: () => Promise.reject(new TypeError('The file was downloaded.')),
  }

  it('stands in JSON, and the file is not downloaded', async () => {
    const request = await sent({ send: 'json', json: { source: '{{file.downloadUrl}}' } }, { file })

    expect(JSON.parse(request.body.toString())).toEqual({ source: 'https://dl.example.com/d/1?sig=a&x=b c' })
  })

  it('stands in the query, encoded', async () => {
    const url = `${service.origin}/look?at={{file.downloadUrl}}&as={{file.name}}`
    const request = await sent({ url, method: 'GET', send: 'nothing' }, { file, name: 'ä&b.txt' })

    const query = new URL(request.path, service.origin).searchParams
    expect(query.get('at')).toBe('https://dl.example.com/d/1?sig=a&x=b c')
    expect(query.get('as')).toBe('ä&b.txt')
    expect(request).toMatchObject({ method: 'GET', body: Buffer.alloc(0) })
  })
})

describe('secrets', () => {
  it('come from the environment, and stand in no log', async () => {
    vi.stubEnv('SERVICE_TOKEN', 'tok-4711-tok\n')
    const url = `${service.origin}/classify`
    const headers = { Authorization: 'Bearer {{SERVICE_TOKEN}}' }
    const { log } = await runHttp({ url, headers })

    expect(service.received.at(-1)?.headers.authorization).toBe('Bearer tok-4711-tok')
    expect(log).toContain('The service has answered.')
    expect(log).not.toContain('4711')
  })

  it.each([
    [{ headers: { 'X-Key': '{{NOT_GRANTED}}' } }, '"headers.X-Key" names {{NOT_GRANTED}}, which is not set'],
    [{ headers: { 'X-Key': '{{file.nome}}' } }, '{{file.nome}}, which is none of file.name'],
    [{ fields: { a: '{{file.base64}}' } }, '"fields.a" cannot hold the content of the file'],
    [{ send: 'json', json: { deep: [{ a: '{{KEY_2}}' }] } }, '"json" names {{KEY_2}}'],
  ])(
    'that are not there, and placeholders that are none, are told before a file is sent: %j',
    async (options, words) => {
      const before = service.received.length
      const run = sent(options)

      await expect(run).rejects.toMatchObject({
        code: 'skills_invocations_error',
        message: expect.stringContaining(words),
      })
      expect(service.received).toHaveLength(before)
    },
  )
})

describe('headers', () => {
  it('cannot be made by the name of a file', async () => {
    const headers = { 'X-Name': '{{file.name}}' }
    const request = await sent({ headers }, { name: 'a\r\nX-Admin: yes ü.txt' })

    expect(request.headers['x-name']).toBe('a%0D%0AX-Admin: yes %C3%BC.txt')
    expect(request.headers['x-admin']).toBeUndefined()
  })
})

describe('the size of a file', () => {
  it('may be as large as the limit', async () => {
    const request = await sent({ send: 'raw', maxFileBytes: 1_048_576 }, { content: Buffer.alloc(1_048_576) })

    expect(request.body).toHaveLength(1_048_576)
  })

  it.each([
    ['is told', {}],
    ['is not told', { size: undefined }],
  ])('is refused above the limit where Box %s it', async (_, file) => {
    const run = sent({ maxFileBytes: 1_048_576 }, { content: Buffer.alloc(1_048_577), file })

    await expect(run).rejects.toMatchObject({
      code: 'skills_invalid_file_size_error',
      message: 'The file has 1048577 bytes; at most 1048576 are sent to the service ("maxFileBytes").',
    })
  })

  it('of nothing is not sent', async () => {
    const before = service.received.length
    const { cards } = await runHttp({ url: service.origin }, { content: '' })

    expect(cards).toEqual([])
    expect(service.received).toHaveLength(before)
  })
})
