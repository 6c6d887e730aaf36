import { useState } from 'preact/hooks'
import type { EntryModel } from './shown-card.ts'

/** Rows that show before the card is opened as a whole. */
const firstRows = 5

/**
 * Rows of text with the time in front. All rows stand in the page, and a style hides those after the fifth, so that a saved
 * page shows them all where scripts do not run.
 */
export function TranscriptRows({ entries }: { readonly entries: readonly EntryModel[] }) {
  const [open, setOpen] = useState(false)
  const more = entries.length - firstRows
  return (
    <>
      <ol class={open ? 'rows' : 'rows closed'}>
        {entries.map(({ text, time }, index) => (
          <li key={index}>
            {time !== undefined && <span class="time">{time}</span>}
            <span class="text">{text}</span>
          </li>
        ))}
      </ol>
      {more > 0 && (
        <button type="button" class="more" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Show fewer' : `Show ${more} more`}
        </button>
      )}
    </>
  )
}
