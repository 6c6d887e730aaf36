import type { FastifyInstance } from 'fastify'
import { fail, messageOf } from '../errors/error.ts'
import { addApi } from './api.ts'
import { type CardWrite, createCardStore } from './cards.ts'
import { createContentStore } from './content.ts'
import { sandboxControl } from './control.ts'
import { createDeliverer } from './deliver.ts'
import { addDownloadCall, createDownloadLinks } from './download-host.ts'
import { type EventRequest, makeEvent, signEvent } from './events.ts'
import { createFaults } from './faults.ts'
import { createInvocationLog } from './invocations.ts'
import { createOperations, type FileChangeKind, sandboxFile } from './operations.ts'
import { createRepresentations } from './representations.ts'
import { createRequestLog } from './request-log.ts'
import type { Sandbox, SandboxChange, SandboxOptions } from './sandbox.ts'
import { mintSecret } from './secrets.ts'
import { createServer } from './server.ts'
import { createStore, type StoredFile } from './store.ts'
import { createTokenStore } from './tokens.ts'
import { createCardWaiter } from './wait-for-cards.ts'

const DAY_MS = 86_400_000

/** Starts a local Box on 127.0.0.1. Throws `SKR_SANDBOX_NOT_LISTENING`. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const now = options.now ?? Date.now
  const skill = options.skill ?? { id: '900491', name: 'Sandbox Skill', apiKey: 'sandbox-api-key' }
  const keys = options.signatureKeys ?? { primary: mintSecret('key'), secondary: mintSecret('key') }
  const enterpriseId = options.enterpriseId ?? '94700001'
  const tokenLifetimeMs = options.tokenLifetimeMs ?? DAY_MS

  const listeners = new Set<(change: SandboxChange) => void>()
  const tell = (change: SandboxChange) => {
    for (const listener of listeners) listener(change)
  }

  const store = createStore(now)
  const contents = createContentStore()
  const tokens = createTokenStore(now)
  const faults = createFaults()
  const log = createRequestLog()
  const invocations = createInvocationLog()
  const waiter = createCardWaiter((fileId) => cards.history(fileId).at(-1))
  const cards = createCardStore((write: CardWrite) => {
    invocations.wrote(write)
    waiter.wrote(write)
    tell({ type: 'cards', write })
  })

  const eventContext = { now, tokens, skill, keys, enterpriseId, tokenLifetimeMs }
  const deliverer = createDeliverer({
    now,
    redelivery: {
      attempts: 4,
      firstDelayMs: 1000,
      timeoutMs: 10_000,
      deliveryId: 'new',
      ...options.redelivery,
    },
    sign: (event, deliveryId) => signEvent(event, eventContext, deliveryId),
    onAttempt: (attempt) => tell({ type: 'delivery', attempt }),
  })
  const target = { url: options.invocationUrl }
  const makeLoggedEvent = (request: EventRequest) => {
    const event = makeEvent(eventContext, request)
    invocations.add(event, now())
    return event
  }
  const form = options.eventForm ?? 'string-ids'
  const operations = createOperations({
    store,
    contents,
    onChange: (change: FileChangeKind, file: StoredFile) =>
      tell({ type: 'file', change, file: sandboxFile(file) }),
    fire: async (file, eventType, oldParentId) => {
      if (target.url === undefined) return []
      const moved = oldParentId === undefined ? {} : { oldParentId }
      return deliverer.deliver(makeLoggedEvent({ file, eventType, form, ...moved }), target.url)
    },
  })

  const representations = createRepresentations(now, options.representationDelayMs ?? 100)
  const downloads = createDownloadLinks(now, () => urlOf(downloadServer))
  const serverContext = { now, tokens, links: downloads, faults, log }
  const downloadServer = createServer('download', 'downloadHost', serverContext)
  addDownloadCall(downloadServer, downloads)
  const apiServer = createServer('api', 'other', serverContext)
  const url = () => urlOf(apiServer)
  await addApi(apiServer, {
    now,
    store,
    operations,
    tokens,
    cards,
    representations,
    representationsOnDemand: options.representationsOnDemand ?? false,
    downloads,
    skill,
    url,
  })

  const close = async () => {
    waiter.close()
    await Promise.all([deliverer.close(), apiServer.close(), downloadServer.close()])
    await contents.close()
  }
  try {
    await downloadServer.listen({ host: '127.0.0.1', port: 0 })
    await apiServer.listen({ host: '127.0.0.1', port: options.port ?? 0 })
  } catch (cause) {
    await close()
    throw fail('SKR_SANDBOX_NOT_LISTENING', { port: options.port ?? 0, reason: messageOf(cause) }, { cause })
  }

  const owner = {
    kind: 'owner',
    fileId: undefined,
    invocationId: undefined,
    expiresAt: Number.POSITIVE_INFINITY,
  } as const
  return {
    url: url(),
    uploadUrl: `${url()}/api`,
    downloadUrl: urlOf(downloadServer),
    ownerToken: tokens.issue(owner).value,
    keys,
    skill,
    enterpriseId,
    faults: { add: faults.add, clear: faults.clear },
    ...sandboxControl({
      store,
      operations,
      cards,
      waiter,
      invocations,
      representations,
      deliverer,
      target,
      form,
      makeEvent: makeLoggedEvent,
      sign: (event) => signEvent(event, eventContext),
    }),
    requests: log.all,
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    close,
  }
}

function urlOf(server: FastifyInstance): string {
  const address = server.server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}
