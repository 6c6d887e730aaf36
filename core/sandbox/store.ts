import type { StoredContent } from './content.ts'
import { BoxRefusal, badRequest, notFound } from './refusal.ts'

/** Box's id of "All Files". */
export const ROOT_FOLDER = '0'

export interface Folder {
  readonly id: string
  readonly name: string
  /** Undefined for the root. */
  readonly parentId: string | undefined
  readonly createdAt: number
}

export interface FileVersion {
  readonly id: string
  readonly content: StoredContent
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** One state of a file; every change makes a new object with the next `sequence`. */
export interface StoredFile {
  readonly id: string
  readonly name: string
  readonly parentId: string
  readonly sequence: number
  /** Oldest first; the last one is current. Never empty. */
  readonly versions: readonly [FileVersion, ...FileVersion[]]
  readonly createdAt: number
  readonly modifiedAt: number
}

/** Files and folders, in memory. Everything that is refused is refused with a `BoxRefusal`. */
export interface Store {
  file(id: string): StoredFile
  findFile(id: string): StoredFile | undefined
  files(): readonly StoredFile[]
  folder(id: string): Folder
  /** What stands in a folder: folders first, then files, each by name. */
  items(folderId: string): { readonly folders: readonly Folder[]; readonly files: readonly StoredFile[] }
  /** Refuses a name that is not allowed, or that another item in the folder has. */
  checkName(name: string, parentId: string, exceptFileId?: string): void
  addFile(name: string, parentId: string, content: StoredContent): StoredFile
  addVersion(id: string, content: StoredContent, name?: string): StoredFile
  /** Renames, moves or both. */
  place(id: string, place: { readonly name?: string; readonly parentId?: string }): StoredFile
  copyFile(id: string, parentId: string, name: string): StoredFile
  deleteFile(id: string): StoredFile
  addFolder(name: string, parentId: string): Folder
}

/** The current version of a file. */
export function currentVersion(file: StoredFile): FileVersion {
  return file.versions.at(-1) ?? file.versions[0]
}

/** An empty Box; `now` gives milliseconds since the epoch. */
export function createStore(now: () => number): Store {
  const files = new Map<string, StoredFile>()
  const folders = new Map<string, Folder>([
    [ROOT_FOLDER, { id: ROOT_FOLDER, name: 'All Files', parentId: undefined, createdAt: now() }],
  ])
  // Ids in ranges of their own, so that one kind taken for another is noticed. All fit a JavaScript number.
  let nextFile = 340_700_000_001
  let nextVersion = 359_700_000_001
  let nextFolder = 56_500_000_001

  const file = (id: string) => files.get(id) ?? raise(notFound(`file ${id}`))
  const folder = (id: string) => folders.get(id) ?? raise(notFound(`folder ${id}`))
  const names = new Map<string, StoredFile | Folder>()
  const remove = (old: StoredFile | undefined) => {
    if (old === undefined) return
    files.delete(old.id)
    names.delete(`${old.parentId}/${old.name}`)
  }
  const save = (changed: StoredFile) => {
    remove(files.get(changed.id))
    files.set(changed.id, changed)
    names.set(`${changed.parentId}/${changed.name}`, changed)
    return changed
  }
  const version = (content: StoredContent): FileVersion => ({
    id: String(nextVersion++),
    content,
    createdAt: now(),
  })

  const checkName = (name: string, parentId: string, exceptFileId?: string) => {
    folder(parentId)
    if (!isAllowedName(name)) {
      throw badRequest('item_name_invalid', [
        { reason: 'invalid_parameter', name: 'name', message: 'is not a name that Box allows' },
      ])
    }
    const taken = names.get(`${parentId}/${name}`)
    if (taken !== undefined && taken.id !== exceptFileId) throw nameInUse(taken)
  }
  const addFile = (name: string, parentId: string, content: StoredContent) => {
    checkName(name, parentId)
    const at = now()
    const id = String(nextFile++)
    return save({
      id,
      name,
      parentId,
      sequence: 0,
      versions: [version(content)],
      createdAt: at,
      modifiedAt: at,
    })
  }
  const change = (old: StoredFile, changes: Partial<StoredFile>) =>
    save({ ...old, ...changes, sequence: old.sequence + 1, modifiedAt: now() })

  return {
    file,
    findFile: (id) => files.get(id),
    files: () => [...files.values()],
    folder,
    items(folderId) {
      folder(folderId)
      return {
        folders: [...folders.values()].filter((child) => child.parentId === folderId).sort(byName),
        files: [...files.values()].filter((child) => child.parentId === folderId).sort(byName),
      }
    },
    checkName,
    addFile,
    addVersion(id, content, name) {
      const old = file(id)
      if (name !== undefined) checkName(name, old.parentId, id)
      return change(old, {
        versions: [...old.versions, version(content)],
        ...(name === undefined ? {} : { name }),
      })
    },
    place(id, { name, parentId }) {
      const old = file(id)
      const placed = { name: name ?? old.name, parentId: parentId ?? old.parentId }
      checkName(placed.name, placed.parentId, id)
      return change(old, placed)
    },
    copyFile(id, parentId, name) {
      return addFile(name, parentId, currentVersion(file(id)).content)
    },
    deleteFile(id) {
      const deleted = file(id)
      remove(deleted)
      return deleted
    },
    addFolder(name, parentId) {
      checkName(name, parentId)
      const added = { id: String(nextFolder++), name, parentId, createdAt: now() }
      folders.set(added.id, added)
      names.set(`${parentId}/${name}`, added)
      return added
    },
  }
}

/** Box's own rules: at most 255 characters, no slashes, no control characters, no `.` or `..`, no space at the end. */
function isAllowedName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that Box refuses
  return name.length > 0 && name.length <= 255 && !/[/\\\u0000-\u001f]|^\.\.?$|\s$/u.test(name)
}

function nameInUse(taken: StoredFile | Folder): BoxRefusal {
  const isFile = 'versions' in taken
  const conflict = { type: isFile ? 'file' : 'folder', id: taken.id, name: taken.name }
  // Box sends one object where a file is in the way and a list where a folder is.
  return new BoxRefusal(409, 'item_name_in_use', 'Item with the same name already exists', {
    contextInfo: { conflicts: isFile ? conflict : [conflict] },
  })
}

function byName(a: { readonly name: string }, b: { readonly name: string }): number {
  return a.name < b.name ? -1 : 1
}

function raise(refusal: BoxRefusal): never {
  throw refusal
}
