import type { InvocationView } from '../view.ts'
import { ErrorBox } from './error-box.tsx'
import { LogLines } from './log-lines.tsx'
import { durationWords, timeOfDay } from './measures.ts'
import { RunList } from './run-list.tsx'
import { StateBadge } from './state-badge.tsx'
import { stateWords } from './state-words.ts'

/** What happened to a file, newest first; the newest is open. */
export function InvocationList({ invocations }: { readonly invocations: readonly InvocationView[] }) {
  const [newest, ...earlier] = invocations
  return (
    <section class="panel invocations" aria-labelledby="runs-heading">
      <div class="panel-head">
        <h3 id="runs-heading">What happened</h3>
      </div>
      {newest === undefined ? (
        <p class="quiet nothing">Nothing yet.</p>
      ) : (
        <div class="invocation">
          <Facts invocation={newest} />
          <Content invocation={newest} />
        </div>
      )}
      {earlier.map((invocation) => (
        <details class="invocation earlier" key={invocation.id}>
          <summary>
            <Facts invocation={invocation} />
          </summary>
          <Content invocation={invocation} />
        </details>
      ))}
    </section>
  )
}

function Facts({
  invocation: { state, createdAt, endedAt, attempts, dueAt },
}: {
  invocation: InvocationView
}) {
  return (
    <span class="facts">
      <StateBadge state={state} />
      <span>{timeOfDay(createdAt)}</span>
      {endedAt !== undefined && <span>took {durationWords(Math.max(0, endedAt - createdAt))}</span>}
      {attempts > 1 && <span>try {attempts}</span>}
      {dueAt !== undefined && <span>again at {timeOfDay(dueAt)}</span>}
    </span>
  )
}

function Content({ invocation: { state, error, runs, lines } }: { readonly invocation: InvocationView }) {
  return (
    <>
      {error && <ErrorBox error={error} tone={stateWords[state].tone} />}
      <RunList runs={runs} />
      <LogLines lines={lines} />
    </>
  )
}
