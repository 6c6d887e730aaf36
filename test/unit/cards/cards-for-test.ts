import type { CardCaps } from '../../../core/cards/caps.ts'
import { isRunnerError, type RunnerError } from '../../../core/errors/error.ts'

/** Small enough to reach, wide enough not to get in the way of tests about other things. */
export const caps: CardCaps = { maxCards: 4, maxEntries: 10, maxTextChars: 100, maxTitleChars: 20 }

/** A data card as a plugin would write it by hand. */
export function dataCard(
  type: string,
  entries: unknown,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    type: 'skill_card',
    skill_card_type: type,
    skill_card_title: { message: 'Title' },
    entries,
    ...more,
  }
}

/** Text entries of strings. */
export function texts(...values: string[]): { type: string; text: string }[] {
  return values.map((text) => ({ type: 'text', text }))
}

/** The coded error that `call` throws. */
export function errorOf(call: () => unknown): RunnerError {
  try {
    call()
  } catch (error) {
    if (isRunnerError(error)) return error
    throw error
  }
  throw new TypeError('Nothing was thrown.')
}

export function codeOf(call: () => unknown): string {
  return errorOf(call).code
}

export function messageOf(call: () => unknown): string {
  return errorOf(call).message
}
