import { mkdtemp, rm } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createContentReader } from '../../../core/box/content.ts'
import { createCardWriter } from '../../../core/box/writer.ts'
import { isRunnerError } from '../../../core/errors/error.ts'
import { closedUrl, type Received, serve, serveSocket, thrownBy, transportTo } from './box-server.ts'

const token = 'CANARY-token-5f2b7c'
const link = 'CANARY-link-91ad3e'

/** An answer that says everything it knows, as a debugging proxy would. */
function echo(status: number, headers: Record<string, string> = {}) {
  return ({ headers: sent, url }: Received, response: ServerResponse) => {
    const said = `${sent.authorization ?? ''} ${token} https://dl.boxcloud.com/d/${link}?sig=${link} ${url}`
    response.writeHead(status, { 'x-echo': sent.authorization ?? '', 'retry-after': '0', ...headers })
    response.end(
      JSON.stringify({
        code: token,
        message: said,
        request_id: token,
        context_info: { errors: [{ name: token, message: said }] },
      }),
    )
  }
}

function raw(answer: string): () => Promise<string> {
  return async () =>
    (await serveSocket((socket) => socket.end(answer.replaceAll('LINK', link).replaceAll('TOKEN', token))))
      .url
}

const http = (handler: Parameters<typeof serve>[0]) => async () => (await serve(handler)).url

/** Each way in which a call can fail: a server and what it does. */
const failures: readonly (readonly [string, () => Promise<string>])[] = [
  ...[400, 401, 403, 404, 409, 412, 429, 500, 503].map(
    (status) => [`status ${status}`, http(echo(status))] as const,
  ),
  ['long Retry-After', http(echo(429, { 'retry-after': '100' }))],
  ['not ready', http(echo(202, { 'retry-after': '100' }))],
  ['closed port', closedUrl],
  ['dropped connection', async () => (await serveSocket((socket) => socket.destroy())).url],
  ['silence', async () => (await serveSocket(() => {})).url],
  ['not JSON', http((_, response) => response.end(`${token} ${link}`))],
  ['not HTTP', raw('LINK TOKEN\r\n\r\n')],
  ['bad header', raw('HTTP/1.1 302 Found\r\nlocation: https://dl.boxcloud.com/d/LINK\r\nTOKEN LINK\r\n\r\n')],
  ['broken body', raw('HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n{"TOKEN": "LINK"')],
  [
    'stalled body',
    async () =>
      (await serveSocket((socket) => socket.write(`HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\n${link}`)))
        .url,
  ],
  ['refused redirect', http(echo(302, { location: `http://example.com/${link}?sig=${link}` }))],
  ['redirect to a user name', http(echo(302, { location: `https://${link}:${link}@example.com/${link}` }))],
  ['redirect to nothing', http(echo(302, { location: `https://${link}:bad/` }))],
  ['redirect to a closed port', http(echo(302, { location: `http://127.0.0.1:1/${link}?sig=${link}` }))],
  [
    'redirect to a host that refuses',
    http((request, response) =>
      echo(request.url.includes(link) ? 403 : 302, { location: `/${link}` })(request, response),
    ),
  ],
  ['redirect in a circle', http(echo(302, { location: `/${link}?sig=${link}` }))],
]

function targetsOf(apiUrl: string) {
  const transport = transportTo(apiUrl, { timeoutMs: 200 })
  const fileToken = { value: token, expiresAt: Date.now() + 60_000 }
  const reader = createContentReader({
    transport,
    apiUrl,
    fileId: '5',
    versionId: undefined,
    token: fileToken,
    maxBytes: 100,
    downloadTimeoutMs: 3000,
    representationTimeoutMs: 3000,
  })
  const target = { skillId: '1', fileId: '5', token: fileToken }
  const update = { status: 'success', cards: [] } as const
  const write = (mode: 'replace' | 'merge') =>
    createCardWriter({ apiUrl, transport, mode }).write(target, update)
  return { transport, reader, write }
}

describe('an error holds neither token nor signed link, in whatever depth', () => {
  it('after any failure of any call', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'box-secrets-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))

    const results = await Promise.all(
      failures.map(async ([name, start], at) => {
        const url = await start()
        const { transport, reader, write } = targetsOf(url)
        const never = new AbortController().signal
        const settled = await Promise.allSettled([
          write('replace'),
          write('merge'),
          reader.download(join(folder, `content-${at}`), never),
          reader.representation('jpg', join(folder, `picture-${at}`), never),
          reader.downloadUrl(never),
          transport.request({ method: 'GET', url: `${url}/x?sig=${link}`, token, expect: 'json' }),
        ])
        return {
          name,
          errors: settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
        }
      }),
    )

    const told = results.map(({ name, errors }) => ({
      name,
      failed: errors.length > 1,
      foreign: errors.filter((error) => !isRunnerError(error)),
      leaks: errors.map(everythingIn).filter((text) => text.includes('CANARY')),
    }))
    expect(told).toEqual(failures.map(([name]) => ({ name, failed: true, foreign: [], leaks: [] })))
  })

  it('after a host that may not have the token', async () => {
    const { transport } = targetsOf('https://api.box.com')

    const error = await thrownBy(
      transport.request({ method: 'GET', url: `https://evilbox.com/${link}?${link}`, token }),
    )

    expect(everythingIn(error)).not.toContain('CANARY')
  })
})

function everythingIn(error: unknown): string {
  return inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) + JSON.stringify(error)
}
