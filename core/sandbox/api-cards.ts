import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Card } from '../cards/card.ts'
import { type ApiContext, authorized } from './api-context.ts'
import type { CardsInstance, CardWrite } from './cards.ts'
import { applyPatch, PatchProblem, readPatch } from './json-patch.ts'
import { BoxRefusal, badRequest, notFound } from './refusal.ts'
import type { Token } from './tokens.ts'
import { readCardsMetadata, readSkillInvocation } from './validate.ts'

const JSON_TYPE = 'application/json'
const PATCH_TYPE = 'application/json-patch+json'
const METADATA = '/2.0/files/:id/metadata/global/boxSkillsCards'

type FileParams = { readonly id: string }

/** The Skills API and the four metadata calls, the two ways to the cards of a file. */
export function addCardCalls(server: FastifyInstance, context: ApiContext): void {
  addSkillInvocationCall(server, context)
  addMetadataCalls(server, context)
}

function addSkillInvocationCall(server: FastifyInstance, context: ApiContext): void {
  const { store, cards, skill } = context

  server.put<{ Params: { readonly skillId: string } }>(
    '/2.0/skill_invocations/:skillId',
    { config: { sandbox: { kind: 'writeCards', contentType: JSON_TYPE } } },
    async (request, reply) => {
      const { skillId } = request.params
      const token = authorized(context, request, 'writeCards')
      if (skillId !== skill.id) throw notFound(`skill ${skillId}`)
      const body = readSkillInvocation(request.body)
      authorized(context, request, 'writeCards', body.file.id)
      const file = store.file(body.file.id)
      const versionId = body.file_version?.id
      if (versionId !== undefined && !file.versions.some((version) => version.id === versionId))
        throw notFound(`version ${versionId} of file ${file.id}`)
      // All cards of the file, those of other skills too: this is what Box does.
      cards.write({
        ...origin(context, file.id, token),
        via: 'skill_invocations',
        skillId,
        status: body.status,
        versionId,
        usage: body.usage,
        cards: body.metadata.cards,
      })
      return reply.code(200).send()
    },
  )
}

function addMetadataCalls(server: FastifyInstance, context: ApiContext): void {
  const { store, cards } = context
  const write = (fileId: string, token: Token, via: CardWrite['via'], written: readonly Card[]) =>
    cards.write({
      ...origin(context, fileId, token),
      via,
      skillId: undefined,
      status: undefined,
      versionId: undefined,
      usage: undefined,
      cards: written,
    })
  const answer = (fileId: string) => instanceJson(fileId, cards.instance(fileId))

  server.get<{ Params: FileParams }>(
    METADATA,
    { config: { sandbox: { kind: 'metadata' } } },
    async (request) => {
      const { id } = request.params
      authorized(context, request, 'readCards', id)
      return answer(store.file(id).id)
    },
  )

  server.post<{ Params: FileParams }>(
    METADATA,
    { config: { sandbox: { kind: 'metadata', contentType: JSON_TYPE } } },
    async (request, reply): Promise<FastifyReply> => {
      const { id } = request.params
      const token = authorized(context, request, 'writeCards', id)
      store.file(id)
      const created = readCardsMetadata(request.body)
      if (cards.find(id) !== undefined) {
        const message = 'An instance of this metadata template already exists on the item'
        throw new BoxRefusal(409, 'tuple_already_exists', message)
      }
      write(id, token, 'create', created)
      return reply.code(201).send(answer(id))
    },
  )

  server.put<{ Params: FileParams }>(
    METADATA,
    { config: { sandbox: { kind: 'metadata', contentType: PATCH_TYPE } } },
    async (request) => {
      const { id } = request.params
      const token = authorized(context, request, 'writeCards', id)
      store.file(id)
      write(id, token, 'patch', patched(cards.instance(id), request.body))
      return answer(id)
    },
  )

  server.delete<{ Params: FileParams }>(
    METADATA,
    { config: { sandbox: { kind: 'metadata' } } },
    async (request, reply) => {
      const { id } = request.params
      const token = authorized(context, request, 'writeCards', id)
      store.file(id)
      cards.instance(id)
      write(id, token, 'delete', [])
      return reply.code(204).send()
    },
  )
}

function patched(instance: CardsInstance, body: unknown): readonly Card[] {
  try {
    return readCardsMetadata(applyPatch({ cards: instance.cards }, readPatch(body)))
  } catch (thrown) {
    if (!(thrown instanceof PatchProblem)) throw thrown
    // Box does not say how it answers a failed `test`; 409 is what RFC 5789 has for it.
    if (thrown.kind === 'test') throw new BoxRefusal(409, 'conflict', thrown.message)
    throw badRequest('bad_request', [
      { reason: 'invalid_parameter', name: 'operations', message: thrown.message },
    ])
  }
}

function origin(
  context: ApiContext,
  fileId: string,
  token: Token,
): Pick<CardWrite, 'at' | 'fileId' | 'invocationId'> {
  return { at: context.now(), fileId, invocationId: token.invocationId }
}

function instanceJson(fileId: string, { id, version, cards }: CardsInstance): object {
  return {
    $id: id,
    $parent: `file_${fileId}`,
    $scope: 'global',
    $template: 'boxSkillsCards',
    $type: 'boxSkillsCards-sandbox',
    $typeVersion: 0,
    $version: version,
    $canEdit: true,
    cards,
  }
}
