import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CallName } from './box-calls.ts'
import { callNames } from './box-faults.ts'
import { type CertificateFault, certificateFaults, requestsBefore } from './certificate-faults.ts'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const pem = (name: string) => readFileSync(here(`certificates/${name}.pem`))
const certificate = (name: string) => ({ key: pem(name), cert: pem(name) })
const faults = Object.keys(certificateFaults) as readonly CertificateFault[]

interface Made {
  readonly code?: string
  readonly retryable?: boolean
  readonly message?: string
  /** Requests that the server was sent. */
  readonly requests: number
}

const servers: Server[] = []
const made = new Map<string, Made>()

beforeAll(async () => {
  const cells = callNames.flatMap((call) => [undefined, ...faults].map((fault) => ({ call, fault })))
  const boxes = await Promise.all(cells.map(({ call, fault }) => boxWith(call, fault)))
  const calls = cells.map(({ call }, index) => ({ call, url: boxes[index]?.url }))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [here('certificate-client.mjs'), JSON.stringify(calls)],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: here('certificates/authority.pem') } },
  )
  for (const [index, result] of (JSON.parse(stdout) as Omit<Made, 'requests'>[]).entries()) {
    const { call, fault } = cells[index] as (typeof cells)[number]
    made.set(`${call} ${fault}`, { ...result, requests: boxes[index]?.requests() ?? 0 })
  }
}, 120_000)
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections()
    server.close()
  }
})

describe.each(callNames)('%s', (call) => {
  test('Box shows a good certificate: it is sent', () => {
    expect(made.get(`${call} undefined`)?.code).toBeUndefined()
    expect(made.get(`${call} undefined`)?.requests).toBeGreaterThan(requestsBefore[call])
  })

  test.each(faults.map((fault) => [certificateFaults[fault].words, fault] as const))(
    'Box %s: it is not sent, to be tried again later, SKR_BOX_CERTIFICATE_REFUSED',
    (_, fault) => {
      expect(made.get(`${call} ${fault}`)).toEqual({
        code: 'SKR_BOX_CERTIFICATE_REFUSED',
        retryable: true,
        message: expect.stringContaining(`(${certificateFaults[fault].reason})`),
        requests: requestsBefore[call],
      })
    },
  )
})

/** A Box whose certificate turns bad just before the call. */
async function boxWith(call: CallName, fault: CertificateFault | undefined) {
  let requests = 0
  const before = requestsBefore[call]
  const server = createServer(
    certificate(fault !== undefined && before === 0 ? fault : 'good'),
    (request, response) => {
      requests += 1
      if (fault !== undefined && requests === before) server.setSecureContext(certificate(fault))
      // So that the next request makes a connection of its own.
      response.setHeader('connection', 'close')
      answer(call, request, response)
    },
  )
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, requests: () => requests }
}

function answer(call: CallName, { method, url = '' }: IncomingMessage, response: ServerResponse): void {
  const json = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body))
  const { origin } = new URL(`https://${response.req.headers.host}`)
  if (url.endsWith('/content')) response.writeHead(302, { location: '/text' }).end()
  else if (url === '/info') json(200, { status: { state: 'success' } })
  else if (url === '/text') response.end('text')
  else if (url.includes('/skill_invocations/')) response.end()
  else if (!url.includes('/metadata/')) json(200, { representations: { entries: [listed(call, origin)] } })
  else if (method === 'GET' && call !== 'patch') json(404, { code: 'instance_not_found' })
  else json(method === 'POST' ? 201 : 200, { cards: [] })
}

function listed(call: CallName, origin: string) {
  return {
    representation: 'extracted_text',
    status: { state: call === 'poll' ? 'none' : 'success' },
    info: { url: `${origin}/info` },
    content: { url_template: `${origin}/text` },
  }
}
