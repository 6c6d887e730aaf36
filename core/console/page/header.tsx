import { FileButton } from './file-button.tsx'

interface HeaderProps {
  readonly connected: boolean
  readonly onFiles: (files: readonly File[]) => void
}

export function Header({ connected, onFiles }: HeaderProps) {
  return (
    <header class="header">
      <h1>
        <svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
          <rect class="logo-ground" width="32" height="32" rx="8" />
          <path class="logo-lines" d="M8 11.5h10M8 16h16M8 20.5h7" />
        </svg>
        Skill Runner
      </h1>
      <p class="connection" data-connected={connected}>
        <span class="dot" aria-hidden="true" />
        {connected ? 'Live' : 'Reconnecting …'}
      </p>
      <FileButton onFiles={onFiles}>Upload files</FileButton>
    </header>
  )
}
