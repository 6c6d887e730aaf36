import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { fail, isRunnerError, messageOf, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { Queue } from '../queue/queue.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'
import { openBoard } from './board.ts'
import { detail, type FileSources } from './describe-file.ts'
import { createEventStream, eventText } from './event-stream.ts'
import { guard, securityHeaders } from './guard.ts'
import { type PageFile, readPageFiles } from './page-files.ts'
import { runAgain } from './run-again.ts'
import { takeUpload } from './take-upload.ts'
import type { Refusal, SessionView, Snapshot } from './view.ts'

export interface ConsoleOptions extends Omit<FileSources, 'sandbox' | 'queue'> {
  readonly sandbox: Sandbox
  readonly queue: Queue
  readonly session: SessionView
  /** To use exactly; where left out, `usualPort`, or a free one where that is taken. */
  readonly port?: number | undefined
  /** Takes what went wrong beside any request. */
  readonly onError: (error: unknown) => void
}

export interface Console {
  /** Of the page, such as `http://127.0.0.1:5151`. */
  readonly url: string
  /** Tells the open pages of a session that has changed, such as by a new config. */
  renew(session: SessionView): void
  close(): Promise<void>
}

/** The same at every start, so that a page that is open finds its server again. */
const usualPort = 5151

/**
 * Serves the page that shows a sandbox, to this machine alone. Throws `SKR_CONSOLE_NOT_BUILT` and
 * `SKR_CONSOLE_PORT_IN_USE`.
 */
export async function startConsole(options: ConsoleOptions): Promise<Console> {
  const page = await readPageFiles()
  const stream = createEventStream()
  const board = await openBoard({ ...options, onChange: (change) => stream.send('change', change) })
  let { session } = options
  const snapshot = (): Snapshot => ({ session, files: board.files() })

  const server = Fastify({
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be read comes by no hook.
    frameworkErrors: (error, _request, reply) => {
      reply.headers(securityHeaders)
      refuse(reply, asRunnerError(error), error.statusCode)
    },
  })
  const portOf = () => (server.server.address() as AddressInfo).port
  guard(server, portOf)
  servePage(server, page)
  serveApi(server, options)
  // Without a HEAD, whose answer would have no end either.
  server.get('/api/events', { exposeHeadRoute: false }, (_request, reply) => {
    reply.hijack()
    stream.join(reply.raw, securityHeaders, eventText('snapshot', snapshot()))
  })
  server.setNotFoundHandler((_request, reply) => refuse(reply, fail('SKR_CONSOLE_UNKNOWN_PATH', {})))
  server.setErrorHandler<FastifyError>((error, _request, reply) =>
    refuse(reply, asRunnerError(error), error.statusCode),
  )

  const close = async () => {
    stream.close()
    await server.close()
    await board.close()
  }
  try {
    await listen(server, options.port)
  } catch (error) {
    await close()
    throw error
  }
  return {
    url: `http://127.0.0.1:${portOf()}`,
    renew(changed) {
      session = changed
      stream.send('snapshot', snapshot())
    },
    close,
  }
}

function servePage(server: FastifyInstance, page: ReadonlyMap<string, PageFile>): void {
  for (const [path, { body, type }] of page) {
    // Names of the build's files change with their content; the page itself is asked for each time.
    const caching = path.startsWith('/assets/') ? 'max-age=31536000, immutable' : 'no-cache'
    server.get(path === '/index.html' ? '/' : path, (_request, reply) =>
      reply.type(type).header('cache-control', caching).send(body),
    )
  }
}

function serveApi(server: FastifyInstance, options: ConsoleOptions): void {
  const { sandbox, queue } = options
  const fileOf = (id: string) => {
    const file = sandbox.file(id)
    if (file === undefined) throw fail('SKR_CONSOLE_UNKNOWN_FILE', { id: printable(id, 60) })
    return file
  }
  // The name stands in the address, since headers of multipart parts cannot carry every Unicode name; and a body of
  // this type is one that another page's form cannot send.
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('application/octet-stream', (_request, body, done) => done(null, body))

  server.get<{ Params: { id: string } }>('/api/files/:id', (request) =>
    detail(fileOf(request.params.id), options),
  )
  server.post<{ Params: { id: string } }>('/api/files/:id/run', async (request, reply) => {
    await runAgain(fileOf(request.params.id).id, sandbox, queue)
    return reply.code(202).send({})
  })
  server.post<{ Querystring: { name?: string }; Body: Readable | undefined }>(
    '/api/upload',
    async (request, reply) => {
      const { id } = await takeUpload(request.query.name, request.body, sandbox)
      return reply.code(201).send({ id })
    },
  )
}

async function listen(server: FastifyInstance, port: number | undefined): Promise<void> {
  const host = '127.0.0.1'
  try {
    await server.listen({ host, port: port ?? usualPort })
  } catch (error) {
    if (port !== undefined)
      throw fail('SKR_CONSOLE_PORT_IN_USE', { port, detail: messageOf(error) }, { cause: error })
    await server.listen({ host, port: 0 })
  }
}

function asRunnerError(thrown: unknown): RunnerError {
  if (isRunnerError(thrown)) return thrown
  return fail('SKR_CONSOLE_REQUEST_FAILED', { detail: printable(messageOf(thrown), 300) }, { cause: thrown })
}

function refuse(reply: FastifyReply, error: RunnerError, status = error.statusCode): FastifyReply {
  const { code, message, why, fix } = error
  const body: Refusal = { code, message, why, fix }
  return reply.code(status).send(body)
}
