import { SkillError } from 'box-skill-runner/plugin'
import { shown } from './plain-text.ts'

/** The error for a result of "cards" that makes no cards: where, what it has to be, and what it is. */
export function misfit(place: string, words: string, found: unknown): SkillError {
  return new SkillError(
    'skills_invocations_error',
    `The expression "cards" does not make cards of the answer: ${place} ${words}. It is ${shown(found)}`,
  )
}
