import { KeywordPills } from './keyword-pills.tsx'
import { Marks } from './marks.tsx'
import type { CardModel } from './shown-card.ts'
import { TimelinePictures } from './timeline-pictures.tsx'
import { TranscriptRows } from './transcript-rows.tsx'

/** One card: a section that is open, folded, or only told of where Box would not show it. */
export function CardView({ model }: { readonly model: CardModel }) {
  const { fate, title, marks, type } = model
  if (fate === 'hidden' || fate === 'breaks') {
    return (
      <section class="card unseen" data-fate={fate} data-type={type}>
        <h3>{title}</h3>
        <Marks marks={marks} grave={fate === 'breaks'} />
      </section>
    )
  }
  return (
    <section class="card" data-fate={fate} data-type={type}>
      <details open={fate === 'shown'}>
        <summary>
          <h3>{title}</h3>
        </summary>
        <Content model={model} />
      </details>
      <Marks marks={marks} grave={false} />
    </section>
  )
}

function Content({ model: { type, entries, message } }: { readonly model: CardModel }) {
  if (message !== undefined) return <p class="message">{message}</p>
  if (type === 'keyword') return <KeywordPills entries={entries} />
  if (type === 'transcript') return <TranscriptRows entries={entries} />
  if (type === 'timeline') return <TimelinePictures entries={entries} />
  return null
}
