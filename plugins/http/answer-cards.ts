import { type CardBuilders, type CardDraft, SkillError, type SkillFile } from 'box-skill-runner/plugin'
import type { Answer } from './answer.ts'
import { compile } from './expression.ts'
import { mediaTypeOf } from './media-type.ts'
import { type Options, usualCards } from './options.ts'
import { toCards } from './to-cards.ts'

/**
 * The cards that the option `cards` makes of an answer.
 *
 * @throws `SkillError` where the expression fails or makes no cards of it, and where the usual one finds none.
 */
export async function answerCards(
  { value }: Answer,
  options: Options,
  context: { readonly file: SkillFile; readonly cards: CardBuilders; readonly signal: AbortSignal },
): Promise<readonly CardDraft[]> {
  const { name, extension, kind, size } = context.file
  const facts = { name, extension, kind, size, type: options.contentType ?? mediaTypeOf(extension) }
  const expression = await compile('cards', options.cards)
  const result = await expression.over(value, { file: facts }, context.signal)
  // With an expression of the operator's nothing was found; with the usual one the service is rather another than it expects.
  if (result === undefined && options.cards === usualCards && value !== undefined)
    throw new SkillError(
      'skills_invocations_error',
      'The answer of the service has no "cards"; set the option "cards" to a JSONata expression that makes them of it.',
    )
  return toCards(result, context.cards)
}
