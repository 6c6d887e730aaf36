import { describe, expect, it } from 'vitest'
import { createCardWriter } from '../../../core/box/writer.ts'
import { serve, serveSocket, thrownBy, transportTo } from './box-server.ts'
import { never, readerOf, tempFolder } from './content-fixtures.ts'

/** A token that lives for less than the wait that the server below asks for. */
const shortLived = () => ({ value: 'tok', expiresAt: Date.now() + 500 })
const expired = { code: 'SKR_BOX_TOKEN_EXPIRED', retryable: false }

const busy = () => serve((_, response) => response.writeHead(503, { 'retry-after': '4' }).end())

/** The token begins to live once all is loaded. */
async function writeTo(apiUrl: string, mode: 'replace' | 'merge'): Promise<void> {
  const writer = createCardWriter({ apiUrl, transport: transportTo(apiUrl), mode })
  await writer.load()
  await writer.write({ skillId: '1', fileId: '5', token: shortLived() }, { status: 'success', cards: [] })
}

describe('a token that expires while another try is waited for ends the call, without that try:', () => {
  it.each(['replace', 'merge'] as const)('a write in mode %s', async (mode) => {
    const box = await busy()

    expect(await thrownBy(writeTo(box.url, mode))).toMatchObject(expired)
    expect(box.received).toHaveLength(1)
  })

  it('a download', async () => {
    const box = await busy()
    const reader = readerOf(box.url, '5', { token: shortLived() })

    expect(await thrownBy(reader.download(`${await tempFolder()}/x`, never))).toMatchObject(expired)
    expect(box.received).toHaveLength(1)
  })

  it('a representation that Box is still making', async () => {
    const box = await serve((request, response) => {
      const entry = {
        representation: 'jpg',
        status: { state: 'pending' },
        info: { url: `${box.url}/info` },
        content: { url_template: `${box.url}/x` },
      }
      const list = { representations: { entries: [entry] } }
      response.end(JSON.stringify(request.url === '/info' ? entry : list))
    })
    const reader = readerOf(box.url, '5', { token: shortLived() })

    expect(await thrownBy(reader.representation('jpg', '/nowhere', never))).toMatchObject(expired)
  })
})

it('a token that expires while Box is silent ends the call', async () => {
  const box = await serveSocket(() => {})

  expect(await thrownBy(writeTo(box.url, 'replace'))).toMatchObject(expired)
})

it('a download that has begun goes on after its token has expired: its link needs none', async () => {
  const box = await serve((request, response) => {
    if (request.url.startsWith('/2.0/')) return response.writeHead(302, { location: '/d' }).end()
    response.writeHead(200, { 'content-length': '8' }).write('half')
    setTimeout(() => response.end('half'), 800)
  })
  const reader = readerOf(box.url, '5', { token: shortLived() })

  expect(await reader.download(`${await tempFolder()}/x`, never)).toEqual({ bytes: 8 })
})
