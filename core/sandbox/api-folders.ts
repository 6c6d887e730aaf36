import type { FastifyInstance } from 'fastify'
import { type ApiContext, authorized } from './api-context.ts'
import { folderJson, itemJson } from './file-json.ts'
import { badRequest } from './refusal.ts'
import { readPlace } from './request-fields.ts'
import type { Folder } from './store.ts'

interface PageQuery {
  readonly limit?: string
  readonly offset?: string
}

/** `POST /2.0/folders`, `GET /2.0/folders/{id}` and its items. */
export function addFolderCalls(server: FastifyInstance, context: ApiContext): void {
  const { store } = context
  const json = (folder: Folder) => ({
    ...folderJson(folder, folder.parentId === undefined ? undefined : store.folder(folder.parentId)),
    item_collection: page(folder.id, {}),
  })
  const page = (folderId: string, query: PageQuery) => {
    const { folders, files } = store.items(folderId)
    const all = [...folders, ...files]
    const offset = whole(query.offset, 0, 'offset')
    const limit = Math.min(whole(query.limit, 100, 'limit'), 1000)
    return {
      total_count: all.length,
      entries: all.slice(offset, offset + limit).map(itemJson),
      offset,
      limit,
    }
  }

  server.post(
    '/2.0/folders',
    { config: { sandbox: { contentType: 'application/json' } } },
    async (request, reply) => {
      authorized(context, request, 'manage')
      const { name = '', parentId = '' } = readPlace(request.body, ['name', 'parent'])
      return reply.code(201).send(json(store.addFolder(name, parentId)))
    },
  )

  server.get<{ Params: { readonly id: string } }>('/2.0/folders/:id', async (request) => {
    authorized(context, request, 'manage')
    return json(store.folder(request.params.id))
  })

  server.get<{ Params: { readonly id: string }; Querystring: PageQuery }>(
    '/2.0/folders/:id/items',
    async (request) => {
      authorized(context, request, 'manage')
      return page(request.params.id, request.query)
    },
  )
}

function whole(text: string | undefined, otherwise: number, name: string): number {
  if (text === undefined) return otherwise
  if (/^\d{1,9}$/.test(text)) return Number(text)
  throw badRequest('bad_request', [{ reason: 'invalid_parameter', name, message: 'must be a whole number' }])
}
