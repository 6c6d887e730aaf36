import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { request } from 'undici'
import type { Sandbox } from '../../core/testing.ts'

/** What it does with a call, in place of passing it on. */
export type Misdeed = (call: CallToBox, response: ServerResponse) => void

export interface CallToBox {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

export interface HostileBox {
  /** Without `/2.0`: for `box.apiUrl`. */
  readonly url: string
  /** Does this to the calls that `when` picks from now on. */
  misbehave(when: (call: CallToBox) => boolean, misdeed: Misdeed): void
  close(): Promise<void>
}

/**
 * Stands between a runner and a sandbox, and passes calls on until it is told to misbehave. It sees each token, as Box does,
 * and so it can say them where they must not be repeated.
 */
export async function startHostileBox(sandbox: Sandbox): Promise<HostileBox> {
  const plans: { readonly when: (call: CallToBox) => boolean; readonly misdeed: Misdeed }[] = []
  const server = createServer(async (message, response) => {
    const { method = 'GET', url = '/', headers } = message
    const call: CallToBox = { method, url, headers, body: await buffer(message) }
    const plan = plans.find(({ when }) => when(call))
    if (plan === undefined) await passOn(call, response)
    else plan.misdeed(call, response)
  })

  async function passOn({ method, url, headers, body }: CallToBox, response: ServerResponse): Promise<void> {
    const { host: _host, connection: _, 'content-length': __, 'transfer-encoding': ___, ...rest } = headers
    const answer = await request(`${sandbox.url}${url}`, {
      method: method as 'GET',
      headers: rest,
      body: body.length === 0 ? null : body,
    })
    const text = Buffer.from(await answer.body.arrayBuffer())
    const { 'content-length': _length, connection: _connection, ...answered } = answer.headers
    response.writeHead(answer.statusCode, answered as Record<string, string>)
    // Addresses in it shall lead here again.
    const isJson = String(answer.headers['content-type'] ?? '').includes('json')
    response.end(isJson ? text.toString().replaceAll(sandbox.url, own()) : text)
  }

  const own = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: own(),
    misbehave: (when, misdeed) => void plans.push({ when, misdeed }),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Repeats whatever it was sent, in each part of an answer. */
export function echo(status: number, headers: Readonly<Record<string, string>> = {}): Misdeed {
  return ({ headers: sent, url, body }, response) => {
    const token = String(sent.authorization ?? '').replace('Bearer ', '')
    const said = `${sent.authorization} ${token} https://dl.boxcloud.com/d/1/${token}/download?sig=${token} ${url}`
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-echo': token,
      'www-authenticate': said,
      ...headers,
    })
    response.end(
      JSON.stringify({
        code: token,
        message: said,
        request_id: token,
        help_url: `https://example.com/?access_token=${token}`,
        context_info: { errors: [{ name: token, message: said, reason: body.toString() }] },
        [token]: token,
      }),
    )
  }
}

/** Leads to another host, the token in the address. */
export const lureAway: Misdeed = ({ headers }, response) => {
  const token = String(headers.authorization ?? '').replace('Bearer ', '')
  response
    .writeHead(302, { location: `https://${token}:${token}@example.com/${token}?access_token=${token}` })
    .end()
}

/** An answer that is not JSON, with the token in it. */
export const babble: Misdeed = ({ headers }, response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(`{"token": ${headers.authorization}`)
}

/** No HTTP at all. */
export const garbage: Misdeed = ({ headers }, response) => {
  response.socket?.end(`${headers.authorization}\r\n\r\n`)
}

/** Breaks off within the answer. */
export const breakOff: Misdeed = ({ headers }, response) => {
  response.writeHead(200, { 'content-length': '5000' })
  response.write(`{"token": "${headers.authorization}"`, () => response.socket?.destroy())
}

/** To a download address at `host` that nobody serves. */
export function leadTo(host: string): Misdeed {
  return (_call, response) =>
    response
      .writeHead(302, { location: `${host}/d/1/sandbox-link-that-is-no-longer-good/download?sig=1` })
      .end()
}
