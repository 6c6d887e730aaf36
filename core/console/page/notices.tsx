import type { Notice } from './use-uploads.ts'

interface NoticesProps {
  readonly notices: readonly Notice[]
  readonly onDismiss: (notice: Notice) => void
}

/** What did not work of what somebody did on this page. */
export function Notices({ notices, onDismiss }: NoticesProps) {
  return (
    <div role="alert" class="notices">
      {notices.map((notice) => (
        <div class="notice" key={notice.id}>
          <p>
            <strong>{notice.message}</strong> {notice.fix}
          </p>
          <button type="button" class="button" onClick={() => onDismiss(notice)}>
            Dismiss
          </button>
        </div>
      ))}
    </div>
  )
}
