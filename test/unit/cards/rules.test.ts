import { describe, expect, test } from 'vitest'
import { finishCards } from '../../../core/cards/finish.ts'
import { caps, dataCard, errorOf, texts } from './cards-for-test.ts'

function turnedDown(raw: unknown): string {
  const error = errorOf(() => finishCards(raw, caps))
  expect(error.fix).not.toMatch(/\{\w+\}/)
  return `${error.code}: ${error.message}`
}

const status = { code: 'success', message: 'Fine.' }
const statusCard = { type: 'skill_card', skill_card_type: 'status', status }
const at = (start: unknown, end?: unknown) => [{ type: 'text', text: 'word', appears: [{ start, end }] }]

describe('what is not a list of cards', () => {
  test.each([
    [undefined, 'SKR_CARDS_NOT_A_LIST: The cards are missing instead of a list.'],
    [null, 'SKR_CARDS_NOT_A_LIST: The cards are null instead of a list.'],
    [{ 0: statusCard, length: 1 }, 'SKR_CARDS_NOT_A_LIST: The cards are an object instead of a list.'],
    [[null], 'SKR_CARDS_NOT_A_CARD: cards[0] is null instead of a card.'],
    [[statusCard, 'text'], 'SKR_CARDS_NOT_A_CARD: cards[1] is "text" instead of a card.'],
    [[[statusCard]], 'SKR_CARDS_NOT_A_CARD: cards[0] is a list instead of a card.'],
  ])('is turned down (%#)', (raw, message) => {
    expect(turnedDown(raw)).toBe(message)
  })
})

describe('a card that breaks a rule of the form', () => {
  const known = 'it has to be "keyword", "transcript", "timeline" or "status"'

  test.each([
    [{ type: 'skill_card' }, `SKR_CARDS_TYPE_UNKNOWN: cards[0].skill_card_type is missing; ${known}.`],
    [dataCard('faces', []), `SKR_CARDS_TYPE_UNKNOWN: cards[0].skill_card_type is "faces"; ${known}.`],
    [dataCard('__proto__', []), `SKR_CARDS_TYPE_UNKNOWN: cards[0].skill_card_type is "__proto__"; ${known}.`],
    [
      dataCard('keyword', undefined),
      'SKR_CARDS_ENTRIES_MISSING: cards[0].entries is missing; it has to be a list.',
    ],
    [
      dataCard('timeline', {}),
      'SKR_CARDS_ENTRIES_MISSING: cards[0].entries is an object; it has to be a list.',
    ],
    [
      dataCard('transcript', [], { status }),
      'SKR_CARDS_STATUS_ON_DATA_CARD: cards[0] has a "status", which only a status card may have.',
    ],
    [
      { ...statusCard, entries: [] },
      'SKR_CARDS_ENTRIES_ON_STATUS_CARD: cards[0] has "entries", which a status card must not have.',
    ],
    [
      { ...statusCard, status: undefined },
      'SKR_CARDS_STATUS_MISSING: cards[0].status is missing; it has to be an object such as { "code": "success", "message": "…" }.',
    ],
    [
      { ...statusCard, status: { code: 'success' } },
      'SKR_CARDS_STATUS_MISSING: cards[0].status.message is missing; it has to be a text.',
    ],
    [
      { ...statusCard, status: { code: 'success', message: ' \u0000 ' } },
      'SKR_CARDS_STATUS_MISSING: cards[0].status.message is empty; it has to be a text.',
    ],
    [
      { ...statusCard, status: { code: 5, message: 'm' } },
      'SKR_CARDS_STATUS_MISSING: cards[0].status.code is 5; it has to be a text.',
    ],
    [
      dataCard('keyword', [], { skill_card_title: undefined }),
      'SKR_CARDS_TITLE_MISSING: cards[0].skill_card_title is missing; it has to be an object such as { "message": "…" }.',
    ],
    [
      dataCard('keyword', [], { skill_card_title: 'Topics' }),
      'SKR_CARDS_TITLE_MISSING: cards[0].skill_card_title is "Topics"; it has to be an object such as { "message": "…" }.',
    ],
    [
      dataCard('keyword', [], { skill_card_title: { code: 'skills_topics' } }),
      'SKR_CARDS_TITLE_MISSING: cards[0].skill_card_title.message is missing; it has to be a text.',
    ],
    [
      dataCard('keyword', [], { skill_card_title: { message: '\n' } }),
      'SKR_CARDS_TITLE_MISSING: cards[0].skill_card_title.message is empty; it has to be a text.',
    ],
    [dataCard('keyword', [], { titel: 'T' }), 'SKR_CARDS_KEY_UNKNOWN: cards[0] has the unknown key "titel".'],
    [
      dataCard('keyword', [], { durations: 4 }),
      'SKR_CARDS_KEY_UNKNOWN: cards[0] has the unknown key "durations" (did you mean "duration"?).',
    ],
    [
      { ...statusCard, status: { ...status, text: 'm' } },
      'SKR_CARDS_KEY_UNKNOWN: cards[0].status has the unknown key "text".',
    ],
    [
      JSON.parse(
        '{"type":"skill_card","skill_card_type":"status","status":{"code":"c","message":"m"},"__proto__":{"a":1}}',
      ),
      'SKR_CARDS_KEY_UNKNOWN: cards[0] has the unknown key "__proto__".',
    ],
    [
      dataCard('keyword', [], { type: 'card' }),
      'SKR_CARDS_VALUE_WRONG: cards[0].type is "card"; it has to be "skill_card" on a card, "text" or "image" on an entry.',
    ],
  ])('is turned down with its place (%#)', (card, message) => {
    expect(turnedDown([card])).toBe(message)
  })
})

describe('an entry that breaks a rule of the form', () => {
  const place = 'cards[0].entries[0]'

  test.each([
    ['keyword', null, `SKR_CARDS_NOT_A_CARD: ${place} is null instead of an entry.`],
    ['keyword', 'word', `SKR_CARDS_NOT_A_CARD: ${place} is "word" instead of an entry.`],
    ['keyword', { type: 'text' }, `SKR_CARDS_VALUE_WRONG: ${place}.text is missing; it has to be a text.`],
    [
      'transcript',
      { type: 'text', text: 5 },
      `SKR_CARDS_VALUE_WRONG: ${place}.text is 5; it has to be a text.`,
    ],
    [
      'keyword',
      { type: 'text', text: 'a', image_url: 'https://a.example/' },
      `SKR_CARDS_KEY_UNKNOWN: ${place} has the unknown key "image_url".`,
    ],
    [
      'timeline',
      { type: 'image', image: { 0: 137 } },
      `SKR_CARDS_KEY_UNKNOWN: ${place} has the unknown key "image" (did you mean "image_url"?).`,
    ],
    [
      'keyword',
      { type: 'text', text: 'a', appears: { start: 1 } },
      `SKR_CARDS_VALUE_WRONG: ${place}.appears is an object; it has to be a list of stretches such as { "start": 1.5, "end": 3 }.`,
    ],
    [
      'keyword',
      { type: 'text', text: 'a', appears: [7] },
      `SKR_CARDS_VALUE_WRONG: ${place}.appears[0] is 7; it has to be a list of stretches such as { "start": 1.5, "end": 3 }.`,
    ],
    [
      'timeline',
      { type: 'image', image_url: 5 },
      `SKR_CARDS_IMAGE_URL_WRONG: ${place}.image_url is 5; it has to be an address with http(s): or a picture as data:image/….`,
    ],
  ])('is turned down on a %s card (%#)', (type, entry, message) => {
    expect(turnedDown([dataCard(type, [entry], { duration: 9 })])).toBe(message)
  })

  test.each([
    ['javascript:alert(1)'],
    ['JAVASCRIPT:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['file:///etc/passwd'],
    ['/tmp/picture.png'],
    ['C:\\pictures\\1.png'],
    [' https://pictures.example/1.png'],
    ['https://pictures.example/1.png\nx'],
    ['https://pictures.example/1\u202e.png'],
    ['https://'],
    [''],
  ])('is turned down for the picture %j', (image_url) => {
    expect(turnedDown([dataCard('timeline', [{ type: 'image', image_url }])])).toMatch(
      /^SKR_CARDS_IMAGE_URL_WRONG: /,
    )
  })

  test.each([
    ['https://pictures.example/a%20b.png?size=45#x'],
    ['http://127.0.0.1:8080/1.png'],
    ['https://pictures.example/写真.png'],
    ['data:image/png;base64,iVBORw0KGgo='],
    ['data:image/svg+xml,%3Csvg/%3E'],
  ])('is taken with the picture %j', (image_url) => {
    const { cards } = finishCards([dataCard('timeline', [{ type: 'image', image_url }])], caps)

    expect(cards).toMatchObject([{ entries: [{ type: 'image', image_url }] }])
  })

  test('is turned down for a picture that is not a small one', () => {
    const image_url = `data:image/png;base64,${'A'.repeat(100_000)}`

    expect(turnedDown([dataCard('timeline', [{ type: 'image', image_url }])])).toBe(
      'SKR_CARDS_IMAGE_URL_TOO_LONG: cards[0].entries[0].image_url has 100022 characters; at most 100000 are taken.',
    )
  })
})

describe('times that Box could not draw', () => {
  const place = 'cards[0].entries[0].appears[0]'
  const seconds = 'it has to be a number of seconds, 0 or more'

  test.each([
    [at('1', 2), `SKR_CARDS_TIME_WRONG: ${place}.start is "1"; ${seconds}.`],
    [at(null), `SKR_CARDS_TIME_WRONG: ${place}.start is null; ${seconds}.`],
    [at(-1), `SKR_CARDS_TIME_WRONG: ${place}.start is -1; ${seconds}.`],
    [at(Number.NaN), `SKR_CARDS_TIME_WRONG: ${place}.start is NaN; ${seconds}.`],
    [at(1, '00:02'), `SKR_CARDS_TIME_WRONG: ${place}.end is "00:02"; ${seconds}.`],
    [at(undefined, 3).map(withoutStart), `SKR_CARDS_TIME_WRONG: ${place}.start is missing; ${seconds}.`],
    [at(5, 4), `SKR_CARDS_TIME_ORDER: ${place}.end is 4, which is before its start at 5.`],
    [at(61, 62), `SKR_CARDS_TIME_BEYOND_DURATION: ${place}.start is 61, but the recording lasts 60 seconds.`],
    [
      at(50, 61.5),
      `SKR_CARDS_TIME_BEYOND_DURATION: ${place}.end is 61.5, but the recording lasts 60 seconds.`,
    ],
  ])('are turned down (%#)', (entries, message) => {
    expect(turnedDown([dataCard('keyword', entries, { duration: 60 })])).toBe(message)
  })

  test.each([[0], [-1], ['60'], [null]])('are turned down for the duration %j', (duration) => {
    expect(turnedDown([dataCard('keyword', texts('a'), { duration })])).toMatch(
      /^SKR_CARDS_DURATION_WRONG: cards\[0\]\.duration is .+; it has to be a number of seconds above 0\.$/,
    )
  })

  test.each([['keyword'], ['timeline']])(
    'are turned down without a duration on a %s card, which has time bars',
    (type) => {
      const entries = [{ type: 'text', text: 'a' }, ...at(1, 2)]

      expect(turnedDown([dataCard(type, entries)])).toBe(
        'SKR_CARDS_DURATION_MISSING: cards[0] has no "duration", but entries[1] says when it appears.',
      )
    },
  )

  test('need no duration on a transcript card, which has no time bars', () => {
    const { cards } = finishCards([dataCard('transcript', at(1, 2))], caps)

    expect(cards[0]).not.toHaveProperty('duration')
    expect(cards[0]).toMatchObject({ entries: [{ appears: [{ start: 1, end: 2 }] }] })
  })

  test('are turned down at their exact place in a later card', () => {
    const later = dataCard('keyword', [
      ...texts('a', 'b', 'c'),
      {
        type: 'text',
        text: 'd',
        appears: [
          { start: 0, end: 1 },
          { start: 2, end: 'x' },
        ],
      },
    ])

    expect(turnedDown([statusCard, { ...later, duration: 9 }])).toContain(
      'cards[1].entries[3].appears[1].end is "x"',
    )
  })
})

function withoutStart(entry: { appears: { end?: unknown }[] }) {
  return { ...entry, appears: entry.appears.map(({ end }) => ({ end })) }
}
