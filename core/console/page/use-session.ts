import { useEffect, useState } from 'preact/hooks'
import type { FileChange, FileSummary, SessionView, Snapshot } from '../view.ts'

/** What the server says of the whole, kept up to date. `files` is undefined until it has said something. */
export interface LiveSession {
  readonly connected: boolean
  readonly session: SessionView | undefined
  readonly files: readonly FileSummary[] | undefined
}

/** Listens to the server's events; the browser connects again by itself, and then gets everything anew. */
export function useSession(): LiveSession {
  const [live, setLive] = useState<LiveSession>({ connected: false, session: undefined, files: undefined })
  useEffect(() => {
    const source = new EventSource('/api/events')
    source.addEventListener('snapshot', ({ data }) => {
      const { session, files }: Snapshot = JSON.parse(data)
      setLive({ connected: true, session, files })
    })
    source.addEventListener('change', ({ data }) => {
      const change: FileChange = JSON.parse(data)
      setLive((before) => ({ ...before, files: changed(before.files ?? [], change) }))
    })
    source.addEventListener('error', () => setLive((before) => ({ ...before, connected: false })))
    return () => source.close()
  }, [])
  return live
}

function changed(files: readonly FileSummary[], { file, gone }: FileChange): readonly FileSummary[] {
  if (file === undefined) return files.filter(({ id }) => id !== gone)
  const known = files.some(({ id }) => id === file.id)
  return known ? files.map((old) => (old.id === file.id ? file : old)) : [...files, file]
}
