import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { fail, messageOf } from '../errors/error.ts'

/** Opens the port of a server; resolves to its URL. Throws `SKR_START_PORT_IN_USE`, `SKR_START_CANNOT_LISTEN`. */
export async function listen(
  app: FastifyInstance,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw fail('SKR_START_PORT_IN_USE', { host, port }, { cause: error })
    throw fail('SKR_START_CANNOT_LISTEN', { host, port, detail: messageOf(error) }, { cause: error })
  }
  const bound = app.server.address() as AddressInfo
  return `http://${bound.family === 'IPv6' ? `[${bound.address}]` : bound.address}:${bound.port}`
}

/** How long a request that is under way may go on after the work has ended, milliseconds. */
const lastAnswersMs = 2_000

/** Closes a server. Whoever is slower than that, or never ends its request, does not hold up the end of the process. */
export async function close(app: FastifyInstance): Promise<void> {
  const impatience = setTimeout(() => app.server.closeAllConnections(), lastAnswersMs)
  await app.close()
  clearTimeout(impatience)
}
