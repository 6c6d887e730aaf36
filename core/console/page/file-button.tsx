import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'

interface FileButtonProps {
  readonly onFiles: (files: readonly File[]) => void
  readonly children: ComponentChildren
}

/** A button that asks for files of this machine. */
export function FileButton({ onFiles, children }: FileButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="button primary" onClick={() => input.current?.click()}>
        {children}
      </button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])])
          // The same file can be chosen again.
          currentTarget.value = ''
        }}
      />
    </>
  )
}
