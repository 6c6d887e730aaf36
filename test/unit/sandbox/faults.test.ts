import type { Fault, Sandbox } from 'box-skill-runner/testing'
import { describe, expect, test } from 'vitest'
import { call, fileWithTokens, sandboxWithFile } from './box-client.ts'

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

  test('knows the file of a download from its link', async () => {
    const { sandbox, content, file } = await sandboxWithFile()
    sandbox.faults.add({ on: 'downloadHost', status: 500, when: ({ fileId }) => fileId === file.id })

    expect((await content()).status).toBe(500)
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
