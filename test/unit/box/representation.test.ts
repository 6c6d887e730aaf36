import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerJson, serve, type TestServer, thrownBy } from './box-server.ts'
import { never, readerOf, sandboxFile, tempFolder } from './content-fixtures.ts'

describe('a representation', () => {
  it('is waited for and written', async () => {
    const { sandbox, file, read, folder } = await sandboxFile('a.txt', 'the text')

    const found = await read({ versionId: file.versionId }).representation(
      'extracted_text',
      join(folder, 'text'),
      never,
    )

    expect(found).toBe(true)
    expect(await readFile(join(folder, 'text'), 'utf8')).toBe('the text')
    expect(sandbox.requests().length).toBeGreaterThan(2)
  })

  it.each(['none', 'error'] as const)('is absent where Box says "%s"', async (state) => {
    const { sandbox, file, read, folder } = await sandboxFile('a.xyz', 'bytes')
    sandbox.setRepresentation(file.id, 'mp3', { state })

    expect(await read().representation('mp3', join(folder, 'sound'), never)).toBe(false)
    expect(await readdir(folder)).toEqual([])
  })

  it('is an error to be tried again where it takes too long', async () => {
    const { sandbox, file, read, folder } = await sandboxFile('a.mp4', 'bytes')
    sandbox.setRepresentation(file.id, 'mp4', { state: 'pending' })

    const error = await thrownBy(
      read({ representationTimeoutMs: 400 }).representation('mp4', join(folder, 'v'), never),
    )

    expect(error).toMatchObject({ code: 'SKR_FILE_REPRESENTATION_NOT_READY', retryable: true })
  })

  it('is not read for a version that is no longer current', async () => {
    const { sandbox, file, read, folder } = await sandboxFile('a.txt', 'old')
    await sandbox.upload({ fileId: file.id, content: 'new' })

    const error = await thrownBy(
      read({ versionId: file.versionId }).representation('extracted_text', join(folder, 't'), never),
    )

    expect(error).toMatchObject({ code: 'SKR_FILE_CHANGED', retryable: false })
  })

  it.each([
    ['extracted_text', '[extracted_text]'],
    ['jpg', '[jpg?dimensions=1024x1024]'],
    ['mp3', '[mp3]'],
    ['mp4', '[mp4]'],
    ['embedded_metadata', '[embedded_metadata]'],
  ] as const)('of kind %s is asked for with %s', async (kind, hint) => {
    const server = await serve((_, response) =>
      answerJson(response, 200, { representations: { entries: [] } }),
    )

    const found = await readerOf(server.url, '5').representation(kind, '/nowhere', never)

    expect(found).toBe(false)
    expect(server.received[0]).toMatchObject({
      url: '/2.0/files/5?fields=representations,file_version',
      headers: { 'x-rep-hints': hint },
    })
  })

  const listed = (url: string, state: string, more: object = {}) => ({
    representation: 'jpg',
    status: { state },
    info: { url: `${url}/info` },
    content: { url_template: `${url}/content/{+asset_path}` },
    ...more,
  })

  /** A Box that lists one entry and answers its info and content addresses. */
  async function boxWith(
    entry: (url: string) => unknown,
    info: (url: string) => unknown = () => ({}),
    contentStatus = 200,
  ) {
    const server: TestServer = await serve((request, response) => {
      if (request.url.startsWith('/2.0/'))
        answerJson(response, 200, {
          file_version: { id: 7 },
          representations: { entries: [entry(server.url)] },
        })
      else if (request.url.startsWith('/info')) answerJson(response, 200, info(server.url))
      else response.writeHead(contentStatus).end('picture')
    })
    return server
  }

  it('of which the first page is read, where it has pages', async () => {
    const server = await boxWith((url) => listed(url, 'viewable', { properties: { paged: 'true' } }))
    const folder = await tempFolder()

    await readerOf(server.url, '5', { versionId: '7' }).representation('jpg', join(folder, 'p'), never)

    expect(server.received.map(({ url }) => url)).toEqual([expect.stringMatching(/^\/2/), '/content/1.jpg'])
    expect(server.received[1]?.headers.authorization).toBe('Bearer tok')
  })

  it('of which Box says nothing readable of its pages is read as one without', async () => {
    const odd = { properties: { paged: [{ toString: 0 }] } }
    const server = await boxWith((url) => listed(url, 'viewable', odd))
    const folder = await tempFolder()

    const read = readerOf(server.url, '5', { versionId: '7' })
    expect(await read.representation('jpg', join(folder, 'picture'), never)).toBe(true)
  })

  it('that Box has not begun to make is asked for at its info address', async () => {
    const server = await boxWith(
      (url) => listed(url, 'none'),
      () => ({ status: { state: 'success' } }),
    )
    const folder = await tempFolder()

    expect(await readerOf(server.url, '5').representation('jpg', join(folder, 'p'), never)).toBe(true)
    expect(server.received.map(({ url }) => url).slice(1)).toEqual(['/info', '/content/'])
  })

  it.each([
    ['has no content address', (url: string) => listed(url, 'success', { content: {} }), 200],
    ['has no info address while pending', (url: string) => listed(url, 'pending', { info: {} }), 200],
    ['stays "none"', (url: string) => listed(url, 'none'), 200],
    ['has no state', (url: string) => listed(url, '', { status: null }), 200],
    ['is of another kind', (url: string) => listed(url, 'success', { representation: 'png' }), 200],
    ['is no entry', () => null, 200],
    ['is listed but then not found', (url: string) => listed(url, 'success'), 404],
  ])('that %s is absent', async (_, entry, contentStatus) => {
    const server = await boxWith(entry, (url) => listed(url, 'none'), contentStatus)
    const folder = await tempFolder()

    expect(await readerOf(server.url, '5').representation('jpg', join(folder, 'p'), never)).toBe(false)
    expect(await readdir(folder)).toEqual([])
  })

  it('is not fetched from a host that may not have the token', async () => {
    const other = await serve((_, response) => response.end('picture'))
    const server = await boxWith(() => listed(other.url, 'success'))

    const error = await thrownBy(readerOf(server.url, '5').representation('jpg', '/nowhere', never))

    expect(error).toMatchObject({ code: 'SKR_BOX_TOKEN_HOST_REFUSED' })
    expect(other.received).toEqual([])
  })

  it.each([
    [{ status: 401 }, 'SKR_BOX_UNAUTHORIZED'],
    [{ status: 404 }, 'SKR_BOX_NOT_FOUND'],
    [{ status: 429, retryAfter: 60 }, 'SKR_BOX_RATE_LIMITED'],
    [{ status: 500, retryAfter: 0 }, 'SKR_BOX_UNAVAILABLE'],
    [{ drop: 'before' }, 'SKR_BOX_UNREACHABLE'],
    [{ silent: true }, 'SKR_BOX_TIMEOUT'],
  ] as const)('meeting %j ends as %s', async (fault, code) => {
    const { sandbox, read, folder } = await sandboxFile('a.txt', 'text')
    sandbox.faults.add({ on: 'representation', ...fault })

    const error = await thrownBy(
      read({ timeoutMs: 300 }).representation('extracted_text', join(folder, 't'), never),
    )

    expect(error).toMatchObject({ code })
  })
})
