import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify'
import { messageOf } from '../errors/error.ts'
import type { DownloadLinks } from './download-host.ts'
import { addFaultHooks } from './fault-hooks.ts'
import type { FaultList, RequestKind } from './faults.ts'
import { BoxRefusal, codeOf, errorBody } from './refusal.ts'
import type { RequestLog } from './request-log.ts'
import type { TokenStore } from './tokens.ts'

export interface ServerContext {
  readonly now: () => number
  readonly tokens: TokenStore
  readonly links: Pick<DownloadLinks, 'find'>
  readonly faults: FaultList
  readonly log: RequestLog
}

declare module 'fastify' {
  interface FastifyContextConfig {
    sandbox?: RouteConfig
  }
}

/** Said with each route: what its requests count as, and the only content type that it takes. */
interface RouteConfig {
  readonly kind?: RequestKind
  readonly contentType?: string
}

/** Largest JSON body. Box publishes no limit for cards; this is far beyond what its web app can show. */
const BODY_LIMIT_BYTES = 20_000_000

/**
 * A fastify server that logs what it receives, lets the faults happen and answers errors in Box's form. `defaultKind`
 * is that of routes without one.
 */
export function createServer(
  host: 'api' | 'download',
  defaultKind: RequestKind,
  context: ServerContext,
): FastifyInstance {
  const server = Fastify({
    bodyLimit: BODY_LIMIT_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 500 },
  })
  const kindOf = (request: FastifyRequest) => configOf(request).kind ?? defaultKind
  const finish = new WeakMap<FastifyRequest, (status: number) => void>()

  server.addHook('onRequest', async (request) => {
    const { authorization } = request.headers
    const token = context.tokens.find(authorization)
    const record = {
      at: context.now(),
      host,
      kind: kindOf(request),
      method: request.method,
      path: pathOf(request),
      token: token?.kind ?? (authorization === undefined ? ('none' as const) : ('unknown' as const)),
    }
    finish.set(request, context.log.begin(record))
  })
  server.addHook('onResponse', async (request, reply) => finish.get(request)?.(reply.statusCode))
  addFaultHooks(server, {
    faults: context.faults,
    describe: (request) => {
      const token = context.tokens.find(request.headers.authorization)
      const { id, key = '' } = (request.params ?? {}) as { readonly id?: string; readonly key?: string }
      return {
        kind: kindOf(request),
        method: request.method,
        path: pathOf(request),
        fileId: id ?? token?.fileId ?? context.links.find(key)?.fileId,
        token: token?.kind,
      }
    },
  })
  server.addHook('preParsing', async (request) => checkContentType(request))
  acceptJson(server)
  server.setErrorHandler(sendError)
  server.setNotFoundHandler((request, reply) =>
    sendRefusal(
      reply,
      new BoxRefusal(404, 'not_found', `No such resource: ${request.method} ${pathOf(request)}`),
    ),
  )
  return server
}

function configOf(request: FastifyRequest): RouteConfig {
  return request.routeOptions.config.sandbox ?? {}
}

function pathOf(request: FastifyRequest): string {
  return request.url.split('?', 1)[0] ?? ''
}

function checkContentType(request: FastifyRequest): void {
  const { contentType } = configOf(request)
  const given = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase()
  if (contentType === undefined || given === contentType) return
  throw new BoxRefusal(415, codeOf(415), `The Content-Type must be ${contentType}, not ${given ?? 'missing'}`)
}

/** Takes an empty body as none, where fastify's own parser would refuse it: Box does not mind one on a DELETE. */
function acceptJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error')
  server.removeContentTypeParser('application/json')
  server.addContentTypeParser<string>(
    ['application/json', 'application/json-patch+json'],
    { parseAs: 'string' },
    (request, body, done) => (body === '' ? done(null, undefined) : parse(request, body, done)),
  )
}

function sendError(
  error: FastifyError | BoxRefusal,
  _request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  if (error instanceof BoxRefusal) return sendRefusal(reply, error)
  const status = error.statusCode ?? 500
  return sendRefusal(reply, new BoxRefusal(status, codeOf(status), messageOf(error)))
}

function sendRefusal(reply: FastifyReply, refusal: BoxRefusal): FastifyReply {
  return reply.code(refusal.status).headers(refusal.headers).send(errorBody(refusal))
}
