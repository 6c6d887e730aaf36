import { fileURLToPath } from 'node:url'
import type { CardDraft } from 'box-skill-runner/plugin'
import { runPlugin as runHere } from '../../../test/support/plugin-context.ts'
import archive from '../index.ts'

export const fixture = (name: string) => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url))

/** The rows of each card by its title. */
export function rowsOf(cards: readonly CardDraft[]): Record<string, string[]> {
  return Object.fromEntries(
    cards.map((card) => [
      card.skill_card_title?.message ?? '',
      'entries' in card ? card.entries.map(({ text }) => text ?? '') : [],
    ]),
  )
}

const looks = new Map<string, Promise<Record<string, string[]>>>()

/** The cards of a fixture; made once for each set of options. */
export function look(name: string, options = {}): Promise<Record<string, string[]>> {
  const key = `${name} ${JSON.stringify(options)}`
  const found =
    looks.get(key) ?? runHere(archive, fixture(name), { options }).then(({ cards }) => rowsOf(cards))
  looks.set(key, found)
  return found
}
