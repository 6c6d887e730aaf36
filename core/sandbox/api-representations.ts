import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { RepresentationKind } from '../plugin.ts'
import { type ApiContext, authorized } from './api-context.ts'
import { fileJson } from './file-json.ts'
import { BoxRefusal, notFound } from './refusal.ts'
import { representationKinds } from './representations.ts'
import { currentVersion, type StoredFile } from './store.ts'

/** One thing that `x-rep-hints` asks for. */
interface Hint {
  readonly kind: RepresentationKind
  /** `1024x1024`, where the hint names a size. */
  readonly dimensions: string | undefined
}

interface RepresentationParams {
  readonly id: string
  readonly versionId: string
  readonly name: string
}

const contentTypes: Readonly<Record<RepresentationKind, string>> = {
  extracted_text: 'text/plain; charset=utf-8',
  jpg: 'image/jpeg',
  mp3: 'audio/mpeg',
  mp4: 'video/mp4',
  embedded_metadata: 'application/json',
}

const BASE = '/2.0/internal_files/:id/versions/:versionId/representations/:name'

/** `GET /2.0/files/{id}` with its representations, the address to poll each, and its content. */
export function addRepresentationCalls(server: FastifyInstance, context: ApiContext): void {
  const { store, representations } = context

  server.get<{ Params: { readonly id: string }; Querystring: { readonly fields?: string } }>(
    '/2.0/files/:id',
    { config: { sandbox: { kind: 'representation' } } },
    async (request) => {
      const { id } = request.params
      authorized(context, request, 'readFile', id)
      const file = store.file(id)
      const json = fileJson(file, store.folder(file.parentId))
      const fields = request.query.fields?.split(',').map((field) => field.trim())
      if (fields === undefined) return json
      const wanted = Object.entries(json).filter(([key]) => ['type', 'id', 'etag', ...fields].includes(key))
      if (!fields.includes('representations')) return Object.fromEntries(wanted)
      const hints = readHints(String(request.headers['x-rep-hints'] ?? ''))
      const entries = await Promise.all(
        hints.map((hint) => entryOf(context, file, hint, !context.representationsOnDemand)),
      )
      return { ...Object.fromEntries(wanted), representations: { entries } }
    },
  )

  server.get<{ Params: RepresentationParams }>(
    BASE,
    { config: { sandbox: { kind: 'representation' } } },
    async (request) => {
      const { file, hint } = find(context, request)
      return entryOf(context, file, hint, true)
    },
  )

  server.get<{ Params: RepresentationParams }>(
    `${BASE}/content/*`,
    { config: { sandbox: { kind: 'representation' } } },
    async (request, reply) => {
      const { file, hint } = find(context, request)
      const { state, content } = await representations.look(file, hint.kind, true)
      if (state === 'pending') return reply.code(202).header('retry-after', '1').send()
      if (content === undefined) throw notFound(`representation ${hint.kind} of file ${file.id}`)
      return reply.type(contentTypes[hint.kind]).send(content)
    },
  )
}

/** The file and the representation that an address under `internal_files` speaks of. */
function find(
  context: ApiContext,
  request: FastifyRequest<{ Params: RepresentationParams }>,
): { readonly file: StoredFile; readonly hint: Hint } {
  const { id, versionId, name } = request.params
  authorized(context, request, 'readFile', id)
  const file = context.store.file(id)
  const hint = readName(name)
  if (hint === undefined || currentVersion(file).id !== versionId)
    throw notFound(`representation ${name} of file ${id}`)
  return { file, hint }
}

async function entryOf(context: ApiContext, file: StoredFile, hint: Hint, begin: boolean): Promise<object> {
  const { kind, dimensions } = hint
  const { state } = await context.representations.look(file, kind, begin)
  const name = dimensions === undefined ? kind : `${kind}_${dimensions}`
  const url = `${context.url()}/2.0/internal_files/${file.id}/versions/${currentVersion(file).id}/representations/${name}`
  return {
    representation: kind,
    properties: dimensions === undefined ? {} : { dimensions, paged: 'false', thumb: 'false' },
    info: { url },
    status: state === 'error' ? { state, code: 'error_conversion_failed' } : { state },
    content: { url_template: `${url}/content/{+asset_path}` },
  }
}

/** Reads `[extracted_text][jpg?dimensions=1024x1024]`; without hints Box answers with all that it knows. */
function readHints(header: string): readonly Hint[] {
  if (header.trim() === '') return representationKinds.map((kind) => ({ kind, dimensions: undefined }))
  const hints = [...header.matchAll(/\[([^[\]]*)\]/g)].flatMap(([, group = '']) => group.split(','))
  if (hints.length === 0)
    throw new BoxRefusal(400, 'bad_request', `x-rep-hints is not a list of hints in brackets: ${header}`)
  return hints.flatMap((hint) => {
    const [name = '', query] = hint.trim().split('?', 2)
    const kind = representationKinds.find((known) => known === name)
    return kind === undefined
      ? []
      : [{ kind, dimensions: new URLSearchParams(query).get('dimensions') ?? undefined }]
  })
}

/** Reads the name that stands in an address, such as `jpg_1024x1024`. */
function readName(name: string): Hint | undefined {
  const [, kindName, dimensions] = /^(.+?)(?:_(\d+x\d+))?$/.exec(name) ?? []
  const kind = representationKinds.find((known) => known === kindName)
  return kind === undefined ? undefined : { kind, dimensions }
}
