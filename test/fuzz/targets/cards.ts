import fc from 'fast-check'
import { type CardBuilders, cardBuilders } from '../../../core/cards/build.ts'
import type { CardCaps } from '../../../core/cards/caps.ts'
import type { Card, CardDraft } from '../../../core/cards/card.ts'
import { finishCards } from '../../../core/cards/finish.ts'
import { stampCards } from '../../../core/cards/stamp.ts'
import { cleanText } from '../../../core/cards/text.ts'
import { cardLines } from '../../../core/cli/print-cards.ts'
import { readCardsMetadata } from '../../../core/sandbox/validate.ts'
import { hostileJson, hostileNumber, hostileText } from '../hostile.ts'
import { checkOneLine, holds, orRefused } from '../invariants.ts'
import { mutated } from '../mutate.ts'
import { cardKeys, cards, cardWords } from '../samples.ts'
import { target } from '../target.ts'

const smallCaps: CardCaps = { maxCards: 3, maxEntries: 4, maxTextChars: 50, maxTitleChars: 10 }
const usualCaps: CardCaps = { maxCards: 20, maxEntries: 1000, maxTextChars: 30_000, maxTitleChars: 200 }
const facts = { skillId: '137', invocationId: '1', versionId: '2', createdAt: 0 }

/** What a plugin returned is refused with a code, or becomes cards that keep to the caps and that Box takes. */
function finish(json: string): void {
  for (const caps of [smallCaps, usualCaps]) {
    const finished = orRefused(() => finishCards(JSON.parse(json), caps))
    if (finished === undefined) continue
    const stamped = stampCards(finished.cards, facts)
    checkCaps(finished.cards, caps)
    // The sandbox refuses what Box would.
    readCardsMetadata(JSON.parse(JSON.stringify(stamped.length === 0 ? { cards: [] } : { cards: stamped })))
    checkAgain(stamped, caps)
    for (const line of [...cardLines(stamped, false), ...finished.notes]) checkOneLine(line)
  }
}

function checkCaps(finished: readonly CardDraft[], caps: CardCaps): void {
  holds(finished.length <= caps.maxCards, 'there are not too many cards')
  for (const card of finished) {
    const title = card.skill_card_title?.message ?? 'x'
    holds(title !== '' && title.length <= caps.maxTitleChars, 'a title is there and short')
    if (card.skill_card_type === 'status') continue
    holds(card.entries.length <= caps.maxEntries, 'there are not too many entries')
    for (const { text = '', image_url = '' } of card.entries) {
      holds(text.length <= Math.max(caps.maxTextChars, 40), 'a text is short')
      holds(!/\p{Surrogate}/u.test(text + image_url), 'a text is well-formed')
    }
  }
}

/** Cards that were checked once pass again, unchanged: nothing is mended twice. */
function checkAgain(stamped: readonly Card[], caps: CardCaps): void {
  const again = stampCards(finishCards(JSON.parse(JSON.stringify(stamped)), caps).cards, facts)
  holds(JSON.stringify(again) === JSON.stringify(stamped), 'finished cards are finished')
}

const appears = fc.oneof(
  fc.array(fc.record({ start: hostileNumber, end: hostileNumber }, { requiredKeys: [] }), { maxLength: 3 }),
  fc.nat({ max: 300 }).map((count) => Array.from({ length: count }, (_, at) => ({ start: at }))),
)
/** Cards that are right in most things, with hostile texts, times and addresses. */
const nearlyRight = fc.array(
  fc
    .record({
      kind: fc.constantFrom('keyword', 'transcript', 'timeline'),
      title: hostileText,
      duration: fc.option(fc.oneof(hostileNumber, fc.constant(60)), { nil: undefined }),
      entries: fc.array(
        fc.record(
          {
            text: hostileText,
            image_url: fc.oneof(
              hostileText,
              hostileText.map((text) => `https://${text}`),
            ),
            appears,
          },
          { requiredKeys: ['text'] },
        ),
        { maxLength: 8 },
      ),
    })
    .map(({ kind, title, duration, entries }) => ({
      type: 'skill_card',
      skill_card_type: kind,
      skill_card_title: { message: title },
      duration,
      entries: entries.map(({ image_url, ...entry }) =>
        kind === 'timeline' && image_url !== undefined
          ? { type: 'image', image_url, ...entry }
          : { type: 'text', ...entry },
      ),
    })),
  { maxLength: 4 },
)

const argument = fc.oneof(
  hostileJson(['title', 'entries', 'values', 'message', 'text', 'appears', 'start', 'image', 'imageUrl'], 5),
  mutated(
    [
      { title: 'Words', entries: ['a', { text: 'b', appears: [{ start: 1, end: 2, confidence: 0.5 }] }] },
      { title: 'Rows', values: { a: 1, b: true, c: null, d: 'x' } },
      { title: 'Faces', entries: [{ image: '/tmp/a.png', imageUrl: 'https://a', text: 'Ann' }], duration: 3 },
      { title: 'Status', message: 'Done.', code: 'success' },
    ],
    ['title', 'entries', 'values', 'message', 'image'],
  ),
)
const builders = Object.keys(cardBuilders) as (keyof CardBuilders)[]

export const cardTargets = [
  target('cards: any JSON', 80, hostileJson([...cardKeys, ...cardWords], 5), (value) =>
    finish(JSON.stringify(Array.isArray(value) ? value : [value])),
  ),
  target('cards: real ones, changed', 130, mutated([cards], [...cardKeys, ...cardWords]), (value) =>
    finish(JSON.stringify(value)),
  ),
  target('cards: hostile texts and times', 80, nearlyRight, (value) => finish(JSON.stringify(value))),
  target('cards: builders', 60, fc.tuple(fc.constantFrom(...builders), argument), ([name, value]) => {
    const draft = orRefused(() => cardBuilders[name](value as never))
    if (draft !== undefined) finish(JSON.stringify([draft]))
  }),
  target('cards: texts', 60, fc.tuple(hostileText, fc.integer({ min: 1, max: 300 })), ([given, max]) => {
    const { text } = cleanText(given, max)
    holds(text.length <= max, 'a text is as short as was asked')
    holds(!/\p{Surrogate}/u.test(text), 'a text is well-formed')
    holds(cleanText(text, max).text === text, 'a clean text is clean')
  }),
]
