import type { ContentSource, ContentStore } from './content.ts'
import type { DeliveryAttempt } from './deliver.ts'
import type { EventType } from './events.ts'
import { currentVersion, type Store, type StoredFile } from './store.ts'

/** What can be done to files, whether over HTTP or from a test; a new or moved content fires an event. */
export interface Operations {
  upload(name: string, parentId: string, content: ContentSource): Promise<Fired>
  addVersion(id: string, content: ContentSource, name?: string): Promise<Fired>
  /** Renames and moves; only a move fires an event. */
  place(id: string, place: { readonly name?: string; readonly parentId?: string }): Fired
  copy(id: string, parentId: string, name?: string): Fired
  delete(id: string): StoredFile
}

export interface Fired {
  readonly file: StoredFile
  /** Ends when the event was answered with 200, the attempts are used up or the sandbox closes; never rejects. */
  readonly delivered: Promise<readonly DeliveryAttempt[]>
}

export type FileChangeKind = 'uploaded' | 'versioned' | 'renamed' | 'moved' | 'copied' | 'deleted'

export interface OperationsContext {
  readonly store: Store
  readonly contents: ContentStore
  readonly onChange: (kind: FileChangeKind, file: StoredFile) => void
  /** Sends the event of a change, where there is someone to send it to. */
  readonly fire: (file: StoredFile, eventType: EventType, oldParentId?: string) => Fired['delivered']
}

export function createOperations({ store, contents, onChange, fire }: OperationsContext): Operations {
  const fired = (
    kind: FileChangeKind,
    file: StoredFile,
    eventType: EventType,
    oldParentId?: string,
  ): Fired => {
    onChange(kind, file)
    return { file, delivered: fire(file, eventType, oldParentId) }
  }
  return {
    async upload(name, parentId, content) {
      store.checkName(name, parentId) // Before the content is taken, which may be long.
      const stored = await contents.put(content)
      return fired('uploaded', store.addFile(name, parentId, stored), 'ITEM_UPLOAD')
    },
    async addVersion(id, content, name) {
      store.file(id)
      const stored = await contents.put(content)
      return fired('versioned', store.addVersion(id, stored, name), 'ITEM_UPLOAD')
    },
    place(id, place) {
      const old = store.file(id)
      const file = store.place(id, place)
      if (file.name !== old.name) onChange('renamed', file)
      if (file.parentId === old.parentId) return { file, delivered: Promise.resolve([]) }
      return fired('moved', file, 'ITEM_MOVE', old.parentId)
    },
    copy(id, parentId, name) {
      return fired('copied', store.copyFile(id, parentId, name ?? store.file(id).name), 'ITEM_COPY')
    },
    delete(id) {
      const file = store.deleteFile(id)
      onChange('deleted', file)
      return file
    },
  }
}

/** A file as tests see it. */
export interface SandboxFile {
  readonly id: string
  readonly name: string
  readonly parentId: string
  /** The current version. */
  readonly versionId: string
  /** Ids of all versions, oldest first. */
  readonly versionIds: readonly string[]
  /** Counts the changes of the file, from 0. */
  readonly sequence: number
  /** Bytes. */
  readonly size: number
  readonly sha1: string
  /** Milliseconds since the epoch. */
  readonly createdAt: number
  readonly modifiedAt: number
}

export function sandboxFile(file: StoredFile): SandboxFile {
  const { id: versionId, content } = currentVersion(file)
  const { id, name, parentId, sequence, createdAt, modifiedAt } = file
  const versionIds = file.versions.map((version) => version.id)
  const { size, sha1 } = content
  return { id, name, parentId, versionId, versionIds, sequence, size, sha1, createdAt, modifiedAt }
}
