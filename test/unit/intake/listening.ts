import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { onTestFinished } from 'vitest'
import { createIntake, type IntakeDependencies } from '../../../core/intake/server.ts'
import { signBody } from '../../../core/intake/signature.ts'
import type { Invocation } from '../../../core/invocation/invocation.ts'
import { createLog } from '../../../core/observe/log.ts'
import { createMetrics } from '../../../core/observe/metrics.ts'

export const keys = { primary: 'primary-key-of-the-test', secondary: 'secondary-key-of-the-test' }

/** The intake on a real port of 127.0.0.1, with what it took and logged; closed when the test ends. */
export async function listen(changes: Partial<IntakeDependencies> = {}) {
  const taken: Invocation[] = []
  const lines: string[] = []
  const allow = { skillIds: [], enterpriseIds: [] }
  const app = createIntake({
    server: { bodyLimitBytes: 10_000 },
    settings: () => ({ signature: 'required', apps: { default: { signatureKeys: keys, allow } } }),
    accept: async (invocation) => {
      const outcome = taken.some(({ id }) => id === invocation.id) ? 'duplicate' : 'new'
      taken.push(invocation)
      return { id: invocation.id, outcome }
    },
    readiness: () => ({ ready: true, stopping: false, reasons: [] }),
    metrics: createMetrics(),
    logger: createLog('debug', { pretty: false, destination: { write: (line) => lines.push(line) } }),
    ...changes,
  })
  onTestFinished(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return { app, port, url: `http://127.0.0.1:${port}`, taken, lines }
}

export function skillEvent(changes: Record<string, unknown> = {}): string {
  return JSON.stringify({
    type: 'skill_invocation',
    id: 'e1_1',
    skill: { id: '137' },
    token: { read: { access_token: 'the-read-token' }, write: { access_token: 'the-write-token' } },
    enterprise: { id: '42' },
    trigger: 'FILE_CONTENT',
    source: { type: 'file', id: '7', name: 'a.txt', file_version: { id: '8' } },
    ...changes,
  })
}

export function signed(
  body: string,
  timestamp = new Date().toISOString(),
  key = keys.primary,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'box-delivery-timestamp': timestamp,
    'box-signature-algorithm': 'HmacSHA256',
    'box-signature-version': '1',
    'box-signature-primary': signBody(Buffer.from(body), timestamp, key),
  }
}

export async function post(url: string, body: string, headers: Record<string, string> = signed(body)) {
  const response = await fetch(url, { method: 'POST', body, headers })
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  }
}

/** Sends `text` as it is and resolves to all that comes back until the server closes the connection. */
export async function raw(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk.toString()
  })
  socket.on('error', () => socket.destroy())
  socket.write(text)
  await once(socket, 'close')
  return answer
}
