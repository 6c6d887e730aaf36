import { randomBytes } from 'node:crypto'
import { constants, copyFile, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, messageOf, type RunnerError } from '../errors/error.ts'
import type { ContentKey, ToWorker } from './protocol.ts'

/**
 * The content of one invocation's file, shared by its plugins. The first run that needs a content fetches it in its own
 * thread; the others wait for it. Where the fetching run fails or dies, the next one in line takes over.
 */
export interface SharedFiles {
  /** Answers `run` now or later with where the content is, or with the order to fetch it. */
  need(run: SharingRun, key: ContentKey): void
  fetched(run: SharingRun, key: ContentKey, found: boolean): void
  failed(run: SharingRun, key: ContentKey): void
  /** The run has ended: whatever it was fetching is left to others. */
  leave(run: SharingRun): void
  /** Deletes everything. */
  remove(): Promise<void>
}

export interface SharingRun {
  answer(message: ToWorker): void
  /** The folder could not be made: the disk is full, or the folder is not writable. */
  refuse(error: RunnerError): void
}

type Slot =
  | { state: 'fetching'; by: SharingRun; path: string; waiting: SharingRun[] }
  | { state: 'have'; path: string }
  | { state: 'absent' }

/**
 * @param tempDir Folder of this process, made where it is missing.
 * @param extension Extension of the file, for tools that go by it. Used only where it is plain letters and digits.
 * @param local Path of a local file that serves as the content; it is copied, so that a plugin cannot change it.
 * @param representations Paths of local files that serve as the local file's representations, by their kind.
 */
export function createSharedFiles(
  tempDir: string,
  extension: string,
  local?: string,
  representations: Readonly<Record<string, string>> = {},
): SharedFiles {
  const folder = join(tempDir, randomBytes(8).toString('hex'))
  const slots = new Map<ContentKey, Slot>()
  let made: Promise<void> | undefined
  let standing = false

  async function makeFolder(): Promise<void> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    standing = true
    if (local === undefined) return
    await layReady('content', local)
    for (const [kind, from] of Object.entries(representations)) await layReady(`representation:${kind}`, from)
  }

  async function layReady(key: ContentKey, from: string): Promise<void> {
    await copyFile(from, pathOf(key), constants.COPYFILE_FICLONE)
    slots.set(key, { state: 'have', path: pathOf(key) })
  }

  function pathOf(key: ContentKey): string {
    if (key === 'content')
      return join(folder, /^[a-z0-9]{1,16}$/.test(extension) ? `content.${extension}` : 'content')
    return join(folder, key.replace(/[^a-z0-9]+/gi, '-'))
  }

  function give(run: SharingRun, key: ContentKey): void {
    const slot = slots.get(key)
    if (slot?.state === 'fetching') slot.waiting.push(run)
    else if (slot?.state === 'have') run.answer({ type: 'have', key, path: slot.path })
    else if (slot?.state === 'absent' || local !== undefined) run.answer({ type: 'absent', key })
    else {
      const path = pathOf(key)
      slots.set(key, { state: 'fetching', by: run, path, waiting: [] })
      run.answer({ type: 'fetch', key, path })
    }
  }

  /** What others say of a fetch that is not theirs does not count. */
  function isFetching(run: SharingRun, key: ContentKey): boolean {
    const slot = slots.get(key)
    return slot?.state === 'fetching' && slot.by === run
  }

  function settle(key: ContentKey, slot: Slot | undefined): void {
    const before = slots.get(key)
    if (before?.state !== 'fetching') return
    if (slot === undefined) slots.delete(key)
    else slots.set(key, slot)
    for (const run of before.waiting) give(run, key)
  }

  return {
    need(run, key) {
      made ??= makeFolder()
      made.then(
        () => give(run, key),
        (error: unknown) =>
          run.refuse(fail('SKR_FILE_TEMP_NOT_WRITABLE', { detail: messageOf(error) }, { cause: error })),
      )
    },
    fetched(run, key, found) {
      if (isFetching(run, key))
        settle(key, found ? { state: 'have', path: pathOf(key) } : { state: 'absent' })
    },
    failed(run, key) {
      if (isFetching(run, key)) settle(key, undefined)
    },
    leave(run) {
      for (const [key, slot] of slots) {
        if (slot.state !== 'fetching') continue
        slot.waiting = slot.waiting.filter((other) => other !== run)
        if (isFetching(run, key)) settle(key, undefined)
      }
    },
    async remove() {
      // One that could not be made was told to whoever needed it.
      await made?.catch(() => undefined)
      if (standing) await rm(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}
