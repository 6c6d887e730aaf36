import { findAll } from '../found-in.ts'
import type { LabelledText } from './corpus.ts'

/** How well one kind is found. */
export interface Score {
  found: number
  /** Labelled, and not found. */
  missed: string[]
  /** Found, and not labelled. */
  wrong: string[]
}

/** Compares what is found with what is labelled, by kind; a value counts where the type is right and the places overlap. */
export async function scoresOf(corpus: readonly LabelledText[]): Promise<Map<string, Score>> {
  const scores = new Map<string, Score>()
  const scoreOf = (kind: string): Score => {
    const score = scores.get(kind) ?? { found: 0, missed: [], wrong: [] }
    scores.set(kind, score)
    return score
  }
  const kindOf = new Map<string, string>()
  for (const { name, text, labels } of corpus) {
    const open = [...labels]
    for (const finding of await findAll(text, { kinds: wanted })) {
      kindOf.set(finding.type.id, finding.type.kind)
      const at = open.findIndex(
        ({ type, start, end }) => type === finding.type.id && start < finding.end && end > finding.start,
      )
      if (at < 0) scoreOf(finding.type.kind).wrong.push(`${name}: ${finding.type.id} ${finding.text}`)
      else {
        open.splice(at, 1)
        scoreOf(finding.type.kind).found += 1
      }
    }
    for (const { type, start, end } of open)
      scoreOf(kindOf.get(type) ?? type).missed.push(`${name}: ${type} ${text.slice(start, end)}`)
  }
  return scores
}

/** All but IP addresses, which have no label in the corpus. */
const wanted = ['secret', 'card', 'nationalId', 'passport', 'iban', 'birthDate', 'email', 'phone'] as const

/** The share of what was found that is right. */
export function precisionOf({ found, wrong }: Score): number {
  return found + wrong.length === 0 ? 1 : found / (found + wrong.length)
}

/** The share of what is there that was found. */
export function recallOf({ found, missed }: Score): number {
  return found + missed.length === 0 ? 1 : found / (found + missed.length)
}
