import { type FileSources, summarize } from './describe-file.ts'
import type { FileChange, FileSummary } from './view.ts'

/** The list of files as it is now, and how it changes. */
export interface Board {
  /** In the order in which they came. */
  files(): readonly FileSummary[]
  /** Ends the watching, and waits for what is being looked up. */
  close(): Promise<void>
}

export interface BoardOptions extends FileSources {
  readonly onChange: (change: FileChange) => void
  readonly onError: (error: unknown) => void
}

/** Changes within this time are told as one: a plugin may report progress a thousand times a second. */
const gatherMs = 60

/** Keeps a summary of every file of the sandbox, and renews it whenever something happens to the file. */
export async function openBoard(options: BoardOptions): Promise<Board> {
  const { sandbox, queue, activity, onChange, onError } = options
  const summaries = new Map<string, FileSummary>()
  const fileOf = new Map<string, string>()
  const touched = new Set<string>()
  let revision = 0
  let timer: NodeJS.Timeout | undefined
  let last = Promise.resolve()

  const renew = async (fileId: string) => {
    const file = sandbox.file(fileId)
    if (file === undefined) {
      if (summaries.delete(fileId)) onChange({ gone: fileId })
      return
    }
    const summary = await summarize(file, ++revision, options)
    summaries.set(fileId, summary)
    onChange({ file: summary })
  }
  const renewTouched = async () => {
    const ids = [...touched]
    touched.clear()
    for (const id of ids) await renew(id)
  }
  const touch = (fileId: string) => {
    touched.add(fileId)
    timer ??= setTimeout(() => {
      timer = undefined
      last = last.then(renewTouched).catch(onError)
    }, gatherMs)
  }

  const stopSandbox = sandbox.subscribe((change) => {
    if (change.type === 'file') touch(change.file.id)
    else touch(change.type === 'cards' ? change.write.fileId : change.attempt.fileId)
  })
  const stopQueue = queue.subscribe(({ id, fileId }) => {
    fileOf.set(id, fileId)
    touch(fileId)
  })
  activity.subscribe((invocationId) => {
    const fileId = fileOf.get(invocationId)
    if (fileId !== undefined) touch(fileId)
  })
  for (const file of sandbox.files()) await renew(file.id)
  return {
    files: () => [...summaries.values()],
    async close() {
      stopSandbox()
      stopQueue()
      clearTimeout(timer)
      await last
    },
  }
}
