import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** One request as the service got it. */
export interface Received {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** What the service answers; a function does it by itself, as services do that break off. */
export type Reply =
  | {
      readonly status?: number
      readonly headers?: Readonly<Record<string, string>>
      /** Objects are answered as JSON. */
      readonly body?: string | Buffer | object
    }
  | ((response: ServerResponse) => void)

export interface Service {
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  readonly origin: string
  readonly received: readonly Received[]
  close(): Promise<void>
}

/** A service on this machine that answers as the test says. */
export async function startService(
  answer: (request: Received, count: number) => Reply | Promise<Reply>,
): Promise<Service> {
  const received: Received[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request).catch(() => undefined)
    if (body === undefined) return
    const { method = '', url: path = '', headers } = request
    const got = { method, path, headers, body }
    received.push(got)
    const reply = await answer(got, received.length)
    if (typeof reply === 'function') return reply(response)
    const { status = 200, headers: more = {}, body: content = {} } = reply
    const isJson = typeof content === 'object' && !Buffer.isBuffer(content)
    response.writeHead(status, { ...(isJson && { 'content-type': 'application/json' }), ...more })
    response.end(isJson ? JSON.stringify(content) : content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    received,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

/** The fields of a form that was received, files as `File`. */
export function formOf({ headers, body }: Received): Promise<FormData> {
  const type = headers['content-type'] ?? ''
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
}
