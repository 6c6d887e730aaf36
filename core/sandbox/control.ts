import { fail, messageOf } from '../errors/error.ts'
import type { CardStore } from './cards.ts'
import type { Deliverer } from './deliver.ts'
import type { EventForm, EventRequest, SkillEvent } from './events.ts'
import type { InvocationLog } from './invocations.ts'
import { type Fired, type Operations, sandboxFile } from './operations.ts'
import { BoxRefusal } from './refusal.ts'
import type { Representations } from './representations.ts'
import type { FiredFile, NewVersionRequest, Sandbox, UploadRequest } from './sandbox.ts'
import { ROOT_FOLDER, type Store } from './store.ts'
import type { CardWaiter } from './wait-for-cards.ts'

export interface ControlContext {
  readonly store: Store
  readonly operations: Operations
  readonly cards: CardStore
  readonly waiter: CardWaiter
  readonly invocations: InvocationLog
  readonly representations: Representations
  readonly deliverer: Deliverer
  /** Where events go. */
  readonly target: { url: string | undefined }
  readonly form: EventForm
  readonly makeEvent: (request: EventRequest) => SkillEvent
  readonly sign: (event: SkillEvent) => SkillEvent
}

/** The methods of a sandbox that act on its files, for those who hold the sandbox itself and need no HTTP. */
export type Control = Omit<
  Sandbox,
  | 'url'
  | 'uploadUrl'
  | 'downloadUrl'
  | 'ownerToken'
  | 'keys'
  | 'skill'
  | 'enterpriseId'
  | 'faults'
  | 'requests'
  | 'subscribe'
  | 'close'
>

export function sandboxControl(context: ControlContext): Control {
  const { store, operations, cards, waiter, invocations, deliverer, target } = context
  return {
    deliverTo(url) {
      target.url = url
    },
    async upload(request) {
      try {
        return firedFile(await take(operations, request))
      } catch (thrown) {
        throw asRunnerError(thrown, request)
      }
    },
    createFolder: (name, parentId = ROOT_FOLDER) => {
      const { id } = refusing(() => store.addFolder(name, parentId))
      return { id, name, parentId }
    },
    rename: (fileId, name) => sandboxFile(refusing(() => operations.place(fileId, { name })).file),
    move: (fileId, parentId) => firedFile(refusing(() => operations.place(fileId, { parentId }))),
    copy: (fileId, { parentId, name }) =>
      firedFile(refusing(() => operations.copy(fileId, parentId ?? store.file(fileId).parentId, name))),
    delete: (fileId) => void refusing(() => operations.delete(fileId)),
    file(fileId) {
      const file = store.findFile(fileId)
      return file === undefined ? undefined : sandboxFile(file)
    },
    files: () => store.files().map(sandboxFile),
    setRepresentation: (fileId, kind, setting) => context.representations.set(fileId, kind, setting),
    cards: (fileId) => cards.find(fileId)?.cards ?? [],
    cardHistory: cards.history,
    waitForCards: async (fileId, wanted = {}) => (await waiter.wait(fileId, wanted)).cards,
    invocations: invocations.of,
    event: (fileId, { form = context.form, eventType = 'ITEM_UPLOAD' } = {}) =>
      context.makeEvent({ file: refusing(() => store.file(fileId)), form, eventType }),
    sign: context.sign,
    async send(event) {
      if (target.url === undefined) throw fail('SKR_SANDBOX_NO_INVOCATION_URL', {})
      return deliverer.send(event, target.url)
    },
    deliveries: deliverer.attempts,
  }
}

function take(operations: Operations, request: UploadRequest | NewVersionRequest): Promise<Fired> {
  if ('fileId' in request) return operations.addVersion(request.fileId, request.content, request.name)
  return operations.upload(request.name, request.parentId ?? ROOT_FOLDER, request.content)
}

function firedFile({ file, delivered }: Fired): FiredFile {
  return { ...sandboxFile(file), delivered }
}

function refusing<T>(act: () => T): T {
  try {
    return act()
  } catch (thrown) {
    throw asRunnerError(thrown)
  }
}

function asRunnerError(thrown: unknown, request?: UploadRequest | NewVersionRequest): unknown {
  if (thrown instanceof BoxRefusal) {
    const { message: reason, status, code } = thrown
    return fail('SKR_SANDBOX_REFUSED', { reason, status, code }, { cause: thrown })
  }
  const content = request?.content
  if (typeof content !== 'object' || !('path' in content)) return thrown
  const params = { path: String(content.path), reason: messageOf(thrown) }
  return fail('SKR_SANDBOX_CONTENT_NOT_READABLE', params, { cause: thrown })
}
