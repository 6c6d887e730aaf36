import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { serve, serveSocket, thrownBy, transportTo } from './box-server.ts'
import { contentServer, never, readerOf, sandboxFile, tempFolder } from './content-fixtures.ts'

describe('downloading', () => {
  it('writes the content, for this user alone, and leaves nothing else behind', async () => {
    const content = Buffer.alloc(300_000, 'abc')
    const { read, folder } = await sandboxFile('a.bin', content)

    const { bytes } = await read().download(join(folder, 'content'), never)

    expect(bytes).toBe(300_000)
    expect((await readFile(join(folder, 'content'))).equals(content)).toBe(true)
    expect((await stat(join(folder, 'content'))).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['content'])
  })

  it('sends the token to the API, and never to the host that it redirects to', async () => {
    const { sandbox, read, folder } = await sandboxFile('a.txt', 'text')

    await read().download(join(folder, 'content'), never)

    expect(sandbox.requests().map(({ host, token }) => [host, token])).toEqual([
      ['api', 'read'],
      ['download', 'none'],
    ])
  })

  it('reads the version of the event, not the current one', async () => {
    const { sandbox, file, read, folder } = await sandboxFile('a.txt', 'old')
    await sandbox.upload({ fileId: file.id, content: 'new and longer' })

    await read({ versionId: file.versionId }).download(join(folder, 'old'), never)
    await read().download(join(folder, 'new'), never)

    expect(await readFile(join(folder, 'old'), 'utf8')).toBe('old')
    expect(await readFile(join(folder, 'new'), 'utf8')).toBe('new and longer')
  })

  it('writes an empty file for empty content', async () => {
    const { read, folder } = await sandboxFile('a.txt', '')

    expect(await read().download(join(folder, 'content'), never)).toEqual({ bytes: 0 })
    expect(await readFile(join(folder, 'content'), 'utf8')).toBe('')
  })

  it('replaces a part that was left behind, without following where it leads', async () => {
    const { read, folder } = await sandboxFile('a.txt', 'text')
    await writeFile(join(folder, 'victim'), 'untouched')
    await symlink(join(folder, 'victim'), join(folder, 'content.part'))

    await read().download(join(folder, 'content'), never)

    expect(await readFile(join(folder, 'content'), 'utf8')).toBe('text')
    expect(await readFile(join(folder, 'victim'), 'utf8')).toBe('untouched')
  })

  it.each([
    ['breaks off', { on: 'downloadHost', drop: 'middle', times: 1 }],
    ['is shorter than announced', { on: 'downloadHost', contentLengthOff: 5, times: 1 }],
    ['is refused by the download host', { on: 'downloadHost', status: 403, times: 1 }],
    ['is not ready yet', { on: 'download', status: 202, retryAfter: 0, times: 2 }],
    ['meets a 503', { on: 'downloadHost', status: 503, times: 1 }],
    ['meets a dropped connection', { on: 'download', drop: 'before', times: 1 }],
  ] as const)('starts over where the download %s', async (_, fault) => {
    const { sandbox, read, folder } = await sandboxFile('a.txt', 'the whole text')
    const active = sandbox.faults.add(fault)

    await read().download(join(folder, 'content'), never)

    expect(await readFile(join(folder, 'content'), 'utf8')).toBe('the whole text')
    expect(active.hits()).toBe(fault.times)
  })

  it.each([
    ['every download breaks off', { on: 'downloadHost', drop: 'middle' }, 'SKR_BOX_BAD_ANSWER'],
    ['the download host keeps refusing', { on: 'downloadHost', status: 404 }, 'SKR_BOX_LINK_REFUSED'],
    ['Box answers 401', { on: 'download', status: 401 }, 'SKR_BOX_UNAUTHORIZED'],
    ['Box answers 404', { on: 'download', status: 404 }, 'SKR_BOX_NOT_FOUND'],
    ['Box answers 409', { on: 'download', status: 409 }, 'SKR_BOX_CONFLICT'],
    ['Box limits the rate', { on: 'download', status: 429, retryAfter: 60 }, 'SKR_BOX_RATE_LIMITED'],
    ['Box is down', { on: 'download', status: 500, retryAfter: 0 }, 'SKR_BOX_UNAVAILABLE'],
    ['Box drops the connection', { on: 'download', drop: 'before' }, 'SKR_BOX_UNREACHABLE'],
    ['the content is long in coming', { on: 'download', status: 202, retryAfter: 60 }, 'SKR_BOX_NOT_READY'],
    ['nobody answers', { on: 'downloadHost', silent: true }, 'SKR_BOX_TIMEOUT'],
  ] as const)('leaves no file where %s', async (_, fault, code) => {
    const { sandbox, read, folder } = await sandboxFile('a.txt', 'the whole text')
    sandbox.faults.add(fault)

    const error = await thrownBy(read({ timeoutMs: 300 }).download(join(folder, 'content'), never))

    expect(error).toMatchObject({ code })
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses a file that announces to be too large, without reading it', async () => {
    const server = await contentServer((_, response) => {
      response.writeHead(200, { 'content-length': '2000000' })
      response.write('x'.repeat(1000))
    })
    const folder = await tempFolder()

    const error = await thrownBy(readerOf(server.url, '5').download(join(folder, 'content'), never))

    expect(error).toMatchObject({ code: 'SKR_FILE_TOO_LARGE', retryable: false })
    expect(String(error)).toContain('2000000 bytes; at most 1000000')
    expect(await readdir(folder)).toEqual([])
  })

  it('stops a file that turns out to be too large, and closes its connection', async () => {
    let closed: () => void = () => {}
    const isClosed = new Promise<void>((resolve) => {
      closed = resolve
    })
    const server = await contentServer((_, response) => {
      const timer = setInterval(() => response.write(Buffer.alloc(100_000)), 1)
      response.on('close', () => {
        clearInterval(timer)
        closed()
      })
    })
    const folder = await tempFolder()

    const error = await thrownBy(readerOf(server.url, '5').download(join(folder, 'content'), never))

    expect(String(error)).toContain('more than 1000000')
    expect(await readdir(folder)).toEqual([])
    await isClosed
  })

  it('ends when its time is up, however steadily the bytes trickle in', async () => {
    const server = await contentServer((_, response) => {
      const timer = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(timer))
    })
    const folder = await tempFolder()

    const error = await thrownBy(
      readerOf(server.url, '5', { downloadTimeoutMs: 400 }).download(join(folder, 'content'), never),
    )

    expect(error).toMatchObject({ code: 'SKR_FILE_DOWNLOAD_TIMEOUT', retryable: true })
    expect(await readdir(folder)).toEqual([])
  })

  it('tries a stalled body again', async () => {
    const server = await contentServer((_, response, count) => {
      response.writeHead(200, { 'content-length': '4' })
      if (count === 1) response.write('te')
      else response.end('text')
    })
    const folder = await tempFolder()

    await readerOf(server.url, '5', { timeoutMs: 300 }).download(join(folder, 'content'), never)

    expect(await readFile(join(folder, 'content'), 'utf8')).toBe('text')
  })

  it('rejects with the reason of an abort, in the midst of it and before it', async () => {
    const server = await contentServer((_, response) => response.write('half'))
    const folder = await tempFolder()
    const abort = new AbortController()
    const download = thrownBy(readerOf(server.url, '5').download(join(folder, 'content'), abort.signal))
    setTimeout(() => abort.abort('stopped'), 150)

    expect(await download).toBe('stopped')
    expect(await thrownBy(readerOf(server.url, '5').download(join(folder, 'content'), abort.signal))).toBe(
      'stopped',
    )
    expect(await readdir(folder)).toEqual([])
  })

  it.each([
    ['there is no folder', 'missing/content', 'ENOENT'],
    ['a folder is in the way', 'taken', 'EISDIR'],
  ])('says why the file could not be stored where %s', async (_, to, reason) => {
    const { read, folder } = await sandboxFile('a.txt', 'text')
    await mkdir(join(folder, 'taken'))

    const error = await thrownBy(read().download(join(folder, to), never))

    expect(error).toMatchObject({ code: 'SKR_FILE_NOT_STORED', retryable: true })
    expect(String(error)).toContain(reason)
  })

  it('with an expired token is refused without a call', async () => {
    const { sandbox, read, folder } = await sandboxFile('a.txt', 'text')

    const error = await thrownBy(
      read({ token: { value: 'tok', expiresAt: Date.now() - 1 } }).download(join(folder, 'content'), never),
    )

    expect(error).toMatchObject({ code: 'SKR_BOX_TOKEN_EXPIRED' })
    expect(sandbox.requests()).toEqual([])
  })

  it.each([
    { fileId: '5/../6', versionId: undefined },
    { fileId: '5', versionId: '1&x=2' },
  ])('of %j is refused: ids are digits', (ids) => {
    expect(() => readerOf('http://127.0.0.1:1', ids.fileId, ids)).toThrow(
      expect.objectContaining({ code: 'SKR_BOX_BAD_ID' }),
    )
  })
})

describe('a download URL', () => {
  it('is where Box redirects to, which is not visited', async () => {
    const { sandbox, read } = await sandboxFile('a.txt', 'text')

    const url = await read().downloadUrl(never)

    expect(url.startsWith(sandbox.downloadUrl)).toBe(true)
    expect(sandbox.requests().map(({ host }) => host)).toEqual(['api'])
    expect(await (await fetch(url)).text()).toBe('text')
  })

  it('is not handed out where Box answers otherwise', async () => {
    const server = await serve((_, response) => response.end('content'))

    expect(await thrownBy(readerOf(server.url, '5').downloadUrl(never))).toMatchObject({
      code: 'SKR_BOX_BAD_ANSWER',
    })
  })

  it('is not handed out where it leads to a place that no redirect may lead to', async () => {
    const server = await serve((_, response) =>
      response.writeHead(302, { location: 'http://example.com/' }).end(),
    )

    expect(await thrownBy(readerOf(server.url, '5').downloadUrl(never))).toMatchObject({
      code: 'SKR_BOX_REDIRECT_REFUSED',
    })
  })
})

it('gives the connection free for others after a refused download', async () => {
  const server = await serveSocket((socket, count) =>
    count === 1
      ? socket.write('HTTP/1.1 200 OK\r\ncontent-length: 5000000\r\n\r\nfirst bytes')
      : socket.end('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ntext'),
  )
  const folder = await tempFolder()
  const reader = readerOf(server.url, '5', {
    transport: transportTo(server.url, { connections: 1, timeoutMs: 60_000 }),
  })

  await thrownBy(reader.download(join(folder, 'large'), never))
  await reader.download(join(folder, 'small'), never)

  expect(await readFile(join(folder, 'small'), 'utf8')).toBe('text')
})
