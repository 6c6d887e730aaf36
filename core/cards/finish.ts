import { fail } from '../errors/error.ts'
import type { CardCaps } from './caps.ts'
import type { CardDraft, CardTitle, StatusCardDraft } from './card.ts'
import { describe } from './describe.ts'
import { finishEntries } from './entries.ts'
import { explain } from './explain.ts'
import { matchesCard } from './schema.ts'
import { cleanText } from './text.ts'

export interface FinishedCards {
  readonly cards: CardDraft[]
  /** What was changed or left out, one line each, at most a handful for each card: for the log. */
  readonly notes: string[]
}

/** Longest code of a title or status that is kept; Box's own have up to 34 characters. */
const maxCodeChars = 100

/**
 * Checks, cleans and trims what one plugin returned, given as parsed JSON, however hostile. What breaks a rule of
 * Box's throws an error whose message names the place (see `docs/cards.md`); what is merely too long, empty or double
 * is mended, visibly for whoever looks at the card, and noted. The work is bounded by the caps, not by the input.
 */
export function finishCards(raw: unknown, caps: CardCaps): FinishedCards {
  if (!Array.isArray(raw)) throw fail('SKR_CARDS_NOT_A_LIST', { got: describe(raw) })
  const notes: string[] = []
  // The last place is kept for the card that says how many more there were.
  const shown = raw.length > caps.maxCards ? caps.maxCards - 1 : raw.length
  const cards = raw.slice(0, shown).map((card, index) => finishCard(card, `cards[${index}]`, caps, notes))
  const left = raw.length - shown
  if (left > 0) {
    cards.push(moreCards(left, shown))
    notes.push(`${left} of ${raw.length} cards left out; at most ${caps.maxCards} are written`)
  }
  return { cards, notes }
}

function finishCard(card: unknown, where: string, caps: CardCaps, notes: string[]): CardDraft {
  if (!matchesCard(card)) throw explain(matchesCard.errors, where)
  if (card.skill_card_type === 'status') return finishStatusCard(card, where, caps, notes)
  const title = finishTitle(card.skill_card_title, where, caps, notes)
  const { entries, duration } = finishEntries(card, where, caps, notes)
  return {
    type: 'skill_card',
    skill_card_type: card.skill_card_type,
    skill_card_title: title,
    entries,
    ...(duration === undefined ? {} : { duration }),
  }
}

function finishStatusCard(
  card: StatusCardDraft,
  where: string,
  caps: CardCaps,
  notes: string[],
): StatusCardDraft {
  const { code, message } = card.status
  const { text, cut } = cleanText(message, caps.maxTextChars)
  if (text === '') {
    throw fail('SKR_CARDS_STATUS_MISSING', {
      where: `${where}.status.message`,
      got: 'empty',
      wanted: 'a text',
    })
  }
  if (cut) notes.push(`${where}.status.message was cut to ${caps.maxTextChars} characters`)
  const title = card.skill_card_title
  return {
    type: 'skill_card',
    skill_card_type: 'status',
    ...(title === undefined ? {} : { skill_card_title: finishTitle(title, where, caps, notes) }),
    status: { code: cleanText(code, maxCodeChars).text, message: text },
  }
}

function finishTitle(raw: CardTitle, where: string, caps: CardCaps, notes: string[]): CardTitle {
  const message = cleanText(raw.message, caps.maxTitleChars)
  if (message.text === '') {
    const place = `${where}.skill_card_title.message`
    throw fail('SKR_CARDS_TITLE_MISSING', { where: place, got: 'empty', wanted: 'a text' })
  }
  if (message.cut) notes.push(`${where}.skill_card_title.message was cut to ${caps.maxTitleChars} characters`)
  return raw.code === undefined
    ? { message: message.text }
    : { code: cleanText(raw.code, maxCodeChars).text, message: message.text }
}

function moreCards(count: number, shown: number): CardDraft {
  const message =
    shown === 0 ? `${count} cards, too many to show.` : `… and ${count} more cards, not shown here.`
  return {
    type: 'skill_card',
    skill_card_type: 'status',
    skill_card_title: { code: 'skills_status', message: 'Status' },
    status: { code: 'success', message },
  }
}
