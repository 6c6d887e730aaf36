import type { ErrorView } from '../view.ts'
import type { Tone } from './state-words.ts'

interface ErrorBoxProps {
  readonly error: ErrorView
  readonly tone: Tone
}

/** What went wrong, why, and what to do; in calm colours where nothing did. */
export function ErrorBox({ error: { code, message, why, fix }, tone }: ErrorBoxProps) {
  return (
    <div class="error" data-tone={tone}>
      <p class="error-message">{message}</p>
      {why !== undefined && (
        <p>
          <strong>Why</strong> {why}
        </p>
      )}
      {fix !== undefined && (
        <p>
          <strong>What to do</strong> {fix}
        </p>
      )}
      {code.startsWith('SKR_') && <code class="error-code">{code}</code>}
    </div>
  )
}
