import type { RunView } from '../view.ts'
import { counted, durationWords } from './measures.ts'
import { StateBadge } from './state-badge.tsx'

const badges = { running: 'running', done: 'succeeded', failed: 'failed' } as const

/** The plugins of one invocation, and how far each is. */
export function RunList({ runs }: { readonly runs: readonly RunView[] }) {
  if (runs.length === 0) return null
  return (
    <ul class="runs">
      {runs.map(({ plugin, state, fraction, message, durationMs, cards }) => (
        <li key={plugin}>
          <span class="run-plugin">{plugin}</span>
          <StateBadge state={badges[state]} />
          <span class="run-facts">
            {cards !== undefined && state === 'done' && <span>{counted(cards, 'card')}</span>}
            {durationMs !== undefined && <span>{durationWords(durationMs)}</span>}
            {message !== undefined && <span>{message}</span>}
          </span>
          {state === 'running' && (
            <progress
              aria-label={`Progress of ${plugin}`}
              max={1}
              {...(fraction !== undefined && { value: fraction })}
            />
          )}
        </li>
      ))}
    </ul>
  )
}
