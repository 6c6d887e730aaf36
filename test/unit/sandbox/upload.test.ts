import { createHash, randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { Sandbox } from 'box-skill-runner/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { download, eventually, sandboxForTest } from './box-client.ts'

function uploadForm(attributes: unknown, content: string | Uint8Array<ArrayBuffer>): FormData {
  const form = new FormData()
  form.append('attributes', typeof attributes === 'string' ? attributes : JSON.stringify(attributes))
  form.append('file', new Blob([content]), 'ignored.bin')
  return form
}

function post(
  sandbox: Sandbox,
  path: string,
  body: FormData | string,
  headers: Record<string, string> = {},
): Promise<Response> {
  const authorization = `Bearer ${sandbox.ownerToken}`
  return fetch(`${sandbox.uploadUrl}${path}`, {
    method: 'POST',
    headers: { authorization, ...headers },
    body,
  })
}

describe('an upload over HTTP', () => {
  test('makes a file and answers as Box does', async () => {
    const sandbox = await sandboxForTest()

    const answer = await post(
      sandbox,
      '/2.0/files/content',
      uploadForm({ name: 'ä.txt', parent: { id: '0' } }, 'words'),
    )

    const { entries } = (await answer.json()) as { entries: [{ id: string }] }
    expect(answer.status).toBe(201)
    expect(entries).toMatchObject([
      {
        type: 'file',
        name: 'ä.txt',
        size: 5,
        sha1: createHash('sha1').update('words').digest('hex'),
        sequence_id: '0',
        etag: '0',
        parent: { type: 'folder', id: '0', name: 'All Files' },
        file_version: { type: 'file_version', id: expect.stringMatching(/^\d+$/) },
      },
    ])
    expect(await (await download(sandbox, entries[0].id)).text()).toBe('words')
  })

  test('streams large contents both ways', async () => {
    const sandbox = await sandboxForTest()
    const content = randomBytes(12_000_000)

    const answer = await post(
      sandbox,
      '/2.0/files/content',
      uploadForm({ name: 'big.bin', parent: { id: '0' } }, content),
    )

    const { entries } = (await answer.json()) as { entries: [{ id: string }] }
    const fetched = await download(sandbox, entries[0].id)
    expect(fetched.headers.get('content-length')).toBe('12000000')
    expect(Buffer.from(await fetched.arrayBuffer()).equals(content)).toBe(true)
  })

  test('makes a new version, and renames with it', async () => {
    const sandbox = await sandboxForTest()
    const { id, versionId } = await sandbox.upload({ name: 'a.txt', content: 'one' })

    const plain = await post(sandbox, `/2.0/files/${id}/content`, uploadForm({}, 'two'))
    await post(sandbox, `/2.0/files/${id}/content`, uploadForm({ name: 'b.txt' }, 'three'))

    const file = sandbox.file(id)
    expect(plain.status).toBe(201)
    expect(file).toMatchObject({ name: 'b.txt', size: 5, sequence: 2 })
    expect(file?.versionIds).toHaveLength(3)
    expect(await (await download(sandbox, id)).text()).toBe('three')
    expect(await (await download(sandbox, id, `?version=${versionId}`)).text()).toBe('one')
  })

  test('is refused with 409 where the name is taken, and says by what', async () => {
    const sandbox = await sandboxForTest()
    const file = await sandbox.upload({ name: 'a.txt', content: 'one' })
    const folder = sandbox.createFolder('Inbox')

    const byFile = await post(
      sandbox,
      '/2.0/files/content',
      uploadForm({ name: 'a.txt', parent: { id: '0' } }, 'two'),
    )
    const byFolder = await post(
      sandbox,
      '/2.0/files/content',
      uploadForm({ name: 'Inbox', parent: { id: '0' } }, 'x'),
    )
    const elsewhere = await post(
      sandbox,
      '/2.0/files/content',
      uploadForm({ name: 'a.txt', parent: { id: folder.id } }, 'two'),
    )

    expect(byFile.status).toBe(409)
    expect(await byFile.json()).toMatchObject({
      code: 'item_name_in_use',
      context_info: { conflicts: { type: 'file', id: file.id, name: 'a.txt' } },
    })
    expect(await byFolder.json()).toMatchObject({
      context_info: { conflicts: [{ type: 'folder', id: folder.id }] },
    })
    expect(elsewhere.status).toBe(201)
  })

  test.each([
    ['no name', { parent: { id: '0' } }, 400, 'bad_request'],
    ['no parent', { name: 'a.txt' }, 400, 'bad_request'],
    ['a number for a name', { name: 7, parent: { id: '0' } }, 400, 'bad_request'],
    ['a number for a parent', { name: 'a.txt', parent: { id: 0 } }, 400, 'bad_request'],
    ['attributes that are not JSON', 'name=a.txt', 400, 'bad_request'],
    ['attributes that are null', 'null', 400, 'bad_request'],
    ['a slash in the name', { name: '../a.txt', parent: { id: '0' } }, 400, 'item_name_invalid'],
    ['an empty name', { name: '', parent: { id: '0' } }, 400, 'item_name_invalid'],
    ['a folder that is not there', { name: 'a.txt', parent: { id: '9' } }, 404, 'not_found'],
  ])('is refused for %s', async (_what, attributes, status, code) => {
    const sandbox = await sandboxForTest()

    const answer = await post(sandbox, '/2.0/files/content', uploadForm(attributes, 'x'))

    expect(answer.status).toBe(status)
    expect(await answer.json()).toMatchObject({ type: 'error', status, code })
    expect(sandbox.files()).toEqual([])
  })

  test('is refused where the attributes come late or the file is missing', async () => {
    const sandbox = await sandboxForTest()
    const swapped = new FormData()
    swapped.append('file', new Blob(['x']), 'a.txt')
    swapped.append('attributes', '{"name":"a.txt","parent":{"id":"0"}}')
    const fileless = new FormData()
    fileless.append('other', 'ignored')
    fileless.append('attributes', '{"name":"a.txt","parent":{"id":"0"}}')

    const late = await post(sandbox, '/2.0/files/content', swapped)
    const missing = await post(sandbox, '/2.0/files/content', fileless)
    const json = await post(sandbox, '/2.0/files/content', '{}', { 'content-type': 'application/json' })

    expect(await late.json()).toMatchObject({ status: 400, code: 'metadata_after_file_contents' })
    expect(await missing.json()).toMatchObject({ status: 400, context_info: { errors: [{ name: 'file' }] } })
    expect(json.status).toBe(415)
  })

  test('of a version is refused with 412 where the caller knows another state, and 404 without the file', async () => {
    const sandbox = await sandboxForTest()
    const { id } = await sandbox.upload({ name: 'a.txt', content: 'one' })

    const stale = await post(sandbox, `/2.0/files/${id}/content`, uploadForm({}, 'two'), {
      'if-match': '"7"',
    })
    const current = await post(sandbox, `/2.0/files/${id}/content`, uploadForm({}, 'two'), {
      'if-match': '0',
    })
    const gone = await post(sandbox, '/2.0/files/1/content', uploadForm({}, 'two'))

    expect([stale.status, current.status, gone.status]).toEqual([412, 201, 404])
  })

  test('that is broken off leaves no file behind', async () => {
    const sandbox = await sandboxForTest()
    const attributes = '{"name":"a.txt","parent":{"id":"0"}}'
    const head = `--b\r\ncontent-disposition: form-data; name="attributes"\r\n\r\n${attributes}\r\n`
    const part = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf of it'
    const headers = {
      authorization: `Bearer ${sandbox.ownerToken}`,
      'content-type': 'multipart/form-data; boundary=b',
    }
    const upload = request(`${sandbox.uploadUrl}/2.0/files/content`, { method: 'POST', headers })
    upload.on('error', () => undefined)

    upload.write(head + part)
    await eventually(() => sandbox.requests().length).toBe(1)
    upload.destroy()
    await post(sandbox, '/2.0/files/content', uploadForm({ name: 'next.txt', parent: { id: '0' } }, 'whole'))

    expect(sandbox.files().map(({ name }) => name)).toEqual(['next.txt'])
  })

  test('that is large and refused gets its answer', async () => {
    const sandbox = await sandboxForTest()
    await sandbox.upload({ name: 'a.bin', content: 'x' })
    const large = uploadForm({ name: 'a.bin', parent: { id: '0' } }, Buffer.alloc(12_000_000))

    expect((await post(sandbox, '/2.0/files/content', large)).status).toBe(409)
  })

  test('fires an event', async () => {
    const sandbox = await sandboxForTest({
      invocationUrl: 'http://127.0.0.1:1/',
      redelivery: { attempts: 1 },
    })

    await post(sandbox, '/2.0/files/content', uploadForm({ name: 'a.txt', parent: { id: '0' } }, 'x'))

    await eventually(() => sandbox.deliveries()).toMatchObject([
      { status: undefined, error: expect.any(String) },
    ])
  })
})

describe('a body that is no multipart', () => {
  test.each(['multipart/form-data', 'multipart/form-data; boundary=a'])(
    'is refused with 400: %s',
    async (type) => {
      const sandbox = await sandboxForTest()

      const answer = await post(sandbox, '/2.0/files/content', '\0', { 'content-type': type })

      expect([answer.status, await answer.json()]).toMatchObject([400, { code: 'bad_request' }])
    },
  )
})

describe('content that a test gives', () => {
  test('may be bytes, text, a stream or a path, and is copied at once', async () => {
    const sandbox = await sandboxForTest()
    const folder = await mkdtemp(join(tmpdir(), 'content-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const path = join(folder, 'local.txt')
    await writeFile(path, 'from a path')

    const files = [
      await sandbox.upload({ name: 'bytes', content: new Uint8Array([1, 2]) }),
      await sandbox.upload({ name: 'text', content: 'é' }),
      await sandbox.upload({ name: 'stream', content: Readable.from([Buffer.from('abc')]) }),
      await sandbox.upload({ name: 'path', content: { path } }),
    ]
    await writeFile(path, 'changed later')

    expect(files.map(({ size }) => size)).toEqual([2, 2, 3, 11])
    expect(await (await download(sandbox, files[3]?.id ?? '')).text()).toBe('from a path')
  })

  test('that cannot be read, or whose name is refused, is an error with a code', async () => {
    const sandbox = await sandboxForTest()

    const torn = new Readable({ read: (): void => void torn.destroy(new Error('torn')) })

    await expect(sandbox.upload({ name: 'a', content: { path: '/nowhere/at/all' } })).rejects.toMatchObject({
      code: 'SKR_SANDBOX_CONTENT_NOT_READABLE',
    })
    await expect(sandbox.upload({ name: 'b', content: torn })).rejects.toThrow('torn')
    await expect(sandbox.upload({ name: 'a/b', content: 'x' })).rejects.toMatchObject({
      code: 'SKR_SANDBOX_REFUSED',
      why: expect.stringContaining('400 item_name_invalid'),
    })
    await expect(sandbox.upload({ fileId: '1', content: 'x' })).rejects.toMatchObject({
      code: 'SKR_SANDBOX_REFUSED',
      why: expect.stringContaining('404 not_found'),
    })
    expect(sandbox.files()).toEqual([])
  })
})
