import { SkillError } from 'box-skill-runner/plugin'

/**
 * The address that an option holds.
 *
 * @throws `SkillError` without the text, which may hold secrets.
 */
export function addressIn(option: string, text: string): URL {
  if (URL.canParse(text)) return new URL(text)
  throw new SkillError('skills_invocations_error', `The option "${option}" holds what is no address.`)
}
