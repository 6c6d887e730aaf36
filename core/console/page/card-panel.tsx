import { useState } from 'preact/hooks'
import { CardList } from '../cards/card-list.tsx'
import type { FileDetail, ShownState } from '../view.ts'
import { counted, timeOfDay } from './measures.ts'
import { isOpen } from './state-words.ts'

interface CardPanelProps {
  readonly detail: FileDetail
  readonly state: ShownState | undefined
}

/** The cards that stand on the file now, or stood there after an earlier write. */
export function CardPanel({ detail: { cards, writes, versionId }, state }: CardPanelProps) {
  // Counted from the oldest, so that a new write does not move the choice.
  const [chosen, setChosen] = useState<number>()
  const earlier = chosen === undefined ? undefined : writes[writes.length - 1 - chosen]
  return (
    <section class="panel card-panel" aria-labelledby="cards-heading">
      <div class="panel-head">
        <h3 id="cards-heading">In Box’s sidebar</h3>
        {writes.length > 1 && (
          <select
            aria-label="Card history"
            value={chosen === undefined ? 'now' : String(chosen)}
            onChange={({ currentTarget: { value } }) =>
              setChosen(value === 'now' ? undefined : Number(value))
            }
          >
            <option value="now">Now</option>
            {writes.map(({ at, status, cards: written }, index) => (
              <option key={`${at} ${status}`} value={String(writes.length - 1 - index)}>
                {timeOfDay(at)} · {statusWords(status)} · {counted(written.length, 'card')}
              </option>
            ))}
          </select>
        )}
      </div>
      {earlier === undefined && cards.length === 0 ? (
        <p class="quiet nothing">
          {isOpen(state) ? 'The cards come when the plugins are done.' : 'No cards.'}
        </p>
      ) : (
        <CardList key={String(chosen)} cards={earlier?.cards ?? cards} versionId={versionId} />
      )}
      {cards.length > 0 && (
        <details class="as-json">
          <summary>As JSON</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard */}
          <pre tabIndex={0}>{JSON.stringify(earlier?.cards ?? cards, undefined, 2)}</pre>
        </details>
      )}
    </section>
  )
}

function statusWords(status: string): string {
  return status.replaceAll('_', ' ')
}
