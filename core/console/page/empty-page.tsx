import type { SessionView } from '../view.ts'
import { FileButton } from './file-button.tsx'
import { Routes } from './routes.tsx'

interface EmptyPageProps {
  readonly session: SessionView | undefined
  readonly uploading: boolean
  readonly onFiles: (files: readonly File[]) => void
}

/** What to do when nothing is there yet. */
export function EmptyPage({ session, uploading, onFiles }: EmptyPageProps) {
  return (
    <div class="empty">
      <svg class="empty-picture" viewBox="0 0 120 84" width="120" height="84" aria-hidden="true">
        <rect x="14" y="8" width="52" height="68" rx="6" />
        <path d="M26 26h28M26 38h28M26 50h16" />
        <rect class="front" x="62" y="24" width="46" height="48" rx="6" />
        <path class="front" d="M72 38h26M72 48h14M72 58h20" />
      </svg>
      <h2>{uploading ? 'Uploading …' : 'Drop a file here'}</h2>
      <p>
        It counts as an upload to Box: the plugins run on it, and you see the cards as people see them beside
        the file.
      </p>
      <FileButton onFiles={onFiles}>Choose files</FileButton>
      {session && (
        <p class="quiet">
          Or put files into <code>{session.folder}</code>
        </p>
      )}
      {session && <Routes routes={session.routes} />}
    </div>
  )
}
