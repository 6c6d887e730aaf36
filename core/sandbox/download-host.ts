import type { FastifyInstance } from 'fastify'
import type { StoredContent } from './content.ts'
import { BoxRefusal, notFound } from './refusal.ts'
import { mintSecret } from './secrets.ts'
import type { StoredFile } from './store.ts'

/** Addresses that serve content without a token, each for 15 minutes. */
export interface DownloadLinks {
  /** A new address of `content`, which is one version of `file`. */
  linkTo(file: Pick<StoredFile, 'id' | 'name'>, content: StoredContent): string
  /** What the address with this key serves; undefined where there is none, or no longer. */
  find(key: string): DownloadLink | undefined
}

export interface DownloadLink {
  readonly fileId: string
  readonly name: string
  readonly content: StoredContent
}

const LINK_LIFETIME_MS = 900_000

/** @param url Where the host of the links listens. */
export function createDownloadLinks(now: () => number, url: () => string): DownloadLinks {
  const links = new Map<string, DownloadLink & { readonly expiresAt: number }>()
  return {
    linkTo({ id, name }, content) {
      for (const [key, { expiresAt }] of links) {
        if (expiresAt > now()) break // Kept in the order of making, which is that of their ends.
        links.delete(key)
      }
      const key = mintSecret('link')
      links.set(key, { fileId: id, name, content, expiresAt: now() + LINK_LIFETIME_MS })
      return `${url()}/d/1/${key}/download`
    },
    find(key) {
      const link = links.get(key)
      return link === undefined || link.expiresAt <= now() ? undefined : link
    },
  }
}

/** Adds the download call to `server`, which listens elsewhere than the API, as in Box. It refuses every request that brings a token along. */
export function addDownloadCall(server: FastifyInstance, links: DownloadLinks): void {
  server.get<{ Params: { readonly key: string } }>('/d/1/:key/download', async (request, reply) => {
    if (request.headers.authorization !== undefined) {
      throw new BoxRefusal(
        400,
        'authorization_not_allowed',
        'A token was sent to the download host, which must never see one',
      )
    }
    const link = links.find(request.params.key)
    if (link === undefined) throw notFound('a download of this address')
    return reply
      .type('application/octet-stream')
      .header('content-length', link.content.size)
      .header(
        'content-disposition',
        `attachment; filename*=UTF-8''${encodeURIComponent(Buffer.from(link.name).toString())}`,
      )
      .send(link.content.open())
  })
}
