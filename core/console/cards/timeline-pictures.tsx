import { useState } from 'preact/hooks'
import { PictureView } from './picture-view.tsx'
import type { EntryModel } from './shown-card.ts'
import { TimeBars } from './time-bars.tsx'

/** Round pictures; one with times shows them on a line when it is clicked, and the others step back. */
export function TimelinePictures({ entries }: { readonly entries: readonly EntryModel[] }) {
  const [chosen, setChosen] = useState<number>()
  const selected = chosen === undefined ? undefined : entries[chosen]
  return (
    <>
      <ul class={selected ? 'pictures some-chosen' : 'pictures'}>
        {entries.map((entry, index) => (
          <li key={index}>
            {entry.hasTimes ? (
              <button
                type="button"
                class="face"
                title={entry.text}
                aria-pressed={index === chosen}
                onClick={() => setChosen(index === chosen ? undefined : index)}
              >
                <PictureView picture={entry.picture} text={entry.text || `Picture ${index + 1}`} />
              </button>
            ) : (
              <span class="face" title={entry.text}>
                <PictureView picture={entry.picture} text={entry.text} />
              </span>
            )}
          </li>
        ))}
      </ul>
      {selected && <TimeBars label="" bars={selected.bars} />}
    </>
  )
}
