import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { StoredContent } from './content.ts'
import { BoxRefusal, notFound } from './refusal.ts'

/** The host that content calls redirect to. It works without tokens and refuses every request that brings one along. */
export interface DownloadHost {
  /** An address that serves `content` for 15 minutes. */
  linkTo(name: string, content: StoredContent): string
}

const LINK_LIFETIME_MS = 900_000

/** Adds the download call to `server`, which listens elsewhere than the API, as in Box. */
export function addDownloadHost(
  server: FastifyInstance,
  { now, url }: { readonly now: () => number; readonly url: () => string },
): DownloadHost {
  const links = new Map<
    string,
    { readonly name: string; readonly content: StoredContent; readonly expiresAt: number }
  >()

  server.get<{ Params: { readonly key: string } }>('/d/1/:key/download', async (request, reply) => {
    if (request.headers.authorization !== undefined) {
      throw new BoxRefusal(
        400,
        'authorization_not_allowed',
        'A token was sent to the download host, which must never see one',
      )
    }
    const link = links.get(request.params.key)
    if (link === undefined || link.expiresAt <= now()) throw notFound('a download of this address')
    return reply
      .type('application/octet-stream')
      .header('content-length', link.content.size)
      .header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(Buffer.from(link.name).toString())}`,
      )
      .send(link.content.open())
  })

  return {
    linkTo(name, content) {
      for (const [key, { expiresAt }] of links) {
        if (expiresAt > now()) break // Kept in the order of making, which is that of their ends.
        links.delete(key)
      }
      const key = randomBytes(24).toString('base64url')
      links.set(key, { name, content, expiresAt: now() + LINK_LIFETIME_MS })
      return `${url()}/d/1/${key}/download`
    },
  }
}
