import { useEffect, useRef, useState } from 'preact/hooks'
import type { FileSummary } from '../view.ts'
import { CardPanel } from './card-panel.tsx'
import { InvocationList } from './invocation-list.tsx'
import { counted, sizeWords, timeOfDay } from './measures.ts'
import { post } from './requests.ts'
import { StateBadge } from './state-badge.tsx'
import { isOpen } from './state-words.ts'
import { useDetail } from './use-detail.ts'

/** One file: what became of it, and its cards as Box shows them. */
export function FilePage({ file }: { readonly file: FileSummary }) {
  const { detail, problem } = useDetail(file.id, file.revision)
  const heading = useRef<HTMLHeadingElement>(null)
  // On a narrow page the list, and with it the link that had the focus, is gone now.
  useEffect(() => {
    const { activeElement } = document
    const lost = !(activeElement instanceof HTMLElement) || activeElement.offsetParent === null
    if (lost && location.hash !== '') heading.current?.focus()
  }, [])
  return (
    <article class="file" aria-labelledby="file-name">
      <a class="back" href="#/">
        ← All files
      </a>
      <div class="file-head">
        <div class="file-title">
          <h2 id="file-name" ref={heading} tabIndex={-1}>
            <bdi>{file.name}</bdi>
          </h2>
          <p class="facts">
            {file.state !== undefined && <StateBadge state={file.state} />}
            <span>{sizeWords(file.size)}</span>
            {file.versions > 1 && <span>{counted(file.versions, 'version')}</span>}
            <span>changed {timeOfDay(file.changedAt)}</span>
            {file.path !== undefined && file.path !== file.name && <bdi>{file.path}</bdi>}
          </p>
        </div>
        <RunAgain file={file} />
      </div>
      {problem !== undefined && <p class="problem">{problem}</p>}
      {detail && (
        <div class="file-body">
          <CardPanel key={detail.versionId} detail={detail} state={file.state} />
          <InvocationList invocations={detail.invocations} />
        </div>
      )}
    </article>
  )
}

function RunAgain({ file: { id, state } }: { readonly file: FileSummary }) {
  const [problem, setProblem] = useState<string>()
  const busy = isOpen(state) && state !== 'retrying'
  return (
    <div class="run-again">
      <button
        type="button"
        class="button"
        disabled={busy}
        onClick={async () => setProblem((await post(`/api/files/${encodeURIComponent(id)}/run`)).problem)}
      >
        {state === 'retrying' ? 'Try now' : 'Run again'}
      </button>
      {problem !== undefined && <p class="problem">{problem}</p>}
    </div>
  )
}
