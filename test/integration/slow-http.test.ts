import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { listen, raw } from '../unit/intake/listening.ts'
import { event, expectAlive, head, statuses } from './http-by-hand.ts'

/** Much shorter than the real ones, so that nobody waits; what they are is in docs/hostile-input.md. */
const limits = { headersTimeoutMs: 300, requestTimeoutMs: 500, keepAliveTimeoutMs: 300, checkIntervalMs: 50 }

/** Sends a byte whenever there is time, until the other side has had enough; resolves to what it said. */
async function drip(port: number, begin: string, byte: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString()
  })
  socket.on('error', () => socket.destroy())
  socket.write(begin)
  const timer = setInterval(() => socket.writable && socket.write(byte), 20)
  await once(socket, 'close')
  clearInterval(timer)
  return answer
}

describe('what takes too long', () => {
  it.each([
    ['a request line that never ends', '', 'P'],
    ['headers that never end', 'POST /skills HTTP/1.1\r\nhost: x\r\nx-a: ', 'a'],
    ['a body that drips in', `${head}content-length: 9000\r\n\r\n`, '{'],
    ['chunks that drip in', `${head}transfer-encoding: chunked\r\n\r\n`, '1\r\n{\r\n'],
    ['a chunk whose size never ends', `${head}transfer-encoding: chunked\r\n\r\n`, '0'],
  ])('is cut off: %s', async (_what, begin, byte) => {
    const server = await listen({ limits })

    const slow = drip(server.port, begin, byte)
    await expectAlive(server)

    expect(statuses(await slow)[0] ?? 'closed').toSatisfy((end) => ['closed', 400, 408].includes(end))
    await expectAlive(server, 1)
  })

  it('is cut off: a thousand connections that say nothing, which do not keep an event out meanwhile', async () => {
    const server = await listen({ limits: { ...limits, headersTimeoutMs: 3000, requestTimeoutMs: 3000 } })
    const sockets: Socket[] = []
    for (let opened = 0; opened < 1000; opened += 1) sockets.push(connect(server.port, '127.0.0.1'))
    const ends = sockets.map((socket) => once(socket.on('error', () => socket.destroy()).resume(), 'close'))
    await Promise.all(sockets.map((socket) => socket.connecting && once(socket, 'connect')))

    await expectAlive(server)
    await Promise.all(ends)

    await expectAlive(server, 1)
  })

  it('is cut off: a connection that is kept open after its answer', async () => {
    const server = await listen({ limits })

    expect(statuses(await raw(server.port, event()))).toEqual([200])
  })

  it('is not waited for: a sender of two thousand requests that reads no answer', async () => {
    const server = await listen()
    const socket = connect(server.port, '127.0.0.1').pause()
    socket.on('error', () => socket.destroy())
    socket.write('GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(2000))
    await once(socket, 'connect')

    await expectAlive(server)

    socket.destroy()
  })
})
