import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { type AddressInfo, createServer as createSocketServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { createTransport, type Transport, type TransportOptions } from '../../../core/box/transport.ts'

export interface Received {
  readonly method: string
  readonly url: string
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

export interface TestServer {
  readonly url: string
  readonly received: Received[]
  /** Connections made so far. */
  connections(): number
}

type Handler = (request: Received, response: ServerResponse, count: number) => void

/** A real HTTP server on this machine that ends with the test. `count` is 1 for the first request. */
export async function serve(handler: Handler): Promise<TestServer> {
  const received: Received[] = []
  let connections = 0
  const server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const { method = '', url = '', headers } = message
      const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') }
      received.push(request)
      handler(request, response, received.length)
    })
  })
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
  }
}

/** A bare socket server, for answers that are not HTTP or not whole. `answer` is called when a request's head has arrived. */
export async function serveSocket(
  answer: (socket: Socket, count: number) => void,
): Promise<{ url: string; count(): number }> {
  let count = 0
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.on('data', (data) => {
      if (data.includes('\r\n\r\n')) answer(socket, ++count)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, count: () => count }
}

/** A transport that ends with the test. */
export function transportTo(apiUrl: string, options: Partial<TransportOptions> = {}): Transport {
  const transport = createTransport({ apiUrl, tokenHosts: [], timeoutMs: 5000, connections: 4, ...options })
  onTestFinished(() => transport.close())
  return transport
}

export function answerJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
}

/** What was thrown; fails where nothing was. */
export async function thrownBy(work: Promise<unknown>): Promise<unknown> {
  try {
    await work
  } catch (error) {
    return error
  }
  throw new TypeError('nothing was thrown')
}

/** An address of this machine at which nobody listens. */
export async function closedUrl(): Promise<string> {
  const server = createSocketServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}
