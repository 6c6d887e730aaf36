import fc from 'fast-check'
import type { FastifyInstance } from 'fastify'
import { createIntake } from '../../../core/intake/server.ts'
import { signBody } from '../../../core/intake/signature.ts'
import type { Invocation } from '../../../core/invocation/invocation.ts'
import { createLog } from '../../../core/observe/log.ts'
import { createMetrics } from '../../../core/observe/metrics.ts'
import { holds } from '../invariants.ts'
import { eventKeys, events } from '../samples.ts'
import { targetOn } from '../target.ts'
import { body, checkAnswer, pathOf, type Request, request } from './http-requests.ts'

const key = 'primary-key-of-the-test'
const signed = (headers: Readonly<Record<string, string>>, bytes: Uint8Array) => {
  const timestamp = new Date().toISOString()
  return {
    'box-delivery-timestamp': timestamp,
    'box-signature-algorithm': 'HmacSHA256',
    'box-signature-version': '1',
    'box-signature-primary': signBody(bytes, timestamp, key),
    ...headers,
  }
}

/** The real server, asked without a socket. */
async function openIntake() {
  const taken: Invocation[] = []
  const nobody = { skillIds: [], enterpriseIds: [] }
  const app: FastifyInstance = createIntake({
    server: { bodyLimitBytes: 100_000 },
    settings: () => ({
      signature: 'required',
      apps: { default: { signatureKeys: { primary: key, secondary: '' }, allow: nobody } },
    }),
    accept: async (invocation) => {
      taken.push(invocation)
      return { id: invocation.id, outcome: 'new' }
    },
    readiness: () => ({ ready: true, stopping: false, reasons: [] }),
    metrics: createMetrics(),
    logger: createLog('silent', { pretty: false, destination: { write: () => undefined } }),
  })
  await app.ready()
  const names = [
    'box-delivery-timestamp',
    'box-signature-primary',
    'box-signature-secondary',
    'box-signature-version',
    'host',
  ]
  const paths = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        '/skills',
        '/skills/',
        '/skills/default',
        '/skills/__proto__',
        '/skills/constructor',
      ),
    },
    { weight: 1, arbitrary: pathOf(['skills', 'default', 'health', 'live', 'ready', 'metrics']) },
  )
  return {
    input: fc.tuple(request(paths, body(eventKeys, events), names, ['application/json']), fc.boolean()),
    async check([{ method, path, headers, body }, isSigned]: readonly [Request, boolean]) {
      // Without a socket, only what is a URL can be asked for.
      if (!URL.canParse(path, 'http://localhost')) return
      taken.length = 0
      const answer = await app.inject({
        method: method as 'POST',
        url: path,
        headers: isSigned ? signed(headers, body) : headers,
        payload: Buffer.from(body),
      })
      checkAnswer(answer.statusCode, method === 'HEAD' || path.endsWith('metrics') ? '' : answer.body)
      holds(isSigned || taken.length === 0, 'nothing is taken that is not signed')
      holds(
        answer.statusCode !== 200 || method !== 'POST' || taken.length === 1,
        'a 200 means that it was taken',
      )
    },
    close: async () => app.close(),
  }
}

export const intakeTarget = targetOn('HTTP: the invocation URL', 80, openIntake)
