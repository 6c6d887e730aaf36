import { useState } from 'preact/hooks'
import type { EntryModel } from './shown-card.ts'
import { TimeBars } from './time-bars.tsx'

/** Words as pills; one with times shows them on a line when it is clicked. */
export function KeywordPills({ entries }: { readonly entries: readonly EntryModel[] }) {
  const [chosen, setChosen] = useState<number>()
  const selected = chosen === undefined ? undefined : entries[chosen]
  return (
    <>
      <ul class="pills">
        {entries.map(({ text, hasTimes }, index) => (
          <li key={index}>
            {hasTimes ? (
              <button
                type="button"
                class="pill"
                aria-pressed={index === chosen}
                onClick={() => setChosen(index === chosen ? undefined : index)}
              >
                {text}
              </button>
            ) : (
              <span class="pill">{text}</span>
            )}
          </li>
        ))}
      </ul>
      {selected && <TimeBars label={selected.text} bars={selected.bars} />}
    </>
  )
}
