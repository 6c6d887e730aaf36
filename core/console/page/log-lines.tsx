import type { LineView } from '../view.ts'
import { timeOfDay } from './measures.ts'

/** What the plugins and the runner logged of one invocation. */
export function LogLines({ lines }: { readonly lines: readonly LineView[] }) {
  if (lines.length === 0) return null
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by the keyboard
    <section class="log" aria-label="Log" tabIndex={0}>
      <ol>
        {lines.map(({ at, level, plugin, text, more }, index) => (
          <li key={index} data-level={level}>
            <span class="log-head">
              <time>{timeOfDay(at)}</time> <span class="level">{level}</span>
            </span>
            <span class="log-text">
              {plugin !== undefined && <span class="log-plugin">{plugin} </span>}
              {text}
              {more !== undefined && (more.includes('\n') ? <Stack text={more} /> : <code> {more}</code>)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Stack({ text }: { readonly text: string }) {
  return (
    <details>
      <summary>Stack</summary>
      <pre>{text}</pre>
    </details>
  )
}
