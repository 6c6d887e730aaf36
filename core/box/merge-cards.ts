import type { Card } from '../cards/card.ts'
import { jsonMembers } from './json-source.ts'

/** The cards that stand on a file, in Box's own characters. */
export interface StandingCards {
  /** The JSON array as it was read. */
  readonly source: string
  readonly cards: readonly { readonly source: string; readonly skillId: string | undefined }[]
}

/**
 * Takes the cards out of a `boxSkillsCards` metadata instance. Undefined where it holds no list of cards.
 *
 * @param json Valid JSON.
 */
export function standingCards(json: string): StandingCards | undefined {
  // Of doubled keys the last counts, as for every JSON parser.
  const source = jsonMembers(json).findLast(({ key }) => key === 'cards')?.source
  if (source === undefined || !source.startsWith('[')) return undefined
  return {
    source,
    cards: jsonMembers(source).map((card) => ({ source: card.source, skillId: skillIdOf(card.source) })),
  }
}

/**
 * The JSON array with `skillId`'s cards replaced by `cards`, in the place where its first one stood, or at the end.
 * All other cards keep their order and every byte.
 */
export function mergeCards(standing: StandingCards, skillId: string, cards: readonly Card[]): string {
  const ours = cards.map((card) => JSON.stringify(card))
  const merged: string[] = []
  let placed = false
  for (const card of standing.cards) {
    if (card.skillId !== skillId) merged.push(card.source)
    else if (!placed) {
      merged.push(...ours)
      placed = true
    }
  }
  if (!placed) merged.push(...ours)
  return `[${merged.join(',')}]`
}

/** As text: Box's own test events have ids as numbers. */
function skillIdOf(cardSource: string): string | undefined {
  const card: unknown = JSON.parse(cardSource)
  if (typeof card !== 'object' || card === null || !('skill' in card)) return undefined
  const { skill } = card
  if (typeof skill !== 'object' || skill === null || !('id' in skill)) return undefined
  return typeof skill.id === 'string' || typeof skill.id === 'number' ? String(skill.id) : undefined
}
