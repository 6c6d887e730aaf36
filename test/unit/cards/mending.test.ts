import { describe, expect, test } from 'vitest'
import type { CardEntry, DataCardDraft } from '../../../core/cards/card.ts'
import { finishCards } from '../../../core/cards/finish.ts'
import { neutralPicture } from '../../../core/cards/neutral-picture.ts'
import { caps, dataCard, texts } from './cards-for-test.ts'

function finish(type: string, entries: unknown, more: Record<string, unknown> = {}) {
  const { cards, notes } = finishCards([dataCard(type, entries, more)], caps)
  const card = cards[0] as DataCardDraft
  return { card, entries: card.entries, texts: card.entries.map(({ text }) => text), notes }
}

const row = (text: string, ...appears: object[]) => ({ type: 'text', text, appears })

describe('a good card', () => {
  test('passes as it is, without what the runner stamps itself', () => {
    const { card, notes } = finish('keyword', [row('word', { start: 0, end: 2.5 })], {
      duration: 60,
      skill_card_title: { code: 'skills_topics', message: 'Topics' },
      skill: { type: 'service', id: 'other' },
      invocation: null,
      file_version: { type: 'file_version', id: '1' },
      created_at: 'yesterday',
    })

    expect(card).toEqual({
      type: 'skill_card',
      skill_card_type: 'keyword',
      skill_card_title: { code: 'skills_topics', message: 'Topics' },
      entries: [{ type: 'text', text: 'word', appears: [{ start: 0, end: 2.5 }] }],
      duration: 60,
    })
    expect(notes).toEqual([])
  })

  test('may have no entries: Box then says that nothing was found', () => {
    expect(finish('transcript', []).entries).toEqual([])
  })

  test('of status keeps its title and has no entries', () => {
    const raw = {
      type: 'skill_card',
      skill_card_type: 'status',
      skill_card_title: { message: 'Pages' },
      status: { code: 'success', message: 'All\u0007 read.' },
    }

    const { cards } = finishCards([raw], caps)

    expect(cards).toEqual([{ ...raw, status: { code: 'success', message: 'All read.' } }])
  })
})

describe('texts', () => {
  test('lose control characters and blanks around them, but keep lines and tabs', () => {
    const { texts } = finish('transcript', [row(' a\u0000b\u001b[31mc\td\r\ne\rf\u0085 ')])

    expect(texts).toEqual(['ab[31mc\td\ne\nf'])
  })

  test('become well-formed, and keep emoji whole', () => {
    const { texts } = finish('transcript', [row('\ud83d!'), row('写真 📷')])

    expect(texts).toEqual(['\ufffd!', '写真 📷'])
  })

  test('that pass the cap are cut visibly, and the log is told', () => {
    const { texts, notes } = finish('transcript', [row('x'.repeat(101)), row('y'.repeat(100))])

    expect(texts).toEqual([`${'x'.repeat(99)}…`, 'y'.repeat(100)])
    expect(notes).toEqual(['cards[0]: 1 of 2 entries with a text that was cut'])
  })

  test('of titles and messages are held to caps of their own', () => {
    const status = {
      type: 'skill_card',
      skill_card_type: 'status',
      status: { code: 'c', message: 'm'.repeat(200) },
    }

    const { cards, notes } = finishCards(
      [dataCard('keyword', [], { skill_card_title: { message: 't'.repeat(30) } }), status],
      caps,
    )

    expect(cards).toMatchObject([
      { skill_card_title: { message: `${'t'.repeat(19)}…` } },
      { status: { message: `${'m'.repeat(99)}…` } },
    ])
    expect(notes).toEqual([
      'cards[0].skill_card_title.message was cut to 20 characters',
      'cards[1].status.message was cut to 100 characters',
    ])
  })

  test('that are empty cost their entry', () => {
    const { texts: left, notes } = finish('keyword', texts('a', '', ' \n ', '\u0000', 'b'))

    expect(left).toEqual(['a', 'b'])
    expect(notes).toEqual(['cards[0]: 3 of 5 entries left out, without a text or picture'])
  })
})

describe('keywords', () => {
  test('of the same text become one, with the times of both in order', () => {
    const entries = [
      row('tide', { start: 9, end: 10 }),
      ...texts('sea', 'sea', 'Sea'),
      row('tide', { start: 1, end: 2 }),
    ]

    const { entries: left, notes } = finish('keyword', entries, { duration: 10 })

    expect(left).toEqual([
      row('tide', { start: 1, end: 2 }, { start: 9, end: 10 }),
      { type: 'text', text: 'sea' },
      { type: 'text', text: 'Sea' },
    ])
    expect(notes).toEqual(['cards[0]: 2 of 5 entries joined with an earlier one of the same text'])
  })

  test('are the only ones that are joined: the same line may be said twice', () => {
    expect(finish('transcript', texts('Yes.', 'Yes.')).texts).toEqual(['Yes.', 'Yes.'])
  })

  test('may be called like a property of every object', () => {
    expect(finish('keyword', texts('__proto__', 'constructor')).texts).toEqual(['__proto__', 'constructor'])
  })
})

describe('lists', () => {
  const many = Array.from({ length: 129 }, (_, index) => `word ${index}`)

  test.each([['keyword'], ['transcript']])('of a %s card end in how many more there were', (type) => {
    const { entries, notes } = finish(type, texts(...many))

    expect(entries).toHaveLength(10)
    expect(entries[8]?.text).toBe('word 8')
    expect(entries[9]).toEqual({ type: 'text', text: '… and 120 more' })
    expect(notes).toEqual(['cards[0]: 120 of 129 entries left out; at most 10 are written'])
  })

  test('of a timeline card do so with a picture', () => {
    const entries = many.map((text) => ({ type: 'image', text, image_url: 'https://pictures.example/1.png' }))

    expect(finish('timeline', entries).entries[9]).toEqual({
      type: 'image',
      text: '… and 120 more',
      image_url: neutralPicture,
    })
  })

  test('that just fit stay whole', () => {
    const { texts: left, notes } = finish('keyword', texts(...many.slice(0, 10), 'word 3', ''))

    expect(left).toEqual(many.slice(0, 10))
    expect(notes).not.toContainEqual(expect.stringContaining('are written'))
  })

  test('are not looked at beyond what is kept, so that a huge one costs nothing', () => {
    const entries = [...texts(...many.slice(0, 11)), { type: 'nonsense' }]

    expect(finish('keyword', entries).entries.at(-1)?.text).toBe('… and 3 more')
  })

  test('of empty entries without end are given up after a while', () => {
    const entries = Array.from({ length: 150 }, () => ({ type: 'text', text: '' }))

    expect(finish('keyword', entries).texts).toEqual(['50 entries, too many to show'])
  })

  test('say so in their only place where the cap is one', () => {
    const { cards } = finishCards([dataCard('keyword', texts('a', 'b'))], {
      ...caps,
      maxEntries: 1,
      maxCards: 1,
    })

    expect(cards).toMatchObject([{ entries: [{ text: '2 entries, too many to show' }] }])
  })

  test('of cards end in a card that says how many more there were', () => {
    const { cards, notes } = finishCards(Array(7).fill(dataCard('keyword', [])), caps)

    expect(cards).toHaveLength(4)
    expect(cards[3]).toMatchObject({
      skill_card_type: 'status',
      status: { message: '… and 4 more cards, not shown here.' },
    })
    expect(notes).toEqual(['4 of 7 cards left out; at most 4 are written'])
  })

  test('of cards that pass a cap of one leave the card that says so', () => {
    const { cards } = finishCards(Array(7).fill(dataCard('keyword', [])), { ...caps, maxCards: 1 })

    expect(cards).toMatchObject([{ status: { message: '7 cards, too many to show.' } }])
  })
})

describe('times', () => {
  const appearsOf = (entries: readonly CardEntry[]) => entries.map(({ appears }) => appears)

  test('without an end are moments on cards with time bars', () => {
    const { entries } = finish('keyword', [row('a', { start: 3 }), row('b', { start: 8 })], { duration: 10 })

    expect(appearsOf(entries)).toEqual([[{ start: 3, end: 3 }], [{ start: 8, end: 8 }]])
  })

  test('without an end last until the next row of a transcript, whose rows become captions', () => {
    const rows = [
      row('a', { start: 0 }),
      row('b'),
      row('c', { start: 4 }),
      row('d', { start: 2 }),
      row('e', { start: 7 }),
    ]

    const { entries } = finish('transcript', rows, { duration: 10 })

    expect(appearsOf(entries)).toEqual([
      [{ start: 0, end: 4 }],
      undefined,
      [{ start: 4, end: 4 }],
      [{ start: 2, end: 7 }],
      [{ start: 7, end: 10 }],
    ])
  })

  test('without an end are moments in the last row of a transcript without a duration', () => {
    const { entries } = finish('transcript', [row('a', { start: 3 })])

    expect(appearsOf(entries)).toEqual([[{ start: 3, end: 3 }]])
  })

  test('that pass the duration by a rounding make it longer, so that Box draws them', () => {
    const end = finish('keyword', [row('a', { start: 62, end: 63.4 })], { duration: 63 })
    const start = finish('keyword', [row('a', { start: 63 })], { duration: 63 })

    expect(end.card.duration).toBe(63.4)
    expect(start.card.duration).toBeGreaterThan(63)
    expect(start.card.duration).toBeLessThan(63.1)
  })

  test('in great number are cut to the first ones', () => {
    const appears = Array.from({ length: 500 }, (_, start) => ({ start, end: start + 1 }))

    const { entries, notes } = finish('keyword', [row('a', ...appears)], { duration: 600 })

    expect(entries[0]?.appears).toEqual(appears.slice(0, 100))
    expect(notes).toEqual(['cards[0]: 1 of 1 entries with more than 100 times, of which the first were kept'])
  })

  test('of which a transcript row has several are noted, since Box does not play such a row', () => {
    const { notes } = finish('transcript', [row('a', { start: 0, end: 1 }, { start: 2, end: 3 })])

    expect(notes).toEqual([
      "cards[0]: 1 of 1 entries with several times; Box's web app plays a transcript row only where it has exactly one",
    ])
  })

  test('of which there are none leave no list behind', () => {
    expect(finish('keyword', [row('a')]).entries).toEqual([{ type: 'text', text: 'a' }])
  })
})

describe('timeline entries', () => {
  test('without a picture get a neutral one, for a missing one shows as broken', () => {
    const { entries, notes } = finish('timeline', [{ type: 'text', text: 'Somebody' }])

    expect(entries).toEqual([{ type: 'image', text: 'Somebody', image_url: neutralPicture }])
    expect(notes).toEqual(['cards[0]: 1 of 1 entries without a picture, which show a neutral one'])
  })

  test('need no text', () => {
    const { entries } = finish('timeline', [{ type: 'image', image_url: neutralPicture, text: ' ' }])

    expect(entries).toEqual([{ type: 'image', image_url: neutralPicture }])
  })

  test('with times alone are kept, and those with nothing left out', () => {
    const { entries } = finish('timeline', [row('', { start: 1, end: 2 }), { type: 'image' }], {
      duration: 5,
    })

    expect(entries).toEqual([{ type: 'image', image_url: neutralPicture, appears: [{ start: 1, end: 2 }] }])
  })
})
