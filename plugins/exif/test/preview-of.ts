import type { PluginOutcome } from '../../../test/support/plugin-context.ts'

/** The picture of the preview as the runner gets it, before it makes the 45×45 PNG. */
export function previewOf({ cards }: PluginOutcome): Uint8Array | undefined {
  const card = cards.find(({ skill_card_title }) => skill_card_title?.message === 'Preview')
  const entry = card && 'entries' in card ? card.entries[0] : undefined
  return entry && 'image' in entry && entry.image instanceof Uint8Array ? entry.image : undefined
}
