import type { FileSummary, SessionView } from '../view.ts'
import { counted, sizeWords } from './measures.ts'
import { Routes } from './routes.tsx'
import { StateBadge } from './state-badge.tsx'

interface FileListProps {
  /** In the order in which they came. */
  readonly files: readonly FileSummary[]
  /** Id of the file that stands beside the list. */
  readonly shown: string | undefined
  /** Names of what is on its way. */
  readonly uploading: readonly string[]
  readonly session: SessionView | undefined
}

/** All files of the sandbox, the newest change first. */
export function FileList({ files, shown, uploading, session }: FileListProps) {
  const sorted = [...files].sort((a, b) => b.changedAt - a.changedAt)
  return (
    <nav class="files" aria-label="Files">
      <h2>
        Files <span class="count">{files.length}</span>
      </h2>
      <ul>
        {uploading.map((name) => (
          <li key={`uploading ${name}`} class="file-row uploading">
            <bdi class="file-name">{name}</bdi>
            <span class="file-facts">Uploading …</span>
          </li>
        ))}
        {sorted.map((file) => (
          <li key={file.id}>
            <a
              class="file-row"
              href={`#/files/${encodeURIComponent(file.id)}`}
              aria-current={file.id === shown ? 'true' : undefined}
            >
              <bdi class="file-name">{file.name}</bdi>
              {file.state !== undefined && <StateBadge state={file.state} />}
              <span class="file-facts">
                {sizeWords(file.size)}
                {file.versions > 1 && ` · version ${file.versions}`}
                {file.cards > 0 && ` · ${counted(file.cards, 'card')}`}
              </span>
              {file.fraction !== undefined && (
                <progress value={file.fraction} max={1} aria-label={`Progress of ${file.name}`} />
              )}
            </a>
          </li>
        ))}
      </ul>
      {session && (
        <footer class="files-foot">
          <p class="quiet">
            Drop files anywhere here, or put them into <code>{session.folder}</code>
          </p>
          <details>
            <summary>Which plugins run</summary>
            <Routes routes={session.routes} />
          </details>
        </footer>
      )}
    </nav>
  )
}
