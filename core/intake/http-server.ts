import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import Fastify, {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify'
import { fail } from '../errors/error.ts'
import { asRunnerError, errorBody, errorHeaders } from './answer.ts'
import { answerClientError } from './client-error.ts'
import { createRefusalLog } from './refusal-log.ts'

export interface HttpServerOptions {
  readonly bodyLimitBytes: number
  readonly logger: FastifyBaseLogger
  /** Milliseconds since the epoch. */
  readonly now?: () => number
  readonly limits?: Partial<HttpLimits> | undefined
  /** Told of each request that was refused, by its code. */
  readonly onRefused?: (code: string) => void
  /** The methods of a path that is there, for `Allow`; undefined where there is none. */
  readonly methodsOf: (path: string) => string | undefined
}

/** How long a connection may take over things. Box gives up after 10 s, so nothing of Box's is ever slower. */
export interface HttpLimits {
  /** From the connection, or the last answer, to the end of the headers. */
  readonly headersTimeoutMs: number
  /** From the connection, or the last answer, to the end of the body. */
  readonly requestTimeoutMs: number
  /** Idle between two requests; longer than the 60 s of common load balancers, so that they close first. */
  readonly keepAliveTimeoutMs: number
  /** How often Node looks for connections over time. */
  readonly checkIntervalMs: number
}

const defaultLimits: HttpLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 15_000,
  keepAliveTimeoutMs: 65_000,
  checkIntervalMs: 2_000,
}

/** Box's requests have less than 2 kB of headers. */
const MAX_HEADER_BYTES = 16_384

/**
 * A server that is open to anybody, without routes and not listening yet: within limits of size and time, bodies as the
 * bytes that came, and every refusal answered `{ code, message, fix }` and logged.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { bodyLimitBytes, logger, onRefused, methodsOf, now = Date.now } = options
  const limits = { ...defaultLimits, ...options.limits }
  const logRefusal = createRefusalLog(logger, now)
  /** The answers that are not out yet, oldest first: a connection may have sent many requests in one go. */
  const open = new WeakMap<Socket, Set<ServerResponse>>()

  const refuse = (thrown: unknown, request: FastifyRequest, reply: FastifyReply) => {
    const error = asRunnerError(thrown, bodyLimitBytes)
    onRefused?.(error.code)
    logRefusal(error, request.ip)
    return reply.code(error.statusCode).headers(errorHeaders(error, now())).send(errorBody(error))
  }

  const app = Fastify({
    loggerInstance: quieter(logger),
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyLimitBytes,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    http: {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: limits.headersTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
    },
    // Fastify's own answer during a shutdown has no code.
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: true },
    frameworkErrors: refuse,
    clientErrorHandler: (parserError, socket) => {
      const before = [...(open.get(socket) ?? [])].findLast(({ req }) => req.complete)
      const error = answerClientError(parserError, socket, MAX_HEADER_BYTES, before)
      if (error === undefined) return
      onRefused?.(error.code)
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
  app.addHook('onRequest', (request, reply, done) => {
    if (request.is404) throw missing(request, reply, methodsOf)
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') throw fail('SKR_INTAKE_ENCODED_BODY', {})
    done()
  })
  return app
}

/** For fastify's own lines: what it says below `warn`, such as where it listens, the runner says better. */
function quieter(logger: FastifyBaseLogger): FastifyBaseLogger {
  return logger.level === 'debug' || logger.level === 'info' ? logger.child({}, { level: 'warn' }) : logger
}

/** No route: either the path is unknown, or it is known and the method is wrong. */
function missing(request: FastifyRequest, reply: FastifyReply, methodsOf: HttpServerOptions['methodsOf']) {
  const allow = methodsOf(request.url.split('?', 1)[0] as string)
  if (allow === undefined) return fail('SKR_INTAKE_NOT_FOUND', {})
  reply.header('allow', allow)
  return fail('SKR_INTAKE_METHOD', { allow })
}
