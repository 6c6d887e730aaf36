import type { FileSummary } from '../view.ts'
import { Announcer } from './announcer.tsx'
import { DropOverlay } from './drop-overlay.tsx'
import { EmptyPage } from './empty-page.tsx'
import { FileList } from './file-list.tsx'
import { FilePage } from './file-page.tsx'
import { Header } from './header.tsx'
import { Notices } from './notices.tsx'
import { useSelection } from './use-selection.ts'
import { useSession } from './use-session.ts'
import { useUploads } from './use-uploads.ts'

/** The whole page. Wide, it shows the list and one file side by side; narrow, one of the two. */
export function App() {
  const { connected, session, files } = useSession()
  const chosen = useSelection()
  const uploads = useUploads()
  const shown = files?.find(({ id }) => id === chosen) ?? newest(files)
  return (
    <>
      <Header connected={connected} onFiles={uploads.add} />
      <Notices notices={uploads.notices} onDismiss={uploads.dismiss} />
      <main class={chosen === undefined ? 'layout' : 'layout file-chosen'}>
        {files === undefined ? (
          <p class="connecting">Connecting …</p>
        ) : files.length === 0 ? (
          <EmptyPage session={session} uploading={uploads.pending.length > 0} onFiles={uploads.add} />
        ) : (
          <>
            <FileList files={files} shown={shown?.id} uploading={uploads.pending} session={session} />
            {shown && <FilePage key={shown.id} file={shown} />}
          </>
        )}
      </main>
      <DropOverlay onFiles={uploads.add} />
      <Announcer files={files} />
    </>
  )
}

/** What changed last is what somebody just did. */
function newest(files: readonly FileSummary[] | undefined): FileSummary | undefined {
  return files?.reduce<FileSummary | undefined>(
    (last, file) => (last === undefined || file.changedAt >= last.changedAt ? file : last),
    undefined,
  )
}
