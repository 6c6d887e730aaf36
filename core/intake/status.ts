import type { FastifyBaseLogger, FastifyInstance } from 'fastify'
import type { Metrics } from '../observe/metrics.ts'
import { createHttpServer, type HttpServerOptions } from './http-server.ts'
import type { Readiness } from './readiness.ts'

export interface StatusDependencies {
  readonly readiness: () => Readiness
  readonly metrics: Pick<Metrics, 'registry'>
}

/** Nothing is sent to it. */
const BODY_LIMIT_BYTES = 1024

/** A server for `/health/live`, `/health/ready` and `/metrics` alone, not listening yet: for a port that Box does not reach. */
export function createStatusServer(
  dependencies: StatusDependencies & { readonly logger: FastifyBaseLogger } & Pick<
      HttpServerOptions,
      'limits'
    >,
): FastifyInstance {
  const { logger, limits } = dependencies
  const app = createHttpServer({ bodyLimitBytes: BODY_LIMIT_BYTES, logger, limits, methodsOf: statusMethods })
  addStatusRoutes(app, dependencies)
  return app
}

/** What `/health` and `/metrics` can be asked with. */
export function statusMethods(path: string): string | undefined {
  return /^\/(health\/(live|ready)|metrics)\/?$/.test(path) ? 'GET, HEAD' : undefined
}

/** `/health/live`, `/health/ready` and `/metrics`, which tell how the runner is. */
export function addStatusRoutes(app: FastifyInstance, { readiness, metrics }: StatusDependencies): void {
  app.get('/health/live', async () => ({ status: 'live' }))
  app.get('/health/ready', async (_request, reply) => {
    const { ready, reasons } = readiness()
    if (ready) return { status: 'ready' }
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
}
