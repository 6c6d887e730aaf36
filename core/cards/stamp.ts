import type { Card, CardDraft, CardStamp } from './card.ts'

export interface StampFacts {
  /** Ids are strings of digits, as Box has them. */
  readonly skillId: string
  /** Box's id of the invocation. */
  readonly invocationId: string
  /** Undefined where the event names no version; the card is then shown beside every version. */
  readonly versionId: string | undefined
  /** Milliseconds since the epoch. */
  readonly createdAt: number
}

/** Says on each card whose it is: skill, invocation, file version and time, over whatever stands there already. */
export function stampCards(drafts: readonly CardDraft[], facts: StampFacts): Card[] {
  const stamp: CardStamp = {
    created_at: new Date(facts.createdAt).toISOString(),
    skill: { type: 'service', id: facts.skillId },
    invocation: { type: 'skill_invocation', id: facts.invocationId },
    ...(facts.versionId === undefined ? {} : { file_version: { type: 'file_version', id: facts.versionId } }),
  }
  return drafts.map((draft) => ({ ...draft, ...stamp }))
}
