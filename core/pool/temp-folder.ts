import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fail, messageOf } from '../errors/error.ts'

const pattern = /^process-(\d+)$/

/**
 * Makes the folder of this process below `tempDir` and deletes those of processes that are no longer there, which a
 * `kill -9` leaves behind with the content of people's files in them.
 */
export async function openTempFolder(tempDir: string): Promise<{ path: string; remove(): Promise<void> }> {
  const path = join(tempDir, `process-${process.pid}`)
  try {
    await mkdir(tempDir, { recursive: true, mode: 0o700 })
    for (const name of await readdir(tempDir)) {
      const pid = Number(pattern.exec(name)?.[1])
      // A folder with our own number is a dead process's too: process numbers start anew in a container.
      if (pid > 0 && (pid === process.pid || !isAlive(pid)))
        await rm(join(tempDir, name), { recursive: true, force: true })
    }
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    throw fail('SKR_FILE_TEMP_NOT_WRITABLE', { detail: messageOf(error) }, { cause: error })
  }
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) }
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
