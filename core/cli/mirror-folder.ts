import { basename, dirname, join, relative } from 'node:path'
import { watch } from 'chokidar'
import { messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import type { Sandbox } from '../sandbox/sandbox.ts'

export interface FolderMirror {
  /** Path of a sandbox file relative to the folder; undefined for files that came another way. */
  pathOf(fileId: string): string | undefined
  /**
   * Uploads the files that came last once more, each as a new version of the same content, at most `limit` of them.
   * Returns their ids at once.
   */
  again(limit: number): readonly string[]
  close(): Promise<void>
}

/** A file counts as complete when its size has not changed for this long. */
const settledMs = 150
const lookEveryMs = 50

/** Hidden files, and what programs put beside a file while they write it. */
export const passedOver = /^(\.|~\$)|\.(part|crdownload|tmp|swp)$|~$/i

/**
 * Makes a folder of this machine the content of the sandbox: a new file is an upload, a changed one a new version, a deleted
 * one is deleted, and folders below are folders. Resolves when what is there already has been uploaded.
 *
 * @param onProblem Takes one line for each file that the sandbox, as Box would, does not take.
 */
export function mirrorFolder(
  folder: string,
  sandbox: Sandbox,
  onProblem: (line: string) => void,
): FolderMirror {
  const fileIds = new Map<string, string>()
  const folderIds = new Map<string, string | undefined>([['.', undefined]])
  // One change after the other, so that two versions of a file cannot overtake each other.
  let last = Promise.resolve()

  const inTurn = (path: string, change: (path: string) => Promise<void> | void) => {
    const name = relative(folder, path)
    last = last
      .then(() => change(name))
      .catch((error: unknown) => onProblem(`${printable(name, 200)}: ${messageOf(error)}`))
  }

  const parentOf = (name: string): string | undefined => {
    const parent = dirname(name)
    if (!folderIds.has(parent))
      folderIds.set(parent, sandbox.createFolder(basename(parent), parentOf(parent)).id)
    return folderIds.get(parent)
  }

  const put = async (name: string) => {
    const content = { path: join(folder, name) }
    const fileId = fileIds.get(name)
    if (fileId !== undefined) {
      // Taken out and put in again, so that those that came last stand last.
      fileIds.delete(name)
      fileIds.set(name, fileId)
      await sandbox.upload({ fileId, content })
      return
    }
    const parentId = parentOf(name)
    const file = await sandbox.upload({
      name: basename(name),
      content,
      ...(parentId !== undefined && { parentId }),
    })
    fileIds.set(name, file.id)
  }

  const putAgain = async (name: string) => {
    if (fileIds.has(name)) await put(name)
  }

  const drop = (name: string) => {
    const fileId = fileIds.get(name)
    fileIds.delete(name)
    if (fileId !== undefined) sandbox.delete(fileId)
  }

  const watcher = watch(folder, {
    ignored: (path) => path !== folder && passedOver.test(basename(path)),
    awaitWriteFinish: { stabilityThreshold: settledMs, pollInterval: lookEveryMs },
    followSymlinks: false,
  })
  watcher.on('add', (path) => inTurn(path, put))
  watcher.on('change', (path) => inTurn(path, put))
  watcher.on('unlink', (path) => inTurn(path, drop))
  watcher.on('error', (error) => onProblem(`The folder cannot be watched: ${messageOf(error)}`))
  return {
    pathOf: (fileId) => [...fileIds].find(([, id]) => id === fileId)?.[0],
    again(limit) {
      const files = [...fileIds].slice(-limit)
      for (const [name] of files) inTurn(join(folder, name), putAgain)
      return files.map(([, fileId]) => fileId)
    },
    async close() {
      await watcher.close()
      await last
    },
  }
}
