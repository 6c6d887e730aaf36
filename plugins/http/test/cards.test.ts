import { describe, expect, it } from 'vitest'
import { cardBuilders } from '../../../core/cards/build.ts'
import { compile } from '../expression.ts'
import { toCards } from '../to-cards.ts'
import { runHttp } from './run-http.ts'
import { startService } from './service.ts'

const signal = new AbortController().signal

/** The cards that an expression makes of an answer. */
async function cardsOf(expression: string, answer: unknown) {
  const compiled = await compile('cards', expression)
  return toCards(await compiled.over(answer, { file: { name: 'a.wav' } }, signal), cardBuilders)
}

describe('an expression', () => {
  it('makes several cards, in its order', async () => {
    const cards = await cardsOf(
      `[
        { "type": "keyword", "title": "Labels", "entries": labels[score > 0.5].name },
        { "type": "rows", "title": "Details", "values": { "Pages": pages, "Signed": signed, "By": authors, "Of": none } },
        { "type": "status", "message": "Read from " & $file.name }
      ]`,
      {
        labels: [
          { name: 'a', score: 1 },
          { name: 'b', score: 0 },
        ],
        pages: 3,
        signed: true,
        authors: ['X', 'Y'],
      },
    )

    expect(cards).toMatchObject([
      { skill_card_type: 'keyword', entries: [{ text: 'a' }] },
      {
        skill_card_type: 'transcript',
        entries: [{ text: 'Pages: 3' }, { text: 'Signed: Yes' }, { text: 'By: X, Y' }],
      },
      { skill_card_type: 'status', status: { message: 'Read from a.wav' } },
    ])
  })

  it('makes a single card, of a single entry', async () => {
    expect(
      await cardsOf('{"type": "keyword", "title": "L", "entries": a.b}', { a: [{ b: 'one' }] }),
    ).toHaveLength(1)
  })

  it.each([
    'nothing',
    '[]',
    'null',
    '{"type": "keyword", "title": "L", "entries": nothing}',
    '{"type": "transcript", "title": "L", "entries": ["  ", null]}',
    '{"type": "rows", "title": "L", "values": {"a": null, "b": ""}}',
    '{"type": "timeline", "title": "L", "entries": []}',
    '{"type": "timeline", "title": "L", "entries": [{}, null, {"text": " ", "image": ""}]}',
    '{"type": "status", "message": none}',
  ])('that finds nothing makes no card: %s', async (expression) => {
    expect(await cardsOf(expression, {})).toEqual([])
  })

  it('takes times in seconds, also as texts, and leaves out what services have beside them', async () => {
    const segments = [
      { id: 0, start: '0.00', end: '2.5', text: ' Good morning. ', tokens: [1, 2] },
      { id: 1, start: 2.5, end: 2, text: 'Bye.' },
    ]
    const [card] = await cardsOf('{"type":"transcript","title":"T","entries":segments,"duration":"3.2s"}', {
      segments,
    })

    expect(card).toMatchObject({
      duration: 3.2,
      entries: [
        { type: 'text', text: 'Good morning.', appears: [{ start: 0, end: 2.5 }] },
        { type: 'text', text: 'Bye.', appears: [{ start: 2.5 }] },
      ],
    })
  })

  it('needs no duration for time bars', async () => {
    const topics = [
      {
        text: 'tide',
        appears: [
          { start: 1, end: 4 },
          { start: 8, end: 9 },
        ],
      },
    ]

    expect(await cardsOf('{"type":"keyword","title":"T","entries":topics}', { topics })).toMatchObject([
      {
        duration: 9,
        entries: [
          {
            appears: [
              { start: 1, end: 4 },
              { start: 8, end: 9 },
            ],
          },
        ],
      },
    ])
  })

  it('puts pictures on a timeline, as addresses or as base64', async () => {
    const faces = [
      { text: 'A', image: 'data:image/png;base64,AAEC', start: 1 },
      { text: 'B', imageUrl: 'https://example.com/b.png' },
    ]

    expect(await cardsOf('{"type":"timeline","title":"Faces","entries":faces}', { faces })).toMatchObject([
      {
        entries: [
          { text: 'A', image: new Uint8Array([0, 1, 2]), appears: [{ start: 1 }] },
          { text: 'B', image_url: 'https://example.com/b.png' },
        ],
      },
    ])
  })

  it('cannot make more than people read', async () => {
    const many = { lines: Array.from({ length: 5000 }, (_, index) => `line ${index} ${'x'.repeat(20_000)}`) }
    const [card] = await cardsOf('{"type":"transcript","title":"T","entries":lines}', many)

    expect(JSON.stringify(card).length).toBeLessThan(600_000)
    expect(card && 'entries' in card ? card.entries.at(-1) : undefined).toEqual({ type: 'text', text: '…' })
  })
})

describe('a result that makes no cards', () => {
  it.each([
    ['label', 'card 1 has to be an object such as {"type": "keyword", …}. It is "invoice"'],
    [
      '{"type": "keywords"}',
      'card 1 has to have one of the types keyword, transcript, rows, timeline, status. It is {"type":"keywords"}',
    ],
    ['[{"type":"status","message":"x"},{"type":"keyword","entries":["a"]}]', 'card 2 has to have a title.'],
    [
      '{"type":"keyword","title":"T","entires":["a"]}',
      'card 1 has the key "entires"; a card of the type keyword has type, title, entries, duration.',
    ],
    [
      '{"type":"rows","title":"T","values":{"Deep":{"a":1}}}',
      'card 1, "Deep" has to be a text, a number, true, false, or a list of these. It is {"a":1}',
    ],
    ['{"type":"rows","title":"T","values":["a"]}', 'has to have an object of names and values as "values"'],
    [
      '{"type":"keyword","title":"T","entries":[{"name":"a","text":{}}]}',
      'card 1, entry 1 has to have a text.',
    ],
    [
      '{"type":"keyword","title":"T","entries":[[["a"]],{"text":"b","start":"00:12"}]}',
      'entry 1 has to be a text, or an object with a text',
    ],
    [
      '{"type":"keyword","title":"T","entries":{"text":"b","start":"00:12"}}',
      'card 1, entry 1 has to have times in seconds. It is "00:12"',
    ],
    [
      '{"type":"timeline","title":"T","entries":["a"]}',
      'has to be an object such as {"text": …, "imageUrl": …}',
    ],
    ['{"type":"timeline","title":"T","entries":[{"image":"<svg>"}]}', 'has to have base64 as image'],
    ['{"type":"status","message":5}', 'has to have a text as message'],
    ['function($x){$x}', 'It is a function, or holds one'],
  ])('is told with the place and what came out: %s', async (expression, words) => {
    await expect(cardsOf(expression, { label: 'invoice' })).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: expect.stringContaining(words),
    })
  })
})

describe('an expression that does not work', () => {
  it('is told before a file is sent, with its place', async () => {
    const service = await startService(() => ({}))
    const run = runHttp({ url: service.origin, cards: '{"type": "keyword", "entries": labels[}' })

    await expect(run).rejects.toMatchObject({
      message: expect.stringMatching(/^The expression "cards" is no JSONata near “.*labels\[}”: /),
    })
    expect(service.received).toHaveLength(0)
    await service.close()
  })

  it.each([
    ['calls itself without end', '($f := function($n) { 1 + $f($n + 1) }; $f(1))', 'Stack overflow'],
    ['makes endless lists', '[1..9000000].($ + 1)', 'sequence'],
    ['runs into an answer that is no number', 'text * 2', 'must evaluate to a number'],
  ])('because it %s is told', async (_, expression, words) => {
    await expect(cardsOf(expression, { text: 'a' })).rejects.toMatchObject({
      code: 'skills_invocations_error',
      message: expect.stringMatching(
        new RegExp(`^The expression "cards" fails over the answer of the service: .*${words}`),
      ),
    })
  })

  it('because the answer is nested without end is told', async () => {
    const deep = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000))

    await expect(cardsOf('**', deep)).rejects.toMatchObject({ code: 'skills_invocations_error' })
  })

  it('in time lets go when the run is stopped', async () => {
    const controller = new AbortController()
    const endless = await compile('cards', '($f := function($n) { $f($n + 1) }; $f(1))')
    setTimeout(() => controller.abort(new DOMException('stop', 'AbortError')), 100)

    await expect(endless.over({}, {}, controller.signal)).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('on purpose speaks to whoever uploaded the file', async () => {
    const expression = '$exists(signature) ? [] : $error("This contract is not signed.")'

    await expect(cardsOf(expression, {})).rejects.toMatchObject({
      code: 'custom_error',
      message: 'This contract is not signed.',
    })
  })
})
