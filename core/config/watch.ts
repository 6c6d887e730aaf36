import { createHash } from 'node:crypto'
import { readFileSync, watch } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { fail, messageOf, type RunnerError } from '../errors/error.ts'

/** An editor writes, renames and touches in one go; what happens within this time counts as one change. */
const settleMs = 100

/**
 * Calls `onChange` each time the content of `file` has changed, until `close`. The folder is watched, not the file: editors
 * put a new file in the place of the old one, and mounted configuration turns a link around beside it. While the file is
 * away or empty nothing is told, as it is about to be written. Does not keep the process alive.
 *
 * @param onChange Called with an error, once and last, where the system gave the watch up.
 * @throws `SKR_CONFIG_NOT_WATCHABLE`
 */
export function watchConfig(file: string, onChange: (problem?: RunnerError) => void): { close(): void } {
  const path = resolve(file)
  let known = fingerprint(path)
  let timer: NodeJS.Timeout | undefined

  const look = () => {
    timer = undefined
    const now = fingerprint(path)
    if (now === undefined || now === known) return
    known = now
    onChange()
  }
  const close = () => {
    clearTimeout(timer)
    watcher.close()
  }
  const notWatchable = (cause: unknown) =>
    fail('SKR_CONFIG_NOT_WATCHABLE', { file, reason: messageOf(cause) }, { cause })
  const watcher = watchFolder(dirname(path), notWatchable)
  // Not started anew by further events: in a folder where something is always written, it would never run out.
  watcher.on('change', () => {
    timer ??= setTimeout(look, settleMs).unref()
  })
  watcher.on('error', (error) => {
    close()
    onChange(notWatchable(error))
  })
  return { close }
}

function watchFolder(folder: string, notWatchable: (cause: unknown) => RunnerError) {
  try {
    return watch(folder, { persistent: false })
  } catch (error) {
    throw notWatchable(error)
  }
}

/** Of the content; undefined where there is none to be read just now. */
function fingerprint(path: string): string | undefined {
  try {
    const content = readFileSync(path)
    return content.length === 0 ? undefined : createHash('sha256').update(content).digest('hex')
  } catch {
    return undefined // Replaced at this moment; the next event comes when it is there again.
  }
}
