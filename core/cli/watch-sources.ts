import { basename, relative, sep } from 'node:path'
import { watch } from 'chokidar'
import { messageOf } from '../errors/error.ts'
import { passedOver } from './mirror-folder.ts'

export interface SourceFolder {
  /** Absolute; watched with all folders below. */
  readonly folder: string
  /** Absolute path of the file that is loaded: what is built counts as source only where this is part of it. */
  readonly entry: string
  /** Absolute paths of folders in it that hold no sources. */
  readonly except: readonly string[]
}

/** An editor writes, renames and touches in one go; what happens within this time counts as one change. */
const settleMs = 40

/** Folders of what others wrote, or what was made of the sources. */
const notSources: ReadonlySet<string> = new Set(['node_modules', 'dist', 'build', 'coverage'])

/**
 * Calls `onChange` with the path below the folder of a file that was changed, made or deleted, once for all that changes
 * at the same time. Resolves when no change can be missed any more.
 */
export async function watchSources(
  { folder, entry, except }: SourceFolder,
  onChange: (path: string) => void,
  onProblem: (line: string) => void,
): Promise<{ close(): Promise<void> }> {
  const loadedFrom = relative(folder, entry).split(sep)
  let timer: NodeJS.Timeout | undefined
  const watcher = watch(folder, {
    ignored: (path) => {
      const names = relative(folder, path).split(sep)
      return (
        names.some((name, index) => notSources.has(name) && loadedFrom[index] !== name) ||
        except.some((one) => path === one || path.startsWith(one + sep)) ||
        (path !== folder && passedOver.test(basename(path)))
      )
    },
    ignoreInitial: true,
    followSymlinks: false,
  })
  watcher.on('all', (event, path) => {
    if (event === 'addDir' || event === 'unlinkDir') return
    clearTimeout(timer)
    timer = setTimeout(() => onChange(relative(folder, path)), settleMs)
  })
  watcher.on('error', (error) => onProblem(`The folder of the plugin cannot be watched: ${messageOf(error)}`))
  await new Promise<void>((resolve) => watcher.once('ready', resolve))
  return {
    async close() {
      clearTimeout(timer)
      await watcher.close()
    },
  }
}
