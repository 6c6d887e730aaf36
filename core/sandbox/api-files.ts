import type { FastifyInstance } from 'fastify'
import { type ApiContext, authorized } from './api-context.ts'
import { fileJson } from './file-json.ts'
import { BoxRefusal, notFound } from './refusal.ts'
import { readPlace } from './request-fields.ts'
import { currentVersion, type StoredFile } from './store.ts'

type FileParams = { readonly id: string }

/** `GET`, `PUT`, `DELETE /2.0/files/{id}`, its copy and its content. `GET` with representations is in `api-representations.ts`. */
export function addFileCalls(server: FastifyInstance, context: ApiContext): void {
  const { store, operations } = context
  const json = (file: StoredFile) => fileJson(file, store.folder(file.parentId))

  server.get<{ Params: FileParams; Querystring: { readonly version?: string } }>(
    '/2.0/files/:id/content',
    { config: { sandbox: { kind: 'download' } } },
    async (request, reply) => {
      const { id } = request.params
      authorized(context, request, 'readFile', id)
      const file = store.file(id)
      const versionId = request.query.version ?? currentVersion(file).id
      const version = file.versions.find((one) => one.id === versionId)
      if (version === undefined) throw notFound(`version ${versionId} of file ${id}`)
      return reply.redirect(context.downloads.linkTo(file, version.content), 302)
    },
  )

  server.put<{ Params: FileParams }>(
    '/2.0/files/:id',
    { config: { sandbox: { contentType: 'application/json' } } },
    async (request) => {
      const { id } = request.params
      authorized(context, request, 'manage', id)
      checkEtag(store.file(id), request.headers['if-match'])
      return json(operations.place(id, readPlace(request.body)).file)
    },
  )

  server.delete<{ Params: FileParams }>('/2.0/files/:id', async (request, reply) => {
    const { id } = request.params
    authorized(context, request, 'manage', id)
    checkEtag(store.file(id), request.headers['if-match'])
    operations.delete(id)
    return reply.code(204).send()
  })

  server.post<{ Params: FileParams }>(
    '/2.0/files/:id/copy',
    { config: { sandbox: { contentType: 'application/json' } } },
    async (request, reply) => {
      const { id } = request.params
      authorized(context, request, 'manage', id)
      const { name, parentId } = readPlace(request.body, ['parent'])
      const copied = operations.copy(id, parentId ?? store.file(id).parentId, name)
      return reply.code(201).send(json(copied.file))
    },
  )
}

/** Refuses with 412 where the caller names another state of the file than the current one. */
export function checkEtag(file: StoredFile, ifMatch: string | undefined): void {
  if (ifMatch === undefined || ifMatch.replaceAll('"', '') === String(file.sequence)) return
  throw new BoxRefusal(
    412,
    'precondition_failed',
    'The resource has been modified. Please retrieve the resource again and retry',
  )
}
