import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { BoxConfig, ServerConfig } from '../config/config.ts'
import { fail } from '../errors/error.ts'
import type { Invocation } from '../invocation/invocation.ts'
import type { Metrics } from '../observe/metrics.ts'
import { passed, passedOnceSent } from '../observe/steps.ts'
import type { Appended } from '../queue/queue.ts'
import { checkAllowed } from './allow.ts'
import { createHttpServer, type HttpLimits } from './http-server.ts'
import { verifySignature } from './signature.ts'
import { parseSkillEvent } from './skill-event.ts'
import { addStatusRoutes, type StatusDependencies, statusMethods } from './status.ts'

/** What of the configuration decides about an event. */
export type IntakeSettings = Pick<BoxConfig, 'signature' | 'apps'>

export interface IntakeDependencies extends StatusDependencies {
  /** Where `statusPort` is set, `/health` and `/metrics` are not answered here. */
  readonly server: Pick<ServerConfig, 'bodyLimitBytes' | 'statusPort'>
  /** Asked for each event, so that a reload takes effect with the next one. */
  readonly settings: () => IntakeSettings
  /** Resolves once the invocation is durable. What it throws decides the status of the answer. */
  readonly accept: (invocation: Invocation) => Promise<Appended>
  readonly metrics: Pick<Metrics, 'registry' | 'eventTaken' | 'eventRefused' | 'acked'>
  readonly logger: FastifyBaseLogger
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly limits?: Partial<HttpLimits>
}

/** The app whose invocation URL has no name in it. */
const DEFAULT_APP = 'default'

/**
 * The HTTP side of the runner, not listening yet: `POST /skills` and `POST /skills/<app>` take events; `/health` and
 * `/metrics` are there unless they have a port of their own. An event is verified over its raw bytes, then parsed, then checked
 * against the allow lists, then handed to `accept`; only after that comes the 200, with `{ id, outcome }`. Everything
 * else is answered `{ code, message, fix }`.
 *
 * Load is deliberately not shed here: the work is done in threads, an answer takes milliseconds, and a 503 costs Box a
 * redelivery that takes far longer than any delay of this event loop. The bound is the queue's `maxWaiting`.
 */
export function createIntake(dependencies: IntakeDependencies): FastifyInstance {
  const { server, readiness, metrics, logger, now = Date.now, limits } = dependencies
  const withStatus = server.statusPort === undefined
  const app = createHttpServer({
    bodyLimitBytes: server.bodyLimitBytes,
    logger,
    now,
    limits,
    onRefused: metrics.eventRefused,
    methodsOf: (path) =>
      /^\/skills(\/[^/]*)?\/?$/.test(path) ? 'POST' : withStatus ? statusMethods(path) : undefined,
  })
  let closing = false
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'POST' && (closing || readiness().stopping)) {
      // The sender's next event shall find another process.
      reply.header('connection', 'close')
      throw fail('SKR_INTAKE_SHUTTING_DOWN', {})
    }
    done()
  })

  const takeEvent = async (request: FastifyRequest<{ Params: { app?: string } }>, reply: FastifyReply) => {
    const appended = await receive(request, dependencies, now())
    metrics.eventTaken(appended.outcome)
    metrics.acked(reply.elapsedTime / 1000)
    passed('appended', appended.id)
    passedOnceSent(reply.raw, 'acknowledged', appended.id)
    return { id: appended.id, outcome: appended.outcome }
  }
  app.post('/skills', takeEvent)
  app.post('/skills/:app', takeEvent)
  if (withStatus) addStatusRoutes(app, dependencies)
  return app
}

/** Verify, parse, allow, accept: in this order, and nothing of it for an app that is not configured. */
async function receive(
  request: FastifyRequest<{ Params: { app?: string } }>,
  { settings, accept }: IntakeDependencies,
  now: number,
): Promise<Appended> {
  const { apps, signature } = settings()
  const app = request.params.app ?? DEFAULT_APP
  const config = Object.hasOwn(apps, app) ? apps[app] : undefined
  if (config === undefined) throw fail('SKR_INTAKE_UNKNOWN_APP', {})
  const body = request.body
  if (!Buffer.isBuffer(body) || body.length === 0) throw fail('SKR_INTAKE_BODY_EMPTY', {})
  if (signature !== 'off') {
    verifySignature({ body, rawHeaders: request.raw.rawHeaders, keys: config.signatureKeys, now })
  }
  const invocation = parseSkillEvent(body, { app, now })
  checkAllowed(invocation, config.allow)
  passed('appending', invocation.id)
  return await accept(invocation)
}
