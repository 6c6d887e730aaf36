import { describe, expect, test } from 'vitest'
import { call, eventually, fileWithTokens, sandboxForTest } from './box-client.ts'

describe('a download', () => {
  test('leads to another host, which serves the content without a token', async () => {
    const sandbox = await sandboxForTest()
    const { file, read } = await fileWithTokens(sandbox, 'né“.txt', 'the content')

    const redirect = await call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })
    const location = String(redirect.headers.get('location'))
    const answer = await fetch(location)

    expect(redirect.status).toBe(302)
    expect(new URL(location).origin).toBe(sandbox.downloadUrl)
    expect(new URL(location).origin).not.toBe(sandbox.url)
    expect(location).not.toContain(read)
    expect(await answer.text()).toBe('the content')
    expect(answer.headers.get('content-disposition')).toContain("filename*=UTF-8''n%C3%A9%E2%80%9C.txt")
  })

  test('whose client sends its token on to that host is refused and recorded', async () => {
    const sandbox = await sandboxForTest()
    const { file, read } = await fileWithTokens(sandbox)
    const { headers } = await call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })

    const leaked = await fetch(String(headers.get('location')), {
      headers: { authorization: `Bearer ${read}` },
    })

    expect(leaked.status).toBe(400)
    expect(await leaked.json()).toMatchObject({ code: 'authorization_not_allowed' })
    await eventually(() => sandbox.requests().at(-1)).toMatchObject({
      host: 'download',
      kind: 'downloadHost',
      token: 'read',
      status: 400,
    })
  })

  test('works for 15 minutes at the address that was given', async () => {
    let now = Date.now()
    const sandbox = await sandboxForTest({ now: () => now })
    const { file, read } = await fileWithTokens(sandbox)
    const link = async () =>
      String(
        (await call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })).headers.get(
          'location',
        ),
      )
    const first = await link()

    now += 900_000
    const late = await fetch(first)
    const second = await fetch(await link())
    const guessed = await fetch(`${sandbox.downloadUrl}/d/1/guessed/download`)

    expect([late.status, second.status, guessed.status]).toEqual([404, 200, 404])
  })

  test('of a version that is not there, or of a file that was deleted, is 404', async () => {
    const sandbox = await sandboxForTest()
    const { file, read } = await fileWithTokens(sandbox)

    const version = await call(sandbox, 'GET', `/2.0/files/${file.id}/content?version=1`, { token: read })
    sandbox.delete(file.id)
    const gone = await call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })

    expect([version.status, gone.status]).toEqual([404, 404])
    expect(await gone.json()).toMatchObject({ type: 'error', code: 'not_found' })
  })
})

describe('files', () => {
  test('are renamed, moved, copied and deleted over HTTP', async () => {
    const sandbox = await sandboxForTest()
    const token = sandbox.ownerToken
    const folder = sandbox.createFolder('Inbox')
    const { id } = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const renamed = await call(sandbox, 'PUT', `/2.0/files/${id}`, { token, json: { name: 'b.txt' } })
    const moved = await call(sandbox, 'PUT', `/2.0/files/${id}`, {
      token,
      json: { parent: { id: folder.id } },
    })
    const copied = await call(sandbox, 'POST', `/2.0/files/${id}/copy`, {
      token,
      json: { name: 'c.txt', parent: { id: '0' } },
    })
    const stale = await call(sandbox, 'DELETE', `/2.0/files/${id}`, { token, headers: { 'if-match': '0' } })
    const deleted = await call(sandbox, 'DELETE', `/2.0/files/${id}`, { token })

    expect(await renamed.json()).toMatchObject({ name: 'b.txt', sequence_id: '1', parent: { id: '0' } })
    expect(await moved.json()).toMatchObject({ name: 'b.txt', sequence_id: '2', parent: { id: folder.id } })
    expect(copied.status).toBe(201)
    expect(await copied.json()).toMatchObject({ name: 'c.txt', parent: { id: '0' }, size: 1 })
    expect([stale.status, deleted.status]).toEqual([412, 204])
    expect(sandbox.files().map(({ name }) => name)).toEqual(['c.txt'])
  })

  test('keep their names unique when they are renamed, moved or copied', async () => {
    const sandbox = await sandboxForTest()
    const token = sandbox.ownerToken
    const folder = sandbox.createFolder('Inbox')
    const { id } = await sandbox.upload({ name: 'a.txt', content: 'a' })
    await sandbox.upload({ name: 'b.txt', content: 'b' })
    await sandbox.upload({ name: 'a.txt', content: 'a', parentId: folder.id })

    const answers = await Promise.all([
      call(sandbox, 'PUT', `/2.0/files/${id}`, { token, json: { name: 'b.txt' } }),
      call(sandbox, 'PUT', `/2.0/files/${id}`, { token, json: { parent: { id: folder.id } } }),
      call(sandbox, 'POST', `/2.0/files/${id}/copy`, { token, json: { parent: { id: '0' } } }),
      call(sandbox, 'PUT', `/2.0/files/${id}`, { token, json: { name: 'a.txt' } }),
    ])

    expect(answers.map(({ status }) => status)).toEqual([409, 409, 409, 200])
    expect(() => sandbox.copy(id, {})).toThrow(expect.objectContaining({ code: 'SKR_SANDBOX_REFUSED' }))
  })

  test('give up their name with a rename and a deletion', async () => {
    const sandbox = await sandboxForTest()
    const first = await sandbox.upload({ name: 'a.txt', content: 'a' })
    sandbox.rename(first.id, 'b.txt')
    const second = await sandbox.upload({ name: 'a.txt', content: 'a' })
    sandbox.delete(second.id)

    const third = await sandbox.upload({ name: 'a.txt', content: 'a' })

    expect(sandbox.files().map(({ id }) => id)).toEqual([first.id, third.id])
    expect(sandbox.file(second.id)).toBeUndefined()
  })

  test('show the fields that are asked for', async () => {
    const sandbox = await sandboxForTest()
    const { file, read } = await fileWithTokens(sandbox)

    const all = await call(sandbox, 'GET', `/2.0/files/${file.id}`, { token: read })
    const some = await call(sandbox, 'GET', `/2.0/files/${file.id}?fields=name,size`, { token: read })

    expect(await all.json()).toMatchObject({
      id: file.id,
      file_version: { id: file.versionId },
      item_status: 'active',
    })
    expect(await some.json()).toEqual({ type: 'file', id: file.id, etag: '0', name: 'note.txt', size: 10 })
  })
})

describe('folders', () => {
  test('are made and list what they hold, page by page', async () => {
    const sandbox = await sandboxForTest()
    const token = sandbox.ownerToken
    const made = await call(sandbox, 'POST', '/2.0/folders', {
      token,
      json: { name: 'Inbox', parent: { id: '0' } },
    })
    const folder = (await made.json()) as { id: string }
    for (const name of ['b.txt', 'a.txt']) await sandbox.upload({ name, content: name, parentId: folder.id })
    sandbox.createFolder('z', folder.id)

    const root = await call(sandbox, 'GET', '/2.0/folders/0', { token })
    const info = await call(sandbox, 'GET', `/2.0/folders/${folder.id}`, { token })
    const page = await call(sandbox, 'GET', `/2.0/folders/${folder.id}/items?limit=2&offset=1`, { token })

    expect(made.status).toBe(201)
    expect(await root.json()).toMatchObject({
      parent: null,
      item_collection: { entries: [{ name: 'Inbox' }] },
    })
    expect(await info.json()).toMatchObject({
      name: 'Inbox',
      parent: { id: '0' },
      item_collection: { total_count: 3 },
    })
    expect(await page.json()).toMatchObject({
      total_count: 3,
      offset: 1,
      limit: 2,
      entries: [
        { type: 'file', name: 'a.txt' },
        { type: 'file', name: 'b.txt' },
      ],
    })
  })

  test('are refused with Box’s statuses', async () => {
    const sandbox = await sandboxForTest()
    const token = sandbox.ownerToken
    const { id } = sandbox.createFolder('Inbox')

    const answers = await Promise.all([
      call(sandbox, 'POST', '/2.0/folders', { token, json: { name: 'Inbox', parent: { id: '0' } } }),
      call(sandbox, 'POST', '/2.0/folders', { token, json: { name: 'x', parent: { id: '1' } } }),
      call(sandbox, 'POST', '/2.0/folders', { token, json: {} }),
      call(sandbox, 'POST', '/2.0/folders', { token, json: '{"name":' }),
      call(sandbox, 'GET', '/2.0/folders/1', { token }),
      call(sandbox, 'GET', '/2.0/folders/1/items', { token }),
      call(sandbox, 'GET', `/2.0/folders/${id}/items?limit=many`, { token }),
    ])

    expect(answers.map(({ status }) => status)).toEqual([409, 404, 400, 400, 404, 404, 400])
    expect(await answers[3]?.json()).toMatchObject({ type: 'error', code: 'bad_request' })
    expect(() => sandbox.createFolder('Inbox')).toThrow(
      expect.objectContaining({ code: 'SKR_SANDBOX_REFUSED' }),
    )
  })
})
