import { useEffect, useRef, useState } from 'preact/hooks'
import type { FileDetail } from '../view.ts'
import { ask } from './requests.ts'

interface LoadedDetail {
  readonly detail: FileDetail | undefined
  /** Why it could not be loaded. */
  readonly problem: string | undefined
}

/**
 * All that is known of one file, asked for again whenever its revision has grown. One request at a time: a plugin may
 * report progress faster than answers come.
 */
export function useDetail(fileId: string, revision: number): LoadedDetail {
  const [loaded, setLoaded] = useState<LoadedDetail>({ detail: undefined, problem: undefined })
  const wanted = useRef(revision)
  const busy = useRef(false)
  wanted.current = revision
  useEffect(() => {
    if (busy.current) return
    busy.current = true
    const load = async () => {
      for (let have = -1; have !== wanted.current; ) {
        have = wanted.current
        const { body, problem } = await ask<FileDetail>(`/api/files/${encodeURIComponent(fileId)}`)
        setLoaded((before) => ({ detail: body ?? before.detail, problem }))
      }
      busy.current = false
    }
    void load()
  }, [fileId, revision])
  return loaded
}
