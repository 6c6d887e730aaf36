import { request as httpRequest } from 'node:http'
import fc from 'fast-check'
import { registry } from '../../../core/errors/registry.ts'
import { deepJson, hostileBytes, hostileJson, hostileText, wellFormed } from '../hostile.ts'
import { holds } from '../invariants.ts'
import { mutated } from '../mutate.ts'

const methods = ['POST', 'POST', 'POST', 'GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'] as const

/** A request as a target makes and sends it. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

/** What a client can put into a header; Node refuses to send anything else. */
const headerText = hostileText.map((text) => text.replace(/[^\t\x20-\x7e\x80-\xff]/g, '').slice(0, 3000))
/** Bodies near the real ones, and far from them. */
export const body = (keys: readonly string[], real: readonly unknown[]) =>
  fc.oneof(
    mutated(real, keys).map((value) => Buffer.from(JSON.stringify(value))),
    hostileJson(keys).map((value) => Buffer.from(JSON.stringify(value))),
    hostileBytes,
    deepJson.map((text) => Buffer.from(text)),
  )
/** One path out of pieces: those of the server, those of strangers, and what decodes to something else. */
export const pathOf = (pieces: readonly string[]) =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...pieces) },
        {
          weight: 1,
          arbitrary: hostileText.map((text) => encodeURIComponent(wellFormed(text)).slice(0, 3000)),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom('..', '%2e%2e', '%2f', '%00', '%ff', '%', '*', ';', '\\', '//'),
        },
      ),
      { minLength: 1, maxLength: 6 },
    )
    .map((parts) => `/${parts.join('/')}`)

/** Requests of any method, with a few headers of these names. */
export function request(
  paths: fc.Arbitrary<string>,
  bodies: fc.Arbitrary<Uint8Array>,
  names: readonly string[],
  types: readonly string[],
): fc.Arbitrary<Request> {
  const header = fc.tuple(
    fc.constantFrom(...names, 'x-unknown', 'content-encoding', 'accept', 'range'),
    headerText,
  )
  return fc
    .record({
      method: fc.constantFrom(...methods),
      path: paths,
      headers: fc.array(header, { maxLength: 3 }),
      type: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...types) },
        { weight: 1, arbitrary: headerText },
      ),
      body: bodies,
    })
    .map(({ type, headers, ...rest }) => ({
      ...rest,
      headers: { 'content-type': type, ...Object.fromEntries(headers) },
    }))
}

/** Any answer but a fault, and for a refusal a code of ours. */
export function checkAnswer(status: number, text: string): void {
  holds(status >= 200 && status < 500, `the answer is no fault: ${status} ${text.slice(0, 300)}`)
  if (status < 400 || text === '') return
  const { code } = JSON.parse(text) as { code?: unknown }
  holds(
    typeof code === 'string' && Object.hasOwn(registry, code),
    `a refusal has a code: ${text.slice(0, 300)}`,
  )
}

/** One request over a real connection; what cannot be sent at all counts as refused. */
export function send(
  origin: string,
  { method, path, headers, body }: Request,
): Promise<readonly [status: number, text: string]> {
  const { hostname, port } = new URL(origin)
  return new Promise((resolve, reject) => {
    let sent: ReturnType<typeof httpRequest>
    try {
      sent = httpRequest({
        hostname,
        port,
        method,
        path,
        headers: { ...headers, 'content-length': body.length },
      })
    } catch {
      return resolve([400, ''])
    }
    sent.on('response', (response) => {
      let text = ''
      // A stream of events has no end.
      if (response.headers['content-type'] === 'text/event-stream') {
        response.destroy()
        return resolve([200, ''])
      }
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve([response.statusCode ?? 0, text]))
      response.on('error', reject)
    })
    // The server may answer and close before it has read all.
    sent.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EPIPE' || error.code === 'ECONNRESET' ? resolve([400, '']) : reject(error),
    )
    sent.end(body)
  })
}
