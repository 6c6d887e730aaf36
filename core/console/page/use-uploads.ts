import { useCallback, useState } from 'preact/hooks'
import { post } from './requests.ts'
import { choose } from './use-selection.ts'

/** Something that did not work, in words. */
export interface Notice {
  readonly id: number
  readonly message: string
  readonly fix: string
}

interface Uploads {
  /** Names of what is on its way. */
  readonly pending: readonly string[]
  readonly notices: readonly Notice[]
  readonly add: (files: readonly File[]) => void
  readonly dismiss: (notice: Notice) => void
}

/** Uploads files one after the other; a single one is shown once it is there. */
export function useUploads(): Uploads {
  const [pending, setPending] = useState<readonly string[]>([])
  const [notices, setNotices] = useState<readonly Notice[]>([])

  const add = useCallback(async (files: readonly File[]) => {
    setPending((before) => [...before, ...files.map(({ name }) => name)])
    for (const file of files) {
      const { body, problem, fix } = await post<{ id: string }>(
        `/api/upload?name=${encodeURIComponent(file.name)}`,
        file,
      )
      setPending((before) => before.toSpliced(before.indexOf(file.name), 1))
      if (problem !== undefined)
        setNotices((before) => [
          ...before,
          { id: (before.at(-1)?.id ?? 0) + 1, message: `${file.name}: ${problem}`, fix: fix ?? '' },
        ])
      else if (body !== undefined && files.length === 1) choose(body.id)
    }
  }, [])
  return {
    pending,
    notices,
    add,
    dismiss: (notice) => setNotices((before) => before.filter((other) => other !== notice)),
  }
}
