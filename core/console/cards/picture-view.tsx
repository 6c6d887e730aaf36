import { useState } from 'preact/hooks'
import type { Picture } from './shown-card.ts'

interface PictureViewProps {
  readonly picture: Picture | undefined
  readonly text: string
}

const globe =
  'M10 2.5a7.5 7.5 0 1 0 0 15a7.5 7.5 0 1 0 0-15M2.5 10h15M10 2.5c-5 5-5 10 0 15M10 2.5c5 5 5 10 0 15'
const cross = 'M5 5l10 10M15 5L5 15'

/** A round picture of 45×45, or what stands for one that is not there or not to be loaded. */
export function PictureView({ picture, text }: PictureViewProps) {
  const [failed, setFailed] = useState(false)
  if (picture?.kind === 'data' && !failed)
    return <img src={picture.source} alt={text} width={45} height={45} onError={() => setFailed(true)} />
  const remote = picture?.kind === 'remote'
  const about = remote ? `Picture from ${picture.host}, not loaded here` : 'Broken image'
  return (
    <span class={remote ? 'no-picture' : 'no-picture broken'} role="img" aria-label={join(text, about)}>
      <svg viewBox="0 0 20 20" width={20} height={20} aria-hidden="true">
        <path d={remote ? globe : cross} />
      </svg>
    </span>
  )
}

function join(text: string, about: string): string {
  return text === '' ? about : `${text}: ${about}`
}
