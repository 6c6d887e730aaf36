import type { ShownState } from '../view.ts'
import { stateWords, type Tone } from './state-words.ts'

const signs: Readonly<Record<Tone, string>> = {
  good: 'M4 8.5 7 11.5 12 5',
  bad: 'M5 5l6 6M11 5l-6 6',
  warn: 'M8 4v5M8 11.8v.2',
  calm: 'M5 8h6',
  busy: '',
}

/** The state in a word, with a sign that tells it without colour. */
export function StateBadge({ state }: { readonly state: ShownState }) {
  const { label, tone, about } = stateWords[state]
  return (
    <span class="badge" data-tone={tone} title={about}>
      {tone === 'busy' ? (
        <span class="spinner" aria-hidden="true" />
      ) : (
        <svg viewBox="0 0 16 16" width="12" height="12" aria-hidden="true">
          <path d={signs[tone]} />
        </svg>
      )}
      {label}
    </span>
  )
}
