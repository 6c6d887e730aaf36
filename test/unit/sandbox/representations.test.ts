import type { Sandbox } from 'box-skill-runner/testing'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { call, fileWithTokens, sandboxForTest, tokensOf } from './box-client.ts'

interface Entry {
  readonly representation: string
  readonly properties: object
  readonly info: { readonly url: string }
  readonly status: { readonly state: string }
  readonly content: { readonly url_template: string }
}

async function ask(sandbox: Sandbox, fileId: string, token: string, hints?: string): Promise<Entry[]> {
  const headers = hints === undefined ? {} : { 'x-rep-hints': hints }
  const answer = await call(sandbox, 'GET', `/2.0/files/${fileId}?fields=representations`, { token, headers })
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { representations: { entries: Entry[] } }).representations.entries
}

async function get(url: string, token: string): Promise<Response> {
  return fetch(url, { headers: { authorization: `Bearer ${token}` } })
}

/** Asks until it is made and fetches it. */
async function fetchRepresentation(
  sandbox: Sandbox,
  fileId: string,
  token: string,
  hint: string,
): Promise<Response> {
  const [entry] = await ask(sandbox, fileId, token, hint)
  expect(entry?.status.state).toBe('success')
  return get(String(entry?.content.url_template.replace('{+asset_path}', '')), token)
}

describe('a representation', () => {
  test('is pending for a while, is polled at its address, then serves its content', async () => {
    let now = Date.now()
    const sandbox = await sandboxForTest({ now: () => now, representationDelayMs: 500 })
    const { file, read } = await fileWithTokens(sandbox, 'note.txt', 'the words')

    const [first] = await ask(sandbox, file.id, read, '[extracted_text]')
    const url = String(first?.info.url)
    const content = `${url}/content/`
    const early = await get(content, read)
    now += 499
    const stillPending = (await (await get(url, read)).json()) as Entry
    now += 1
    const done = (await (await get(url, read)).json()) as Entry

    expect(first).toMatchObject({ representation: 'extracted_text', status: { state: 'pending' } })
    expect(first?.content.url_template).toBe(`${url}/content/{+asset_path}`)
    expect([early.status, early.headers.get('retry-after')]).toEqual([202, '1'])
    expect([stillPending.status.state, done.status.state]).toEqual(['pending', 'success'])
    expect(await (await get(content, read)).text()).toBe('the words')
  })

  test('can wait for its address to be asked before it is made', async () => {
    let now = Date.now()
    const sandbox = await sandboxForTest({
      now: () => now,
      representationDelayMs: 500,
      representationsOnDemand: true,
    })
    const { file, read } = await fileWithTokens(sandbox, 'note.txt', 'the words')
    const list = () => ask(sandbox, file.id, read, '[extracted_text]')

    const [first] = await list()
    now += 1000
    const [second] = await list()
    const polled = (await (await get(String(first?.info.url), read)).json()) as Entry
    now += 500
    const [last] = await list()

    expect([first, second, polled, last].map((entry) => entry?.status.state)).toEqual([
      'none',
      'none',
      'pending',
      'success',
    ])
  })

  test('of a new version is made anew', async () => {
    const sandbox = await sandboxForTest({ representationDelayMs: 0 })
    const { file, read } = await fileWithTokens(sandbox, 'note.txt', 'one')
    await fetchRepresentation(sandbox, file.id, read, '[extracted_text]')
    const [old] = await ask(sandbox, file.id, read, '[extracted_text]')
    await sandbox.upload({ fileId: file.id, content: 'two' })

    const text = await fetchRepresentation(sandbox, file.id, read, '[extracted_text]')

    expect(await text.text()).toBe('two')
    expect((await get(String(old?.info.url), read)).status).toBe(404)
  })

  test('as a picture is a JPEG that fits into 1024×1024', async () => {
    const sandbox = await sandboxForTest({ representationDelayMs: 0 })
    const content = await sharp({ create: { width: 2048, height: 100, channels: 4, background: '#08f8' } })
      .png()
      .toBuffer()
    const file = await sandbox.upload({ name: 'wide.PNG', content })
    const { read } = tokensOf(sandbox.event(file.id))

    const picture = await fetchRepresentation(
      sandbox,
      file.id,
      read,
      '[jpg?dimensions=1024x1024&paged=false]',
    )

    const { format, width, height } = await sharp(Buffer.from(await picture.arrayBuffer())).metadata()
    expect({ format, width, height }).toEqual({ format: 'jpeg', width: 1024, height: 50 })
    expect(picture.headers.get('content-type')).toBe('image/jpeg')
  })

  test('that the file does not have is none, and one that cannot be made is an error', async () => {
    const sandbox = await sandboxForTest({ representationDelayMs: 0 })
    const { file, read } = await fileWithTokens(sandbox, 'broken.jpg', 'not a picture')

    const entries = await ask(
      sandbox,
      file.id,
      read,
      '[extracted_text][jpg?dimensions=1024x1024][unheard_of]',
    )

    expect(entries.map(({ representation, status }) => [representation, status.state])).toEqual([
      ['extracted_text', 'none'],
      ['jpg', 'error'],
    ])
    const none = await get(`${entries[0]?.info.url}/content/`, read)
    expect(none.status).toBe(404)
  })

  test('can be set by a test, as content or as a state', async () => {
    const sandbox = await sandboxForTest({ representationDelayMs: 0 })
    const { file, read } = await fileWithTokens(sandbox, 'report.pdf', '%PDF')
    sandbox.setRepresentation(file.id, 'extracted_text', 'text of the report')
    sandbox.setRepresentation(file.id, 'mp3', new Uint8Array([1, 2, 3]))
    sandbox.setRepresentation(file.id, 'mp4', { state: 'viewable', content: 'first seconds' })
    sandbox.setRepresentation(file.id, 'jpg', { state: 'pending' })
    sandbox.setRepresentation(file.id, 'embedded_metadata', { state: 'error' })

    const text = await fetchRepresentation(sandbox, file.id, read, '[extracted_text]')
    const sound = await fetchRepresentation(sandbox, file.id, read, '[mp3]')
    const all = await ask(sandbox, file.id, read)

    expect(await text.text()).toBe('text of the report')
    expect([...new Uint8Array(await sound.arrayBuffer())]).toEqual([1, 2, 3])
    expect(
      Object.fromEntries(all.map(({ representation, status }) => [representation, status.state])),
    ).toEqual({
      extracted_text: 'success',
      jpg: 'pending',
      mp3: 'success',
      mp4: 'viewable',
      embedded_metadata: 'error',
    })
    expect((await get(`${all[1]?.info.url}/content/`, read)).status).toBe(202)
    expect(await (await get(`${all[3]?.info.url}/content/`, read)).text()).toBe('first seconds')
  })

  test('needs the read token of its file', async () => {
    const sandbox = await sandboxForTest({ representationDelayMs: 0 })
    const { file, read, write } = await fileWithTokens(sandbox)
    const other = await fileWithTokens(sandbox, 'other.txt')
    const [entry] = await ask(sandbox, file.id, read, '[extracted_text]')
    const content = `${entry?.info.url}/content/`

    const statuses = await Promise.all(
      [write, other.read, 'guessed'].map(async (token) => (await get(content, token)).status),
    )

    expect(statuses).toEqual([403, 404, 401])
  })

  test('of an unknown name, and hints without brackets, are refused', async () => {
    const sandbox = await sandboxForTest()
    const { file, read } = await fileWithTokens(sandbox)
    const base = `${sandbox.url}/2.0/internal_files/${file.id}/versions/${file.versionId}/representations`

    const unknown = await get(`${base}/hologram`, read)
    const headers = { 'x-rep-hints': 'extracted_text' }
    const bare = await call(sandbox, 'GET', `/2.0/files/${file.id}?fields=representations`, {
      token: read,
      headers,
    })

    expect([unknown.status, bare.status]).toEqual([404, 400])
  })
})
