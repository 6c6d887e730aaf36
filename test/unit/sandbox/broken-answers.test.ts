import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import { call, eventually, sandboxWithFile } from './box-client.ts'

/** What a socket receives of an answer, as it arrives. */
function rawAnswer(address: string): Promise<readonly string[]> {
  const { hostname, port, pathname } = new URL(address)
  const chunks: string[] = []
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname, () =>
      socket.write(`GET ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`),
    )
    socket.setEncoding('latin1').on('data', (chunk: string) => chunks.push(chunk))
    // A connection that is reset has ended, too.
    socket.on('error', () => socket.destroy()).on('close', () => resolve(chunks))
  })
}

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

  test.each([
    ['answer', (chunks: readonly string[]) => chunks[0]],
    ['body', (chunks: readonly string[]) => chunks.at(-1)],
  ] as const)('can trickle in a byte at a time: the %s', async (trickle, partOf) => {
    const { sandbox, download } = await sandboxWithFile()
    sandbox.faults.add({ on: 'downloadHost', trickle, everyMs: 5 })

    const chunks = await rawAnswer(String((await download()).headers.get('location')))

    expect(chunks.join('')).toMatch(
      /^HTTP\/1\.1 200 OK\r\n[\s\S]*content-length: 10\r\n[\s\S]*\r\n\r\n0123456789$/,
    )
    expect(partOf(chunks)?.length).toBeLessThan(10)
  })

  test('of no length can trickle; one that nobody waits for any more ends', async () => {
    const { sandbox, writeCards, download, file } = await sandboxWithFile()
    sandbox.faults.add({ on: 'writeCards', trickle: 'body', everyMs: 5 })
    sandbox.faults.add({ on: 'downloadHost', trickle: 'answer', everyMs: 60_000 })

    const link = String((await download()).headers.get('location'))
    const endless = rawAnswer(link)
    await eventually(() => sandbox.requests().at(-1)?.kind).toBe('downloadHost')

    expect([(await writeCards()).status, sandbox.cardHistory(file.id).length]).toEqual([200, 1])
    await sandbox.close()
    expect((await endless).join('')).toBe('H')
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
