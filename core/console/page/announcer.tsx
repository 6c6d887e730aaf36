import { useEffect, useRef, useState } from 'preact/hooks'
import type { FileSummary, ShownState } from '../view.ts'
import { isOpen, stateWords } from './state-words.ts'

/** Tells those who do not see the page which file has ended, and how. */
export function Announcer({ files }: { readonly files: readonly FileSummary[] | undefined }) {
  const before = useRef(new Map<string, ShownState | undefined>())
  const [text, setText] = useState('')
  useEffect(() => {
    for (const { id, name, state } of files ?? []) {
      if (state !== undefined && !isOpen(state) && isOpen(before.current.get(id)))
        setText(`${name}: ${stateWords[state].label}`)
      before.current.set(id, state)
    }
  }, [files])
  return (
    <p role="status" class="unseen-text">
      {text}
    </p>
  )
}
