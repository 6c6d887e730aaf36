import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import type { BoxConfig, ServerConfig } from '../config/config.ts'
import { fail } from '../errors/error.ts'
import type { Invocation } from '../invocation/invocation.ts'
import type { Metrics } from '../observe/metrics.ts'
import { passed, passedOnceSent } from '../observe/steps.ts'
import type { Appended } from '../queue/queue.ts'
import { checkAllowed } from './allow.ts'
import { asRunnerError, errorBody, errorHeaders } from './answer.ts'
import { answerClientError } from './client-error.ts'
import type { Readiness } from './readiness.ts'
import { createRefusalLog } from './refusal-log.ts'
import { verifySignature } from './signature.ts'
import { parseSkillEvent } from './skill-event.ts'

/** What of the configuration decides about an event. */
export type IntakeSettings = Pick<BoxConfig, 'signature' | 'apps'>

export interface IntakeDependencies {
  readonly server: Pick<ServerConfig, 'bodyLimitBytes'>
  /** Asked for each event, so that a reload takes effect with the next one. */
  readonly settings: () => IntakeSettings
  /** Resolves once the invocation is durable. What it throws decides the status of the answer. */
  readonly accept: (invocation: Invocation) => Promise<Appended>
  readonly readiness: () => Readiness
  readonly metrics: Pick<Metrics, 'registry' | 'eventTaken' | 'eventRefused' | 'acked'>
  readonly logger: FastifyBaseLogger
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly limits?: Partial<IntakeLimits>
}

/** How long a connection may take over things. Box gives up after 10 s, so nothing of Box's is ever slower. */
interface IntakeLimits {
  /** From the connection, or the last answer, to the end of the headers. */
  readonly headersTimeoutMs: number
  /** From the connection, or the last answer, to the end of the body. */
  readonly requestTimeoutMs: number
  /** Idle between two requests; longer than the 60 s of common load balancers, so that they close first. */
  readonly keepAliveTimeoutMs: number
  /** How often Node looks for connections over time. */
  readonly checkIntervalMs: number
}

const defaultLimits: IntakeLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  keepAliveTimeoutMs: 65_000,
  checkIntervalMs: 2_000,
}

/** Box's requests have less than 2 kB of headers. */
const MAX_HEADER_BYTES = 16_384

/** The app whose invocation URL has no name in it. */
const DEFAULT_APP = 'default'

/**
 * The HTTP side of the runner, not listening yet: `POST /skills` and `POST /skills/<app>` take events, `/health/live`,
 * `/health/ready` and `/metrics` tell how it is. An event is verified over its raw bytes, then parsed, then checked
 * against the allow lists, then handed to `accept`; only after that comes the 200, with `{ id, outcome }`. Everything
 * else is answered `{ code, message, fix }`.
 *
 * Load is deliberately not shed here: the work is done in threads, an answer takes milliseconds, and a 503 costs Box a
 * redelivery that takes far longer than any delay of this event loop. The bound is the queue's `maxWaiting`.
 */
export function createIntake(dependencies: IntakeDependencies): FastifyInstance {
  const { server, readiness, metrics, logger, now = Date.now } = dependencies
  const limits = { ...defaultLimits, ...dependencies.limits }
  const logRefusal = createRefusalLog(logger, now)
  /** The answers that are not out yet, oldest first: a connection may have sent many requests in one go. */
  const open = new WeakMap<Socket, Set<ServerResponse>>()
  let closing = false

  const refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = asRunnerError(thrown, server.bodyLimitBytes)
    metrics.eventRefused(error.code)
    logRefusal(error, request.ip)
    return reply.code(error.statusCode).headers(errorHeaders(error, now())).send(errorBody(error))
  }

  const app = Fastify({
    loggerInstance: quieter(logger),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: server.bodyLimitBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    // Fastify's own answer during a shutdown has no code; the hook below gives one.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: refuse,
    clientErrorHandler: (parserError, socket) => {
      const before = [...(open.get(socket) ?? [])].findLast(({ req }) => req.complete)
      const error = answerClientError(parserError, socket, MAX_HEADER_BYTES, before)
      if (error === undefined) return
      metrics.eventRefused(error.code)
      logRefusal(error, socket.remoteAddress ?? '')
    },
  })

  app.server.on('request', ({ socket }, response) => {
    const answers = open.get(socket) ?? new Set()
    open.set(socket, answers.add(response))
    response.once('close', () => answers.delete(response))
  })
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  )
  app.setErrorHandler(refuse)
  app.addHook('preClose', (done) => {
    closing = true
    done()
  })
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) throw missing(request, reply)
    if (request.method === 'POST' && (closing || readiness().stopping)) {
      // The sender's next event shall find another process.
      reply.header('connection', 'close')
      throw fail('SKR_INTAKE_SHUTTING_DOWN', {})
    }
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') throw fail('SKR_INTAKE_ENCODED_BODY', {})
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

  app.get('/health/live', async () => ({ status: 'live' }))
  app.get('/health/ready', async (_request, reply) => {
    const { ready, reasons } = readiness()
    if (ready && !closing) return { status: 'ready' }
    return reply.code(503).send({ status: 'not ready', reasons })
  })
  // Made once for all that ask meanwhile: a thousand requests in one packet must not hold up the events behind them.
  let rendering: Promise<string> | undefined
  const render = () => {
    rendering ??= metrics.registry.metrics().finally(() => {
      rendering = undefined
    })
    return rendering
  }
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.registry.contentType).send(await render()),
  )
  return app
}

/** For fastify's own lines: what it says below `warn`, such as where it listens, the runner says better. */
function quieter(logger: FastifyBaseLogger): FastifyBaseLogger {
  return logger.level === 'debug' || logger.level === 'info' ? logger.child({}, { level: 'warn' }) : logger
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

/** No route: either the path is unknown, or it is known and the method is wrong. */
function missing(request: FastifyRequest, reply: FastifyReply) {
  const path = request.url.split('?', 1)[0] as string
  const allow = /^\/skills(\/[^/]*)?\/?$/.test(path)
    ? 'POST'
    : /^\/(health\/(live|ready)|metrics)\/?$/.test(path)
      ? 'GET, HEAD'
      : undefined
  if (allow === undefined) return fail('SKR_INTAKE_NOT_FOUND', {})
  reply.header('allow', allow)
  return fail('SKR_INTAKE_METHOD', { allow })
}
