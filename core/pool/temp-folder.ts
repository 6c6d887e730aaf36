import { randomBytes } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, messageOf } from '../errors/error.ts'

/** `process-<pid>-<start of the process, milliseconds since the epoch>-<random>` */
const pattern = /^process-(\d+)-(\d+)-/
const startedAt = Math.round(performance.timeOrigin)

/**
 * Makes a folder below `tempDir` for this process alone and deletes those of processes that are no longer there, which a
 * `kill -9` leaves behind with the content of people's files in them. Throws `SKR_FILE_TEMP_NOT_WRITABLE`.
 */
export async function openTempFolder(tempDir: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = join(tempDir, `process-${process.pid}-${startedAt}-${randomBytes(4).toString('hex')}`)
  try {
    await mkdir(tempDir, { recursive: true, mode: 0o700 })
    for (const name of await readdir(tempDir)) {
      if (isLeftBehind(name)) await rm(join(tempDir, name), { recursive: true, force: true })
    }
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    throw fail('SKR_FILE_TEMP_NOT_WRITABLE', { detail: messageOf(error) }, { cause: error })
  }
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
}

function isLeftBehind(name: string): boolean {
  const [, pid, start] = pattern.exec(name) ?? []
  if (pid === undefined) return false
  // Process numbers begin anew in a container, so our own number may be that of an earlier process.
  return Number(pid) === process.pid ? Number(start) !== startedAt : !isAlive(Number(pid))
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there, but belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
