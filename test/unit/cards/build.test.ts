import { describe, expect, test } from 'vitest'
import { cardBuilders } from '../../../core/cards/build.ts'
import { finishCards } from '../../../core/cards/finish.ts'
import { caps, codeOf, messageOf } from './cards-for-test.ts'

describe('the card builders', () => {
  test('make text entries of plain strings', () => {
    const card = cardBuilders.keyword({ title: 'Topics', entries: ['harbour', { text: 'tide' }] })

    expect(card).toEqual({
      type: 'skill_card',
      skill_card_type: 'keyword',
      skill_card_title: { message: 'Topics' },
      entries: [
        { type: 'text', text: 'harbour' },
        { type: 'text', text: 'tide' },
      ],
    })
  })

  test('keep times and duration, and drop what recognizers put beside start and end', () => {
    const appears = [{ start: 1, end: 2, confidence: 0.9 }, { start: 4 }]

    const card = cardBuilders.transcript({
      title: 'Speech',
      entries: [{ text: 'Hello', appears }],
      duration: 9,
    })

    expect(card.duration).toBe(9)
    expect(card.entries[0]?.appears).toEqual([{ start: 1, end: 2 }, { start: 4 }])
  })

  test('write values as rows of a transcript card and leave empty ones out', () => {
    const card = cardBuilders.rows({
      title: 'Camera',
      values: {
        Make: ' Ricoh ',
        ISO: 200,
        Flash: false,
        GPS: true,
        Lens: undefined,
        Owner: null,
        Note: '  ',
        Ratio: Number.NaN,
      },
    })

    expect(card.skill_card_type).toBe('transcript')
    expect(card.entries.map(({ text }) => text)).toEqual(['Make: Ricoh', 'ISO: 200', 'Flash: No', 'GPS: Yes'])
  })

  test('keep the picture of a timeline entry for the runner to make small', () => {
    const image = new Uint8Array([1, 2, 3])

    const card = cardBuilders.timeline({
      title: 'Faces',
      duration: 60,
      entries: [
        { text: 'Somebody', image, appears: [{ start: 0, end: 5 }] },
        { imageUrl: 'https://pictures.example/1.png' },
      ],
    })

    expect(card.entries).toEqual([
      { type: 'image', text: 'Somebody', image, appears: [{ start: 0, end: 5 }] },
      { type: 'image', image_url: 'https://pictures.example/1.png' },
    ])
  })

  test('give a message a code for which Box shows the message', () => {
    const plain = cardBuilders.status({ message: 'Two pages could not be read.' })
    const full = cardBuilders.status({ title: 'Pages', message: 'Some.', code: 'custom_error' })

    expect(plain).toEqual({
      type: 'skill_card',
      skill_card_type: 'status',
      status: { code: 'success', message: 'Two pages could not be read.' },
    })
    expect(full).toMatchObject({ skill_card_title: { message: 'Pages' }, status: { code: 'custom_error' } })
  })

  test('make cards that pass the check of the runner', () => {
    const drafts = [
      cardBuilders.keyword({ title: 'K', entries: ['a'] }),
      cardBuilders.transcript({ title: 'T', entries: [{ text: 'b', appears: [{ start: 0 }] }] }),
      cardBuilders.rows({ title: 'R', values: { a: 1 } }),
      cardBuilders.timeline({ title: 'L', entries: [{ imageUrl: 'https://pictures.example/1.png' }] }),
      cardBuilders.status({ message: 'm' }),
    ]

    const { cards, notes } = finishCards(JSON.parse(JSON.stringify(drafts)), { ...caps, maxCards: 5 })

    expect(cards).toHaveLength(5)
    expect(notes).toEqual([])
  })

  test('cannot be changed by one plugin for the next', () => {
    expect(Object.isFrozen(cardBuilders)).toBe(true)
  })
})

describe('misuse of a card builder', () => {
  const { keyword, transcript, rows, timeline, status } = cardBuilders as unknown as Record<
    'keyword' | 'transcript' | 'rows' | 'timeline' | 'status',
    (card: unknown) => unknown
  >

  test.each([
    [() => keyword(undefined), 'cards.keyword() needs "card" to be an object, and got nothing.'],
    [() => keyword({ entries: [] }), 'cards.keyword() needs "title" to be a text, and got nothing.'],
    [
      () => keyword({ title: 'T', entries: new Set(['a']) }),
      'cards.keyword() needs "entries" to be a list, and got a Set.',
    ],
    [
      () => transcript({ title: 'T', entries: 'text' }),
      'cards.transcript() needs "entries" to be a list, and got "text".',
    ],
    [
      () => transcript({ title: 'T', entries: ['a', 7] }),
      'cards.transcript() needs "entries[1]" to be a text or { text, appears }, and got 7.',
    ],
    [
      () => transcript({ title: 'T', entries: [{ text: null }] }),
      'cards.transcript() needs "entries[0].text" to be a text, and got null.',
    ],
    [
      () => transcript({ title: 'T', entries: [{ text: 'a', appears: { start: 1 } }] }),
      'cards.transcript() needs "entries[0].appears" to be a list, and got an object.',
    ],
    [
      () => transcript({ title: 'T', entries: [{ text: 'a', appears: [1] }] }),
      'cards.transcript() needs "entries[0].appears[0]" to be an object such as { start, end }, and got 1.',
    ],
    [
      () => rows({ title: 'T', values: [['a', 1]] }),
      'cards.rows() needs "values" to be an object of names and values, and got a list.',
    ],
    [
      () => rows({ title: 'T', values: { Taken: new Date(0) } }),
      'cards.rows() needs "values.Taken" to be a text, a number or a boolean, and got a Date.',
    ],
    [
      () => rows({ title: 'T', values: { 'a\0\u202eb': {} } }),
      'cards.rows() needs "values.a b" to be a text, a number or a boolean, and got an object.',
    ],
    [
      () => timeline({ title: 'T', entries: [null] }),
      'cards.timeline() needs "entries[0]" to be an object such as { text, image }, and got null.',
    ],
    [
      () => timeline({ title: 'T', entries: [{ image: [1, 2] }] }),
      'cards.timeline() needs "entries[0].image" to be bytes or a path, and got a list.',
    ],
    [() => status({ message: 5n }), 'cards.status() needs "message" to be a text, and got a bigint.'],
    [() => status({ message: true }), 'cards.status() needs "message" to be a text, and got true.'],
  ])('is told with the name of the argument (%#)', (call, message) => {
    expect(codeOf(call)).toBe('SKR_CARDS_BUILDER_ARGUMENT')
    expect(messageOf(call)).toBe(message)
  })

  test('names "imageUrl" to whoever passes an address as the picture', () => {
    const call = () => timeline({ title: 'T', entries: [{ image: 'https://pictures.example/1.png' }] })

    expect(codeOf(call)).toBe('SKR_CARDS_BUILDER_IMAGE_ADDRESS')
    expect(messageOf(call)).toContain('entries[0].image')
  })
})
