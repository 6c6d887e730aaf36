import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContentReader } from '../../core/box/content.ts'
import { createCardWriter } from '../../core/box/writer.ts'
import { type Received, serve, transportTo } from '../unit/box/box-server.ts'

const token = 'canary-of-the-token-that-stays-home'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'outgoing-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** A server elsewhere, which takes whatever comes and leads back to `home` where it is asked to. */
async function elsewhere() {
  return serve((request, response) => {
    const back = new URL(request.url, 'http://x').searchParams.get('back')
    if (back !== null) response.writeHead(302, { location: back }).end()
    else response.setHeader('content-type', 'application/json').end('{"status":{"state":"success"}}')
  })
}

/** What Box says of the representation of a file. */
const listing = (info: string, template: string, state: string) =>
  JSON.stringify({
    representations: {
      entries: [
        {
          representation: 'extracted_text',
          status: { state },
          info: { url: info },
          content: { url_template: template },
        },
      ],
    },
  })

type Leads = (
  foreign: string,
  home: string,
) => (request: Received) => { readonly location: string } | { readonly body: string }

const leads: readonly (readonly [name: string, leads: Leads])[] = [
  ['a redirect', (foreign) => () => ({ location: `${foreign}/x` })],
  [
    'a redirect that names a user',
    (foreign) => () => ({ location: foreign.replace('//', '//api.box.com@') }),
  ],
  [
    'a redirect to the same host on another port',
    (foreign) => () => ({ location: `${foreign}/2.0/files/5/content` }),
  ],
  [
    'a redirect there and back',
    (foreign, home) => () => ({ location: `${foreign}/x?back=${encodeURIComponent(`${home}/2.0/files/5`)}` }),
  ],
  [
    'a template of a representation',
    (foreign, home) => () => ({ body: listing(`${home}/info`, `${foreign}/{+asset_path}`, 'success') }),
  ],
  [
    'the address of a representation',
    (foreign, home) => () => ({ body: listing(`${foreign}/info`, `${home}/x`, 'pending') }),
  ],
  [
    'a template that begins like the API',
    (foreign, home) => () => ({
      body: listing(`${home}/info`, `${home}@${foreign.replace('http://', '')}/`, 'success'),
    }),
  ],
  [
    'a template in which the path is the host',
    (foreign, home) => () => ({
      body: listing(`${home}/info`, `http://{+asset_path}@${foreign.replace('http://', '')}/`, 'success'),
    }),
  ],
  [
    'a template with a backslash',
    (foreign, home) => () => ({
      body: listing(
        `${home}/info`,
        `${foreign.replace('//', '\\\\')}\\@${home.replace('http://', '')}/`,
        'success',
      ),
    }),
  ],
]

describe('a token goes to no other host', () => {
  test.each(leads)('by %s', async (_name, make) => {
    const foreign = await elsewhere()
    const home: { url: string; received: Received[] } = await serve((request, response) => {
      const answer = make(foreign.url, home.url)(request)
      if ('location' in answer) response.writeHead(302, answer).end()
      else response.setHeader('content-type', 'application/json').end(answer.body)
    })
    const transport = transportTo(home.url, { timeoutMs: 500 })
    const reader = createContentReader({
      transport,
      apiUrl: home.url,
      fileId: '5',
      versionId: undefined,
      token: { value: token, expiresAt: Date.now() + 60_000 },
      maxBytes: 1000,
      downloadTimeoutMs: 3000,
      representationTimeoutMs: 3000,
    })
    const target = { skillId: '1', fileId: '5', token: { value: token, expiresAt: Date.now() + 60_000 } }
    const never = new AbortController().signal
    await Promise.allSettled([
      reader.download(join(folder, 'content'), never),
      reader.representation('extracted_text', join(folder, 'text'), never),
      reader.downloadUrl(never),
      ...(['replace', 'merge'] as const).map((mode) =>
        createCardWriter({ apiUrl: home.url, transport, mode }).write(target, {
          status: 'success',
          cards: [],
        }),
      ),
    ])
    await transport.close()

    // Box itself got it, so it was there to be sent.
    expect(JSON.stringify(home.received)).toContain(token)
    expect(JSON.stringify(foreign.received)).not.toContain(token)
  })

  test('though to a redirect without a token it goes', async () => {
    const foreign = await elsewhere()
    const home = await serve((_request, response) =>
      response.writeHead(302, { location: `${foreign.url}/d/1/x` }).end(),
    )
    const transport = transportTo(home.url)
    await transport.request({ method: 'GET', url: `${home.url}/2.0/files/5/content`, token })
    expect(foreign.received).toMatchObject([{ url: '/d/1/x' }])
    expect(foreign.received[0]?.headers).not.toHaveProperty('authorization')
  })
})
