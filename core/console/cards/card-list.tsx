import { CardView } from './card-view.tsx'
import { readCard } from './read-card.ts'
import type { ShownCard } from './shown-card.ts'

interface CardListProps {
  readonly cards: readonly ShownCard[]
  /** The file's current version; undefined where there is none to compare with. */
  readonly versionId: string | undefined
}

/** All cards of a file, as the Skills part of Box's sidebar draws them. */
export function CardList({ cards, versionId }: CardListProps) {
  if (cards.length === 0) return <p class="quiet">No cards stand on this file.</p>
  return (
    <div class="sidebar">
      {cards.map((card, index) => (
        <CardView key={index} model={readCard(card, versionId)} />
      ))}
    </div>
  )
}
