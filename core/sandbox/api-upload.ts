import type { Readable } from 'node:stream'
import multipart, { type Multipart } from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { type ApiContext, authorized } from './api-context.ts'
import { checkEtag } from './api-files.ts'
import { fileJson } from './file-json.ts'
import { BoxRefusal, badRequest } from './refusal.ts'
import { readPlace } from './request-fields.ts'
import type { StoredFile } from './store.ts'

/** Under the upload host's own path, as `upload.box.com/api` is Box's. */
const UPLOAD_PATH = '/api/2.0/files'

/** Box's multipart upload of new files and new versions. Contents are streamed, of any size. */
export async function addUploadCalls(server: FastifyInstance, context: ApiContext): Promise<void> {
  const { store, operations } = context
  const config = { sandbox: { kind: 'upload', contentType: 'multipart/form-data' } } as const
  const answer = (file: StoredFile) => ({
    total_count: 1,
    entries: [fileJson(file, store.folder(file.parentId))],
  })
  await server.register(multipart, { limits: { fileSize: Number.POSITIVE_INFINITY, files: 1, fields: 10 } })

  server.post(`${UPLOAD_PATH}/content`, { config }, async (request, reply) => {
    authorized(context, request, 'manage')
    const { file } = await readUpload(request, async (attributes, content) => {
      const { name = '', parentId = '' } = readPlace(attributes, ['name', 'parent'])
      return operations.upload(name, parentId, content)
    })
    return reply.code(201).send(answer(file))
  })

  server.post<{ Params: { readonly id: string } }>(
    `${UPLOAD_PATH}/:id/content`,
    { config },
    async (request, reply) => {
      const { id } = request.params
      authorized(context, request, 'manage', id)
      checkEtag(store.file(id), request.headers['if-match'])
      const { file } = await readUpload(request, (attributes, content) =>
        operations.addVersion(id, content, readPlace(attributes).name),
      )
      return reply.code(201).send(answer(file))
    },
  )
}

/** `readParts`, with a body that is no multipart answered as what it is: the parser's own errors have no code. */
async function readUpload<T>(
  request: FastifyRequest,
  store: (attributes: unknown, content: Readable) => Promise<T>,
): Promise<T> {
  try {
    return await readParts(request, store)
  } catch (thrown) {
    if (!(thrown instanceof Error) || thrown instanceof BoxRefusal || 'code' in thrown) throw thrown
    throw new BoxRefusal(400, 'bad_request', `The body is not multipart/form-data: ${thrown.message}`)
  }
}

/** Reads the two parts, hands them to `store` as the file begins, and resolves to what it made. */
async function readParts<T>(
  request: FastifyRequest,
  store: (attributes: unknown, content: Readable) => Promise<T>,
): Promise<T> {
  let attributes: unknown
  let stored: { readonly value: T } | undefined
  for await (const part of request.parts() as AsyncIterable<Multipart>) {
    if (part.type === 'field') {
      if (part.fieldname !== 'attributes') continue
      if (stored !== undefined) throw attributesLate()
      attributes = readAttributes(part.value)
    } else {
      if (attributes === undefined) throw attributesLate()
      stored = { value: await store(attributes, part.file) }
    }
  }
  if (stored !== undefined) return stored.value
  throw badRequest('bad_request', [{ reason: 'missing_parameter', name: 'file', message: 'is required' }])
}

/** Box wants the attributes first, so that it knows where the content goes before it comes. */
function attributesLate(): BoxRefusal {
  return new BoxRefusal(
    400,
    'metadata_after_file_contents',
    'The attributes part must come before the file part',
  )
}

function readAttributes(value: unknown): unknown {
  try {
    return JSON.parse(String(value))
  } catch {
    throw badRequest('bad_request', [
      { reason: 'invalid_parameter', name: 'attributes', message: 'must be JSON' },
    ])
  }
}
