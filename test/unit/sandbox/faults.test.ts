import type { Fault, Sandbox } from 'box-skill-runner/testing'
import { describe, expect, test } from 'vitest'
import { call, eventually, fileWithTokens, keywordCard, sandboxForTest, skillBody } from './box-client.ts'

async function sandboxWithFile() {
  const sandbox = await sandboxForTest({ representationDelayMs: 0 })
  const { file, read, write } = await fileWithTokens(sandbox, 'note.txt', '0123456789')
  const download = () => call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })
  const content = async () => fetch(String((await download()).headers.get('location')))
  const writeCards = () =>
    call(sandbox, 'PUT', `/2.0/skill_invocations/${sandbox.skill.id}`, {
      token: write,
      json: skillBody(file.id, [keywordCard('a')]),
    })
  return { sandbox, file, read, write, download, content, writeCards }
}

describe('a fault with a status', () => {
  test('hits so many requests of its kind and leaves the others alone', async () => {
    const { sandbox, download, writeCards, file } = await sandboxWithFile()
    const fault = sandbox.faults.add({ on: 'writeCards', times: 2, status: 503 })

    const statuses = []
    for (const act of [writeCards, download, writeCards, writeCards]) statuses.push((await act()).status)

    expect(statuses).toEqual([503, 302, 503, 200])
    expect(fault.hits()).toBe(2)
    expect(sandbox.cardHistory(file.id)).toHaveLength(1)
  })

  test('answers in Box’s form, with Retry-After in seconds or as a date', async () => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'download', times: 1, status: 429, retryAfter: 7 })
    sandbox.faults.add({
      on: 'download',
      times: 1,
      status: 503,
      retryAfter: new Date('2030-01-02T03:04:05Z'),
      code: 'maintenance',
      message: 'Back soon',
    })

    const [seconds, date] = [await download(), await download()]

    expect(seconds.status).toBe(429)
    expect(seconds.headers.get('retry-after')).toBe('7')
    expect(await seconds.json()).toMatchObject({ type: 'error', status: 429, code: 'rate_limit_exceeded' })
    expect(date.headers.get('retry-after')).toBe('Wed, 02 Jan 2030 03:04:05 GMT')
    expect(await date.json()).toMatchObject({ code: 'maintenance', message: 'Back soon' })
  })

  test.each([
    [500, 'internal_server_error'],
    [418, 'bad_request'],
    [401, 'unauthorized'],
  ])('%i has a code of Box’s', async (status, code) => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'any', status })

    expect(await (await download()).json()).toMatchObject({ status, code })
  })

  test('of 202 has no body, and a body of one’s own need not be JSON', async () => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'download', times: 1, status: 202, retryAfter: 1 })
    sandbox.faults.add({ on: 'download', times: 1, status: 502, body: '<h1>Bad gateway</h1>' })
    sandbox.faults.add({
      on: 'download',
      times: 1,
      status: 200,
      body: '{"half":',
      contentType: 'application/json',
    })

    const [accepted, html, half] = [await download(), await download(), await download()]

    expect([accepted.status, accepted.headers.get('retry-after'), await accepted.text()]).toEqual([
      202,
      '1',
      '',
    ])
    expect([html.headers.get('content-type'), await html.text()]).toEqual([
      'text/html; charset=utf-8',
      '<h1>Bad gateway</h1>',
    ])
    await expect(half.json()).rejects.toThrow(SyntaxError)
  })

  test('ends when it is removed or all are cleared', async () => {
    const { sandbox, download } = await sandboxWithFile()
    const first = sandbox.faults.add({ on: 'download', status: 500 })
    sandbox.faults.add({ on: 'any', status: 503 })

    const before = await download()
    first.remove()
    const between = await download()
    sandbox.faults.clear()
    const after = await download()

    expect([before.status, between.status, after.status]).toEqual([500, 503, 302])
  })

  test('can be for some requests only', async () => {
    const { sandbox, download, file, read } = await sandboxWithFile()
    const other = await fileWithTokens(sandbox, 'other.txt')
    const seen: unknown[] = []
    sandbox.faults.add({
      on: 'any',
      status: 500,
      when: (request) => seen.push(request) > 0 && request.fileId === file.id && request.method === 'GET',
    })

    const hit = await download()
    const spared = await call(sandbox, 'GET', `/2.0/files/${other.file.id}/content`, { token: other.read })
    const anonymous = await call(sandbox, 'GET', '/2.0/folders/0')

    expect([hit.status, spared.status, anonymous.status]).toEqual([500, 302, 401])
    expect(seen).toEqual([
      {
        kind: 'download',
        method: 'GET',
        path: `/2.0/files/${file.id}/content`,
        fileId: file.id,
        token: 'read',
      },
      expect.objectContaining({ fileId: other.file.id }),
      { kind: 'other', method: 'GET', path: '/2.0/folders/0', fileId: '0', token: undefined },
    ])
    expect(JSON.stringify(seen)).not.toContain(read)
  })

  test('knows the file of a write from its token', async () => {
    const { sandbox, writeCards, file } = await sandboxWithFile()
    sandbox.faults.add({ on: 'writeCards', status: 500, when: ({ fileId }) => fileId === file.id })

    expect((await writeCards()).status).toBe(500)
  })
})

describe('every kind of request', () => {
  test.each<[Fault['on'], (parts: { sandbox: Sandbox; id: string; token: string }) => Promise<Response>]>([
    [
      'representation',
      ({ sandbox, id, token }) => call(sandbox, 'GET', `/2.0/files/${id}?fields=representations`, { token }),
    ],
    [
      'metadata',
      ({ sandbox, id, token }) =>
        call(sandbox, 'GET', `/2.0/files/${id}/metadata/global/boxSkillsCards`, { token }),
    ],
    ['upload', ({ sandbox, token }) => call(sandbox, 'POST', '/api/2.0/files/content', { token })],
    ['downloadHost', ({ sandbox }) => fetch(`${sandbox.downloadUrl}/d/1/any/download`)],
    ['other', ({ sandbox, token }) => call(sandbox, 'GET', '/2.0/folders/0', { token })],
  ])('%s can be hit', async (on, act) => {
    const { sandbox, file, read } = await sandboxWithFile()
    const fault = sandbox.faults.add({ on, status: 507 })

    const answer = await act({ sandbox, id: file.id, token: read })

    expect(answer.status).toBe(507)
    expect(fault.hits()).toBe(1)
  })
})

describe('a connection', () => {
  test('can be dropped before anything is done', async () => {
    const { sandbox, writeCards, file } = await sandboxWithFile()
    sandbox.faults.add({ on: 'writeCards', times: 1, drop: 'before' })

    await expect(writeCards()).rejects.toThrow('fetch failed')

    expect(sandbox.cardHistory(file.id)).toEqual([])
    expect(sandbox.requests().at(-1)).toMatchObject({ kind: 'writeCards', status: undefined })
    expect((await writeCards()).status).toBe(200)
  })

  test('can be dropped after the work was done, so that the answer is lost', async () => {
    const { sandbox, writeCards, file } = await sandboxWithFile()
    sandbox.faults.add({ on: 'writeCards', times: 1, drop: 'after' })

    await expect(writeCards()).rejects.toThrow('fetch failed')

    expect(sandbox.cardHistory(file.id)).toHaveLength(1)
  })

  test('can be dropped in the middle of a download', async () => {
    const { sandbox, content } = await sandboxWithFile()
    sandbox.faults.add({ on: 'downloadHost', times: 1, drop: 'middle' })

    const answer = await content()

    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-length')).toBe('10')
    await expect(answer.arrayBuffer()).rejects.toThrow('terminated')
  })

  test('can be dropped in the middle of a large download, and of an answer without a body', async () => {
    const { sandbox, writeCards } = await sandboxWithFile()
    const large = await sandbox.upload({ name: 'large.bin', content: Buffer.alloc(5_000_000, 'x') })
    sandbox.faults.add({ on: 'downloadHost', times: 1, drop: 'middle' })
    sandbox.faults.add({ on: 'writeCards', times: 1, drop: 'middle' })
    const { headers } = await call(sandbox, 'GET', `/2.0/files/${large.id}/content`, {
      token: sandbox.ownerToken,
    })

    const download = await fetch(String(headers.get('location')))
    let received = 0
    const reading = (async () => {
      for await (const chunk of download.body as unknown as AsyncIterable<Uint8Array>)
        received += chunk.length
    })()

    await expect(reading).rejects.toThrow('terminated')
    expect(received).toBeGreaterThan(0)
    expect(received).toBeLessThanOrEqual(2_500_000)
    await expect((await writeCards()).text()).rejects.toThrow('terminated')
  })

  test('can be dropped in the middle of JSON', async () => {
    const { sandbox, file, read } = await sandboxWithFile()
    sandbox.faults.add({ on: 'representation', times: 1, drop: 'middle' })

    const answer = await call(sandbox, 'GET', `/2.0/files/${file.id}`, { token: read })

    await expect(answer.json()).rejects.toThrow('terminated')
  })

  test('can stay silent until the client gives up or the sandbox closes', async () => {
    const { sandbox, file, read } = await sandboxWithFile()
    sandbox.faults.add({ on: 'download', silent: true })
    const url = `${sandbox.url}/2.0/files/${file.id}/content`
    const headers = { authorization: `Bearer ${read}` }

    const impatient = new AbortController()

    const abandoned = expect(fetch(url, { headers, signal: impatient.signal })).rejects.toThrow(/aborted/i)
    await eventually(() => sandbox.requests().length).toBe(1)
    impatient.abort()
    await abandoned
    const waiting = expect(fetch(url, { headers })).rejects.toThrow('fetch failed')
    await eventually(() => sandbox.requests().length).toBe(2)
    await sandbox.close()
    await waiting
  })
})

describe('an answer', () => {
  test('can announce more than it sends', async () => {
    const { sandbox, content } = await sandboxWithFile()
    sandbox.faults.add({ on: 'downloadHost', contentLengthOff: 5 })

    const answer = await content()

    expect(answer.headers.get('content-length')).toBe('15')
    await expect(answer.text()).rejects.toThrow('terminated')
  })

  test('can announce less than it sends, so that the end is lost', async () => {
    const { sandbox, content } = await sandboxWithFile()
    sandbox.faults.add({ on: 'downloadHost', contentLengthOff: -4 })

    expect(await (await content()).text()).toBe('012345')
  })

  test('can lead elsewhere', async () => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'download', redirectTo: 'https://elsewhere.invalid/x' })

    const answer = await download()

    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'https://elsewhere.invalid/x'])
  })

  test('can be right but late', async () => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'download', times: 1, latencyMs: 1000 })
    const order: string[] = []
    const noting = async (name: string, answer: Promise<Response>) => {
      expect((await answer).status).toBe(302)
      order.push(name)
    }

    const late = noting('late', download())
    await eventually(() => sandbox.requests().length).toBe(1)
    await noting('prompt', download())
    await late

    expect(order).toEqual(['prompt', 'late'])
  })

  test('can be wrong and late', async () => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'download', latencyMs: 5, status: 500 })

    expect((await download()).status).toBe(500)
  })
})
