import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPageFiles } from '../../../core/console/page-files.ts'
import { type ConsoleRig, openConsoleRig } from './console-rig.ts'

let rig: ConsoleRig

beforeAll(async () => {
  rig = await openConsoleRig()
})
afterAll(() => rig.close())

const post = (path: string, headers: Record<string, string> = {}, body?: string) =>
  rig.ask(path, {
    method: 'POST',
    headers: { origin: rig.console.url, ...headers },
    ...(body !== undefined && { body }),
  })
const bytes = { 'content-type': 'application/octet-stream' }

describe('the page', () => {
  test('is served with all it needs, and allows nothing from elsewhere', async () => {
    const { status, headers, text } = await rig.ask('/')
    expect(status).toBe(200)
    expect(headers['content-security-policy']).toMatch(
      /default-src 'none'; script-src 'self'; style-src 'self'/,
    )
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    const links = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => String(link))
    expect(links.length).toBeGreaterThan(1)
    for (const link of links) expect((await rig.ask(link)).status, link).toBe(200)
  })

  test('has no inline scripts and styles', async () => {
    const { text } = await rig.ask('/')
    expect(text).not.toMatch(/<style|style=|<script(?![^>]*src=)/)
  })

  test('its assets may be kept by the browser, the page itself may not', async () => {
    const { headers, text } = await rig.ask('/')
    const [, script = ''] = text.match(/src="([^"]+)"/) ?? []
    expect(headers['cache-control']).toBe('no-cache')
    expect((await rig.ask(script)).headers['cache-control']).toMatch(/immutable/)
  })

  test.each(['/nothing', '/../package.json', '/assets/..%2f..%2fpackage.json', '/api/', '/index.html'])(
    'has nothing at %s',
    async (path) => {
      const answer = await rig.ask(path)
      expect(answer.status).toBe(404)
      expect(answer.json()).toMatchObject({ code: 'SKR_CONSOLE_UNKNOWN_PATH', fix: expect.any(String) })
    },
  )

  test('is refused where it was not built', async () => {
    await expect(readPageFiles('/nowhere')).rejects.toMatchObject({ code: 'SKR_CONSOLE_NOT_BUILT' })
  })
})

describe('an address that is none', () => {
  test('is refused with a code and the headers of all answers', async () => {
    const { status, headers, json } = await rig.ask('/%')
    expect([status, json().code]).toEqual([400, 'SKR_CONSOLE_REQUEST_FAILED'])
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('is that of the stream for who asks for its head, which would never end', async () => {
    expect((await rig.ask('/api/events', { method: 'HEAD' })).status).toBe(404)
  })
})

describe('other pages in the same browser', () => {
  test.each(['evil.example', 'evil.example:80', '127.0.0.1', 'localhost:1'])(
    'cannot come in under the name "%s"',
    async (host) => {
      const answer = await rig.ask('/', { headers: { host } })
      expect(answer.status).toBe(403)
      expect(answer.json()).toMatchObject({ code: 'SKR_CONSOLE_HOST_REFUSED' })
    },
  )

  test('localhost is the same machine', async () => {
    const host = `localhost:${new URL(rig.console.url).port}`
    expect((await rig.ask('/', { headers: { host } })).status).toBe(200)
    const changing = { headers: { ...bytes, host, origin: `http://${host}` }, method: 'POST', body: 'x' }
    expect((await rig.ask('/api/upload?name=local.txt', changing)).status).toBe(201)
  })

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['no origin', {}],
  ])('can change nothing: %s', async (_what, headers) => {
    const answer = await rig.ask('/api/upload?name=a.txt', {
      method: 'POST',
      headers: { ...bytes, ...headers },
      body: 'x',
    })
    expect(answer.status).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'SKR_CONSOLE_ORIGIN_REFUSED' })
    expect(rig.sandbox.files().map(({ name }) => name)).not.toContain('a.txt')
  })

  test.each([
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    [{ 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors', origin: 'http://127.0.0.1:1' }, 403],
    [{ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
    [{ 'sec-fetch-site': 'same-origin' }, 200],
    [{}, 200],
  ])('read as far as a link goes: %j', async (headers, status) => {
    expect((await rig.ask('/', { headers })).status).toBe(status)
  })
})

describe('an upload', () => {
  test('runs the plugins, and the stream tells of every state until its cards stand', async () => {
    const listener = rig.listen()
    await listener.snapshot()
    const id = await rig.upload('日本語 📄.txt', 'tide')
    const file = await listener.until((one) => one.id === id && one.state === 'succeeded' && one.cards === 1)
    expect(file).toMatchObject({ name: '日本語 📄.txt', size: 4, versions: 1 })
    const detail = await rig.detail(id)
    expect(detail.cards).toMatchObject([{ skill_card_type: 'keyword', entries: [{ text: 'tide' }, {}, {}] }])
    expect(detail.writes).toMatchObject([{ status: 'success', cards: [{}] }])
    expect(detail.invocations).toMatchObject([
      {
        state: 'succeeded',
        attempts: 1,
        runs: [{ plugin: 'one', state: 'done', cards: 1 }],
      },
    ])
    listener.close()
  })

  test('of a name that is there is a new version of it', async () => {
    const first = await rig.upload('same.txt', 'one')
    const second = await rig.upload('same.txt', 'two')
    expect(second).toBe(first)
    expect(rig.sandbox.file(first)?.versionIds).toHaveLength(2)
  })

  test('may be empty', async () => {
    const id = await rig.upload('empty.txt', '')
    expect(rig.sandbox.file(id)).toMatchObject({ size: 0 })
    const answer = await post('/api/upload?name=no-body.txt')
    expect(answer.status).toBe(201)
  })

  test('without a name is refused', async () => {
    for (const path of ['/api/upload', '/api/upload?name=', '/api/upload?name=a&name=b'])
      expect((await post(path, bytes, 'x')).json()).toMatchObject({ code: 'SKR_CONSOLE_NO_NAME' })
  })

  test.each(['../up.txt', 'a\\b.txt', ' ', '.', `${'x'.repeat(300)}.txt`])(
    'of a name that Box refuses is refused: %s',
    async (name) => {
      const answer = await post(`/api/upload?name=${encodeURIComponent(name)}`, bytes, 'x')
      expect(answer.status).toBe(400)
      expect(answer.json()).toMatchObject({ code: 'SKR_CONSOLE_NAME_REFUSED' })
    },
  )

  test('of a type that a form could send is refused', async () => {
    const answer = await post('/api/upload?name=a.txt', { 'content-type': 'text/plain' }, 'x')
    expect(answer.status).toBe(415)
    expect(answer.json()).toMatchObject({ code: 'SKR_CONSOLE_REQUEST_FAILED' })
  })
})

describe('what is told of a file', () => {
  test('has progress and log lines of its plugins', async () => {
    const id = await rig.upload('steps.txt', 'progress')
    const listener = rig.listen()
    await listener.until((file) => file.id === id && file.state === 'succeeded')
    const [invocation] = (await rig.detail(id)).invocations
    expect(invocation?.lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 'debug', plugin: 'one', text: 'run begins' }),
      ]),
    )
    listener.close()
  })

  test('shows how far a running plugin is', async () => {
    const listener = rig.listen()
    const id = await rig.upload('hanging.txt', 'hang')
    const running = await listener.until((file) => file.id === id && file.state === 'running')
    expect(running.fraction).toBeUndefined()
    expect((await rig.detail(id)).invocations[0]).toMatchObject({
      state: 'running',
      runs: [{ plugin: 'one', state: 'running' }],
    })
    const invocationId = String((await rig.detail(id)).invocations[0]?.id)
    rig.activity.progress({ invocationId, plugin: 'one', fraction: 0.4, message: 'page 4 of 10' })
    await listener.until((file) => file.id === id && file.fraction === 0.4)
    expect((await rig.detail(id)).invocations[0]?.runs).toMatchObject([
      { fraction: 0.4, message: 'page 4 of 10' },
    ])
    listener.close()
  })

  test('has code, reason and fix of a failure, and the stack in its log', async () => {
    const listener = rig.listen()
    const id = await rig.upload('broken.txt', 'throw-error')
    await listener.until((file) => file.id === id && file.state === 'failed')
    const [invocation] = (await rig.detail(id)).invocations
    expect(invocation?.error).toMatchObject({
      code: 'SKR_RUN_FAILED',
      message: expect.stringContaining('no such thing'),
      why: expect.stringContaining('not a SkillError'),
      fix: expect.stringContaining('stack'),
    })
    expect(invocation?.runs).toMatchObject([{ plugin: 'one', state: 'failed' }])
    expect(invocation?.lines.some(({ more }) => more?.includes('TypeError'))).toBe(true)
    listener.close()
  })

  test('has the words of a plugin that says itself what is wrong', async () => {
    const listener = rig.listen()
    const id = await rig.upload('small.txt', 'throw-skill-error')
    await listener.until((file) => file.id === id && file.state === 'failed')
    expect((await rig.detail(id)).invocations[0]?.error).toMatchObject({
      code: 'custom_error',
      message: 'Please upload a larger picture.',
    })
    listener.close()
  })

  test('says that no route wants it', async () => {
    const listener = rig.listen()
    const id = await rig.upload('other.bin', 'x')
    await listener.until((file) => file.id === id && file.state === 'ignored')
    expect((await rig.detail(id)).invocations[0]?.error?.message).toMatch(/No route/)
    listener.close()
  })

  test('is unknown where there is no such file', async () => {
    for (const path of ['/api/files/1', '/api/files/%3Cscript%3E'])
      expect((await rig.ask(path)).json()).toMatchObject({ code: 'SKR_CONSOLE_UNKNOWN_FILE' })
    expect((await post('/api/files/1/run')).status).toBe(404)
  })
})
