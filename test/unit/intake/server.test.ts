import { once } from 'node:events'
import { connect } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { fail } from '../../../core/errors/error.ts'
import type { IntakeSettings } from '../../../core/intake/server.ts'
import { createLog } from '../../../core/observe/log.ts'
import { createMetrics } from '../../../core/observe/metrics.ts'
import { keys, listen, post, raw, signed, skillEvent } from './listening.ts'

const anyone = { skillIds: [], enterpriseIds: [] }

describe('POST /skills', () => {
  it('answers a signed event 200 once it was accepted', async () => {
    const { url, taken } = await listen()

    const answer = await post(`${url}/skills`, skillEvent())

    expect(answer).toMatchObject({ status: 200, body: { id: taken[0]?.id, outcome: 'new' } })
    expect(taken[0]).toMatchObject({
      app: 'default',
      file: { name: 'a.txt' },
      tokens: { read: { value: 'the-read-token' } },
    })
  })

  it('answers a duplicate 200, too, and says so', async () => {
    const { url } = await listen()
    await post(`${url}/skills`, skillEvent())

    expect(await post(`${url}/skills`, skillEvent())).toMatchObject({
      status: 200,
      body: { outcome: 'duplicate' },
    })
  })

  it.each(['application/json; charset=utf-8', 'Application/JSON', 'application/json;charset=UTF-8'])(
    'takes %s',
    async (type) => {
      const { url } = await listen()
      const body = skillEvent()

      expect((await post(`${url}/skills`, body, { ...signed(body), 'content-type': type })).status).toBe(200)
    },
  )

  it('takes the address with a slash at its end, and a body that is announced as not encoded', async () => {
    const { url } = await listen()
    const body = skillEvent()

    expect(
      (await post(`${url}/skills/`, body, { ...signed(body), 'content-encoding': 'identity' })).status,
    ).toBe(200)
  })

  it('verifies the bytes as they came, not JSON that was parsed and written again', async () => {
    const { url } = await listen()
    const body = skillEvent().replace('{', '{  \n').replace('a.txt', '\\u0061 夏.txt')

    expect((await post(`${url}/skills`, body)).status).toBe(200)
  })

  it('keeps the apps and their keys apart', async () => {
    const other = { signatureKeys: { primary: 'other-key', secondary: '' }, allow: anyone }
    const settings = (): IntakeSettings => ({
      signature: 'required',
      apps: { default: { signatureKeys: keys, allow: anyone }, other },
    })
    const { url, taken } = await listen({ settings })
    const body = skillEvent()

    expect((await post(`${url}/skills/other`, body, signed(body, undefined, 'other-key'))).status).toBe(200)
    expect((await post(`${url}/skills/other`, body)).status).toBe(401)
    expect((await post(`${url}/skills`, body, signed(body, undefined, 'other-key'))).status).toBe(401)
    expect(taken.map(({ app }) => app)).toEqual(['other'])
  })

  it('takes new settings with the next event', async () => {
    let current: IntakeSettings = {
      signature: 'required',
      apps: { default: { signatureKeys: { primary: 'old', secondary: '' }, allow: anyone } },
    }
    const { url } = await listen({ settings: () => current })
    const before = await post(`${url}/skills`, skillEvent())

    current = { signature: 'required', apps: { default: { signatureKeys: keys, allow: anyone } } }

    expect(before.status).toBe(401)
    expect((await post(`${url}/skills`, skillEvent())).status).toBe(200)
  })

  it('takes unsigned events only where signatures are off', async () => {
    const apps = { default: { signatureKeys: { primary: '', secondary: '' }, allow: anyone } }
    const off = await listen({ settings: () => ({ signature: 'off', apps }) })
    const required = await listen({ settings: () => ({ signature: 'required', apps }) })
    const headers = { 'content-type': 'application/json' }

    expect((await post(`${off.url}/skills`, skillEvent(), headers)).status).toBe(200)
    expect(await post(`${required.url}/skills`, skillEvent(), headers)).toMatchObject({
      status: 500,
      body: { code: 'SKR_INTAKE_KEY_EMPTY' },
    })
  })
})

describe('refused events', () => {
  it.each([
    ['unsigned', { 'content-type': 'application/json' }, 'SKR_INTAKE_UNSIGNED'],
    ['signed with a wrong key', signed(skillEvent(), undefined, 'wrong'), 'SKR_INTAKE_SIGNATURE_MISMATCH'],
    ['with a signature of another body', signed('{}'), 'SKR_INTAKE_SIGNATURE_MISMATCH'],
    ['signed long ago', signed(skillEvent(), '2020-01-01T00:00:00Z'), 'SKR_INTAKE_TIMESTAMP_STALE'],
    ['signed in the future', signed(skillEvent(), '2999-01-01T00:00:00Z'), 'SKR_INTAKE_TIMESTAMP_FUTURE'],
    ['signed at no time', signed(skillEvent(), 'soon'), 'SKR_INTAKE_TIMESTAMP_UNREADABLE'],
  ])(
    'answers 401 to an event %s, and leaves one log line without a header',
    async (_what, headers: Record<string, string>, code) => {
      const { url, taken, lines } = await listen()

      const answer = await post(`${url}/skills`, skillEvent(), headers)

      expect(answer).toMatchObject({
        status: 401,
        body: { code, message: expect.any(String), fix: expect.any(String) },
      })
      expect(taken).toEqual([])
      const about = lines.filter((line) => line.includes(code))
      expect(about.map((line) => JSON.parse(line))).toMatchObject([
        { level: 40, code, status: 401, remote: '127.0.0.1' },
      ])
      expect(lines.join()).not.toMatch(/the-read-token|the-write-token/)
      if (headers['box-signature-primary'])
        expect(lines.join()).not.toContain(headers['box-signature-primary'])
    },
  )

  it.each(['box-delivery-timestamp', 'box-signature-primary', 'Box-Signature-Secondary'])(
    'answers 401 to a doubled %s',
    async (name) => {
      const { port, taken } = await listen()
      const body = skillEvent()
      const headers: Record<string, string> = { 'box-signature-secondary': 'c2lnbmF0dXJl', ...signed(body) }
      const twice = [...Object.entries(headers), [name, headers[name.toLowerCase()] as string]]

      const answer = await raw(
        port,
        `POST /skills HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n${twice.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n${body}`,
      )

      expect(answer).toMatch(/^HTTP\/1.1 401 /)
      expect(answer).toContain('SKR_INTAKE_HEADER_DOUBLED')
      expect(taken).toEqual([])
    },
  )

  it('stops writing a log line for each where one reason floods', async () => {
    const { url, lines } = await listen()

    for (let sent = 0; sent < 25; sent += 1)
      await post(`${url}/skills`, skillEvent(), { 'content-type': 'application/json' })

    expect(lines.filter((line) => line.includes('SKR_INTAKE_UNSIGNED'))).toHaveLength(10)
  })

  it.each([
    ['not json', 'SKR_INTAKE_NOT_JSON'],
    ['[]', 'SKR_INTAKE_NOT_OBJECT'],
    ['{"type":"webhook_event"}', 'SKR_INTAKE_NOT_SKILL_EVENT'],
    [skillEvent({ source: { type: 'folder', id: '1', name: 'a' } }), 'SKR_INTAKE_NOT_FILE'],
    [skillEvent({ token: {} }), 'SKR_INTAKE_NO_TOKEN'],
  ])('answers 400 to %s', async (body, code) => {
    const { url, taken } = await listen()

    expect(await post(`${url}/skills`, body)).toMatchObject({ status: 400, body: { code } })
    expect(taken).toEqual([])
  })

  it('checks the signature before it looks at the body', async () => {
    const { url } = await listen()

    expect((await post(`${url}/skills`, 'not json', { 'content-type': 'application/json' })).status).toBe(401)
  })

  it('answers 400 to an empty body, with and without a type', async () => {
    const { url } = await listen()

    for (const headers of [{}, { 'content-type': 'application/json' }]) {
      const response = await fetch(`${url}/skills`, { method: 'POST', headers })
      expect([response.status, await response.json()]).toMatchObject([400, { code: 'SKR_INTAKE_BODY_EMPTY' }])
    }
  })

  it('answers 403 where the event is genuine, but not on the allow lists', async () => {
    const allow = { skillIds: ['137'], enterpriseIds: ['42'] }
    const { url, taken } = await listen({
      settings: () => ({ signature: 'required', apps: { default: { signatureKeys: keys, allow } } }),
    })

    expect((await post(`${url}/skills`, skillEvent())).status).toBe(200)
    expect(await post(`${url}/skills`, skillEvent({ skill: { id: '138' } }))).toMatchObject({
      status: 403,
      body: { code: 'SKR_INTAKE_SKILL_NOT_ALLOWED' },
    })
    expect(await post(`${url}/skills`, skillEvent({ enterprise: { id: '43' } }))).toMatchObject({
      status: 403,
      body: { code: 'SKR_INTAKE_ENTERPRISE_NOT_ALLOWED' },
    })
    expect((await post(`${url}/skills`, skillEvent({ enterprise: undefined }))).status).toBe(403)
    expect(taken).toHaveLength(1)
  })

  it('answers 404 where no such app is configured, without telling which are', async () => {
    const { url } = await listen({
      settings: () => ({ signature: 'required', apps: { hidden: { signatureKeys: keys, allow: anyone } } }),
    })

    for (const path of [
      '/skills',
      '/skills/nothing',
      '/skills/__proto__',
      '/skills/constructor',
      '/skills/toString',
    ]) {
      const answer = await post(url + path, skillEvent())
      expect(answer).toMatchObject({ status: 404, body: { code: 'SKR_INTAKE_UNKNOWN_APP' } })
      expect(JSON.stringify(answer.body)).not.toContain('hidden')
    }
  })

  it.each(['/', '/skill', '/skills/a/b', '/health', '/skills/%zz', `/skills/${'a'.repeat(200)}`])(
    'answers 404 to %s',
    async (path) => {
      const { url } = await listen()

      expect(await post(url + path, skillEvent())).toMatchObject({
        status: 404,
        body: { code: 'SKR_INTAKE_NOT_FOUND' },
      })
    },
  )

  it.each([
    ['GET', '/skills', 'POST'],
    ['PUT', '/skills?a=b', 'POST'],
    ['DELETE', '/skills/other', 'POST'],
    ['OPTIONS', '/skills/', 'POST'],
    ['POST', '/metrics', 'GET, HEAD'],
    ['POST', '/health/live', 'GET, HEAD'],
    ['PATCH', '/health/ready', 'GET, HEAD'],
  ])('answers 405 to %s %s and names what is allowed', async (method, path, allow) => {
    const { url } = await listen()

    const response = await fetch(url + path, {
      method,
      ...(method === 'GET' || method === 'OPTIONS' ? {} : { body: 'text' }),
    })

    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(await response.json()).toMatchObject({ code: 'SKR_INTAKE_METHOD' })
  })

  it('answers 413 to a body over the limit, announced or not', async () => {
    const { port, url, taken } = await listen()
    const chunk = `1000\r\n${'x'.repeat(4096)}\r\n`

    const announced = await post(`${url}/skills`, 'x'.repeat(10_001))
    const chunked = await raw(
      port,
      `POST /skills HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n${chunk}${chunk}${chunk}0\r\n\r\n`,
    )

    expect(announced).toMatchObject({ status: 413, body: { code: 'SKR_INTAKE_BODY_TOO_LARGE' } })
    expect(chunked).toMatch(/^HTTP\/1.1 413 /)
    expect(taken).toEqual([])
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'application/jsonp',
    'garbage',
    'multipart/form-data; boundary=x',
  ])('answers 415 to %s', async (type) => {
    const { url } = await listen()
    const body = skillEvent()

    expect(await post(`${url}/skills`, body, { ...signed(body), 'content-type': type })).toMatchObject({
      status: 415,
      body: { code: 'SKR_INTAKE_MEDIA_TYPE' },
    })
  })

  it('answers 415 to a compressed body without unpacking it', async () => {
    const { url } = await listen()
    const headers = { ...signed(skillEvent()), 'content-encoding': 'gzip' }

    const response = await fetch(`${url}/skills`, { method: 'POST', body: gzipSync(skillEvent()), headers })

    expect([response.status, await response.json()]).toMatchObject([415, { code: 'SKR_INTAKE_ENCODED_BODY' }])
  })
})

describe('an event that cannot be taken', () => {
  it('is answered 500 without a detail where the cause is unknown, and the log has the cause', async () => {
    const { url, lines } = await listen({
      accept: () => Promise.reject(new Error('disk /secret/place is on fire')),
    })

    const answer = await post(`${url}/skills`, skillEvent())

    expect(answer).toMatchObject({ status: 500, body: { code: 'SKR_INTAKE_INTERNAL' } })
    expect(JSON.stringify(answer.body)).not.toContain('secret')
    expect(lines.map((line) => JSON.parse(line)).find(({ level }) => level === 50)?.err.stack).toContain(
      'disk /secret/place is on fire',
    )
  })

  it('is answered 500 where something is thrown that is no error', async () => {
    const { url } = await listen({ accept: () => Promise.reject('just a text') })

    expect(await post(`${url}/skills`, skillEvent())).toMatchObject({
      status: 500,
      body: { code: 'SKR_INTAKE_INTERNAL' },
    })
  })

  it('is answered with the status of a coded error, and 503 says when to come again', async () => {
    const now = Date.now()
    const known = [
      fail('SKR_INTAKE_SHUTTING_DOWN', {}),
      fail('SKR_INTAKE_SHUTTING_DOWN', {}, { retryAt: now + 42_000 }),
    ]
    const { url } = await listen({ accept: () => Promise.reject(known.shift()), now: () => now })

    const plain = await post(`${url}/skills`, skillEvent())
    const named = await post(`${url}/skills`, skillEvent())

    expect([plain.status, plain.headers.get('retry-after')]).toEqual([503, '15'])
    expect([named.status, named.headers.get('retry-after')]).toEqual([503, '42'])
  })

  it('is answered with the code of a fault in another part, but not with its text, which the log has', async () => {
    const broken = fail('SKR_QUEUE_NOT_WRITABLE', { path: '/secret/place', detail: 'disk full' })
    const { url, lines } = await listen({ accept: () => Promise.reject(broken) })

    const answer = await post(`${url}/skills`, skillEvent())

    expect(answer).toMatchObject({ status: 503, body: { code: 'SKR_QUEUE_NOT_WRITABLE' } })
    expect(JSON.stringify(answer.body)).not.toMatch(/secret|disk full/)
    expect(lines.join('')).toContain('/secret/place')
  })

  it('is answered 503 from the beginning of a shutdown, while health still answers', async () => {
    const { url, taken } = await listen({
      readiness: () => ({ ready: false, stopping: true, reasons: ['shutting down'] }),
    })

    expect(await post(`${url}/skills`, skillEvent())).toMatchObject({
      status: 503,
      body: { code: 'SKR_INTAKE_SHUTTING_DOWN' },
    })
    expect((await fetch(`${url}/health/live`)).status).toBe(200)
    expect(taken).toEqual([])
  })

  it('is answered 503 where it arrives on an open connection while the server closes', async () => {
    const { app, port, taken } = await listen()
    const body = skillEvent()
    const headers = Object.entries({ host: 'x', 'content-length': body.length, ...signed(body) })
    const request = `POST /skills HTTP/1.1\r\n${headers.map(([key, value]) => `${key}: ${value}\r\n`).join('')}\r\n${body}`
    const socket = connect(port, '127.0.0.1')
    let answers = ''
    socket.on('data', (chunk) => {
      answers += chunk.toString()
    })
    socket.write(request + request.slice(0, 40))
    await once(socket, 'data')

    const closed = app.close()
    socket.write(request.slice(40))
    await Promise.all([closed, once(socket, 'close')])

    expect(answers.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 503'])
    expect(answers).toContain('SKR_INTAKE_SHUTTING_DOWN')
    expect(taken).toHaveLength(1)
  })
})

describe('hostile connections', () => {
  const limits = { headersTimeoutMs: 200, requestTimeoutMs: 300, checkIntervalMs: 50 }

  it('answers 400 to what is not HTTP, and logs it without its content', async () => {
    const { port, lines } = await listen()

    const answer = await raw(port, 'my-secret-nonsense\r\n\r\n')

    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/)
    expect(answer).toContain('SKR_INTAKE_MALFORMED')
    expect(lines.join()).toContain('SKR_INTAKE_MALFORMED')
    expect(lines.join()).not.toContain('my-secret-nonsense')
  })

  it('answers 431 to headers that are too large', async () => {
    const { port } = await listen()

    expect(
      await raw(port, `POST /skills HTTP/1.1\r\nhost: x\r\ncookie: ${'c'.repeat(20_000)}\r\n\r\n`),
    ).toMatch(/^HTTP\/1.1 431 .*SKR_INTAKE_HEADERS_TOO_LARGE/s)
  })

  it.each([
    ['headers', 'POST /skills HTTP/1.1\r\nhost: x\r\n'],
    [
      'body',
      'POST /skills HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
    ],
  ])('ends a connection whose %s never ends', async (_what, text) => {
    const { port, taken } = await listen({ limits })

    const answer = await raw(port, text)

    expect(answer).toMatch(/^HTTP\/1.1 408 .*SKR_INTAKE_TOO_SLOW/s)
    expect(taken).toEqual([])
  })

  it('refuses two different lengths, and a length beside chunks', async () => {
    const { port } = await listen()
    const head = 'POST /skills HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\n'

    expect(await raw(port, `${head}content-length: 6\r\n\r\nhello`)).toMatch(/^HTTP\/1.1 400 /)
    expect(await raw(port, `${head}transfer-encoding: chunked\r\n\r\n0\r\n\r\n`)).toMatch(/^HTTP\/1.1 400 /)
  })

  it('survives a sender that goes away in the middle of its body', async () => {
    const { port, url } = await listen()
    const socket = connect(port, '127.0.0.1')
    socket.write(
      'POST /skills HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{',
    )
    await once(socket, 'connect')
    socket.resetAndDestroy()

    expect((await post(`${url}/skills`, skillEvent())).status).toBe(200)
  })

  it("lets the runner do the talking: no line of the web server's own, at any level", async () => {
    const lines: string[] = []
    const destination = { write: (line: string) => lines.push(line) }
    for (const level of ['info', 'silent'] as const) {
      const { url } = await listen({ logger: createLog(level, { pretty: false, destination }) })
      await post(`${url}/skills`, skillEvent())
    }

    expect(lines).toEqual([])
  })

  it('does not tell what it is made of', async () => {
    const { url } = await listen()

    const response = await fetch(`${url}/health/live`)

    expect([...response.headers.keys()].filter((name) => /server|powered/.test(name))).toEqual([])
  })
})

describe('health and metrics', () => {
  it('is ready, or says why it is not', async () => {
    let reasons: string[] = []
    const { url } = await listen({
      readiness: () => ({ ready: reasons.length === 0, stopping: false, reasons }),
    })
    const ready = await fetch(`${url}/health/ready`)

    reasons = ['the queue cannot be written']
    const notReady = await fetch(`${url}/health/ready`)

    expect([ready.status, await ready.json()]).toEqual([200, { status: 'ready' }])
    expect([notReady.status, await notReady.json()]).toEqual([503, { status: 'not ready', reasons }])
  })

  it('counts what was taken and what was refused', async () => {
    const { url } = await listen({ metrics: createMetrics() })
    await post(`${url}/skills`, skillEvent())
    await post(`${url}/skills`, skillEvent(), { 'content-type': 'application/json' })

    const response = await fetch(`${url}/metrics`)
    const text = await response.text()

    expect(response.headers.get('content-type')).toContain('text/plain')
    expect(text).toContain('skill_runner_events_total{outcome="new",code=""} 1')
    expect(text).toContain('skill_runner_events_total{outcome="refused",code="SKR_INTAKE_UNSIGNED"} 1')
    expect(text).toContain('skill_runner_ack_duration_seconds_count 1')
  })
})
