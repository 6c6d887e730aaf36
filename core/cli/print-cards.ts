import { styleText } from 'node:util'
import type { CardDraft, CardEntry } from '../cards/card.ts'
import { printable } from '../errors/printable.ts'

/** Rows of one card that a terminal shows; Box's web app folds transcripts after five. */
const maxRows = 8
const maxRowChars = 160

/** The cards as lines for a terminal, much as the sidebar of Box shows them. */
export function cardLines(cards: readonly CardDraft[], colour: boolean): readonly string[] {
  const bold = (text: string) => (colour ? styleText('bold', text) : text)
  const dim = (text: string) => (colour ? styleText('dim', text) : text)
  return cards.flatMap((card) => {
    const title = printable(titleOf(card), 120)
    if (card.skill_card_type === 'status') return [`${bold(title)}: ${printable(card.status.message, 300)}`]
    const rows =
      card.skill_card_type === 'keyword'
        ? [card.entries.map(textOf).join(' · ')]
        : card.entries.map((entry) => entryLine(entry, card.skill_card_type))
    const shown = rows.slice(0, maxRows).map((row) => `  ${printable(row, maxRowChars)}`)
    const more = rows.length > maxRows ? [dim(`  … and ${rows.length - maxRows} more`)] : []
    return [bold(title), ...shown, ...more]
  })
}

/** The title that people read; status cards may go without. */
export function titleOf(card: CardDraft): string {
  return card.skill_card_title?.message ?? 'Status'
}

/** A row of a card: its times, its picture and its text. */
export function entryLine(entry: CardEntry, type: CardDraft['skill_card_type']): string {
  const times = entry.appears?.map(({ start }) => clock(start)).join(' ') ?? ''
  const picture = type === 'timeline' ? '(picture) ' : ''
  return `${times === '' ? '' : `${times}  `}${picture}${textOf(entry)}`
}

function textOf(entry: CardEntry): string {
  return entry.text ?? ''
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
