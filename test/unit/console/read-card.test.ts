import { describe, expect, test } from 'vitest'
import { readCard } from '../../../core/console/cards/read-card.ts'
import type { ShownCard } from '../../../core/console/cards/shown-card.ts'

const picture = 'data:image/png;base64,iVBORw0KGgo='

function card(type: string, entries: unknown, more: ShownCard = {}): ShownCard {
  return { skill_card_type: type, skill_card_title: { message: 'Title' }, entries, ...more }
}

describe('what Box does with a card as a whole', () => {
  test('shows a card with entries, open, under its title', () => {
    const model = readCard(card('keyword', [{ text: 'tide' }]), '1')
    expect(model).toMatchObject({ type: 'keyword', fate: 'shown', title: 'Title', marks: [] })
    expect(model.entries).toMatchObject([{ text: 'tide', hasTimes: false }])
  })

  test('hides a card of another version of the file, and says so', () => {
    const stale = card('keyword', [{ text: 'tide' }], { file_version: { id: '1' } })
    expect(readCard(stale, '2')).toMatchObject({
      fate: 'hidden',
      marks: [expect.stringMatching(/^Hidden in Box: .* another version/)],
    })
    expect(readCard(stale, '1').fate).toBe('shown')
    expect(readCard(stale, undefined).fate).toBe('shown')
    expect(readCard(card('keyword', [{ text: 'tide' }]), '2').fate).toBe('shown')
  })

  test.each([
    ['neither entries nor status', card('keyword', undefined), 'hidden', /neither a list of entries/],
    [
      'a status on a data card without entries',
      card('transcript', 'none', { status: { code: 'x' } }),
      'breaks',
      /^Breaks Box’s sidebar/,
    ],
    ['an empty list', card('keyword', []), 'folded', /^Folded in Box/],
    ['a type that Box does not know', card('rows', [{ text: 'a' }]), 'shown', /nothing but the title/],
    ['nothing at all', {}, 'hidden', /neither/],
  ])('says what becomes of a card with %s', (_what, given, fate, mark) => {
    const model = readCard(given, '1')
    expect(model.fate).toBe(fate)
    expect(model.marks[0]).toMatch(mark)
  })

  test('shows Box’s own text in an empty card', () => {
    expect(readCard(card('transcript', []), '1').message).toBe(
      'We’re sorry, no skills information was found.',
    )
  })

  test.each([
    ['skills_faces', 'Faces'],
    ['skills_transcript', 'Transcript'],
    ['skills_topics', 'Topics'],
    ['skills_status', 'Status'],
    ['skills_error', 'Error'],
  ])('shows Box’s own title for %s, with a mark where it differs', (code, title) => {
    const coded = (message: string) =>
      readCard(card('keyword', [{ text: 'a' }], { skill_card_title: { code, message } }), '1')
    expect(coded('Mine')).toMatchObject({ title, marks: ['Box shows its own title in place of “Mine”.'] })
    expect(coded(title).marks).toEqual([])
  })

  test.each([
    ['keyword', 'Topics'],
    ['transcript', 'Transcript'],
    ['timeline', 'Skill Card'],
  ])('has Box’s title for a %s card without one', (type, title) => {
    expect(readCard(card(type, [], { skill_card_title: null }), '1').title).toBe(title)
  })
})

describe('status cards', () => {
  const status = (code: unknown, message?: unknown) =>
    readCard({ skill_card_type: 'status', status: { code, message } }, '1')

  test('show a message of their own under a code that Box does not know', () => {
    expect(status('custom_error', 'Too dark.')).toMatchObject({
      fate: 'shown',
      title: 'Status',
      message: 'Too dark.',
      marks: [],
    })
  })

  test('show Box’s text under a code that it knows, and the mark has the message that is lost', () => {
    const model = status('skills_billing_error', 'The credit is used up.')
    expect(model.message).toMatch(/^Something went wrong/)
    expect(model.marks[0]).toContain('“The credit is used up.”')
  })

  test('are not marked while the work goes on, since both texts say the same', () => {
    expect(status('skills_pending_status', 'At work.')).toMatchObject({
      message: 'We’re working on processing your file - please hold!',
      marks: [],
    })
  })

  test('show Box’s general error where there is no message', () => {
    expect(status(7)).toMatchObject({ message: expect.stringMatching(/^Something went wrong/) })
    expect(status('mine').marks[0]).toMatch(/no message/)
  })

  test('are folded where they have an empty list of entries', () => {
    const model = readCard({ skill_card_type: 'status', status: { message: 'a' }, entries: [] }, '1')
    expect(model).toMatchObject({ fate: 'folded', message: 'a' })
  })
})

describe('times', () => {
  const timed = (appears: unknown, duration: unknown = 100) =>
    readCard(card('keyword', [{ text: 'a', appears }], { duration }), '1')

  test('become bars on a line of 290 pixels', () => {
    expect(timed([{ start: 10, end: 20 }]).entries[0]?.bars).toEqual([
      { left: 29, width: 29, label: '0:10 to 0:20' },
    ])
  })

  test('make bars of at least 6 pixels, which grow to the left at the end of the line', () => {
    expect(
      timed([{ start: 0, end: 0.1 }, { start: 50 }, { start: 99.9, end: 100 }]).entries[0]?.bars,
    ).toEqual([
      { left: 0, width: 6, label: '0:00 to 0:00' },
      { left: 145, width: 6, label: '0:50' },
      { left: 284, width: 6, label: '1:39 to 1:40' },
    ])
  })

  test.each([undefined, 0, '100', Number.NaN])(
    'draw no bars with the duration %s, which is marked',
    (duration) => {
      const model = timed([{ start: 1, end: 2 }], duration === undefined ? null : duration)
      expect(model.entries[0]).toMatchObject({ hasTimes: true, bars: [] })
      expect(model.marks).toEqual(['Box draws no time bars: the card has no duration.'])
    },
  )

  test('that are no numbers or lie past the duration have no bar, and the mark counts them', () => {
    expect(timed([{ start: '1' }, { start: 200 }, null, { start: 1, end: 2 }]).marks).toEqual([
      'Box draws no bar for 3 of 4 times: not a number, or past the duration.',
    ])
  })

  test('stand in front of a transcript row that has exactly one', () => {
    const model = readCard(
      card('transcript', [
        { text: 'one', appears: [{ start: 3725.9, end: 3726 }] },
        { text: 'two', appears: [{ start: 1 }, { start: 2 }] },
        { text: 'none' },
        { text: 'wrong', appears: [{ start: 'x' }] },
      ]),
      '1',
    )
    expect(model.entries.map(({ time }) => time)).toEqual(['1:02:05', undefined, undefined, undefined])
    expect(model.marks).toEqual([
      'Box shows no time for 1 of 4 rows and does not play them: a row needs exactly one time.',
    ])
  })
})

describe('pictures', () => {
  const pictures = (...urls: unknown[]) =>
    readCard(
      card(
        'timeline',
        urls.map((image_url) => ({ image_url })),
      ),
      '1',
    )

  test('in the card itself are shown', () => {
    expect(pictures(picture)).toMatchObject({
      entries: [{ picture: { kind: 'data', source: picture } }],
      marks: [],
    })
  })

  test('of other hosts are named and not loaded', () => {
    const model = pictures('https://faces.example.com/a?b=1', 'http://10.0.0.1:81/x', picture)
    expect(model.entries.map((entry) => entry.picture)).toEqual([
      { kind: 'remote', host: 'faces.example.com' },
      { kind: 'remote', host: '10.0.0.1:81' },
      { kind: 'data', source: picture },
    ])
    expect(model.marks).toEqual([
      'Box loads 2 of 3 pictures from faces.example.com and 1 other hosts; this page does not.',
    ])
    expect(pictures('https://one.example/1').marks[0]).toContain('from one.example;')
  })

  test.each([
    undefined,
    7,
    '',
    'not an address',
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'data:image/png',
    'blob:https://x.example/1',
    'file:///etc/passwd',
  ])('that are none (%s) are broken, whatever they pretend to be', (url) => {
    expect(pictures(url)).toMatchObject({
      entries: [{ picture: { kind: 'broken' } }],
      marks: [expect.stringMatching(/broken image for 1 of 1/)],
    })
  })

  test('of the older card of faces are drawn as well', () => {
    expect(readCard(card('face', [{ image_url: picture }]), '1').type).toBe('timeline')
  })
})

test('a card of any form is read without an error', () => {
  for (const entries of [null, 'text', [null], [7], [[]], [{ appears: 'x', text: 5 }], {}]) {
    for (const type of ['keyword', 'transcript', 'timeline', 'status', null, {}])
      expect(() =>
        readCard({ skill_card_type: type, entries, status: 'x', file_version: 3 }, '1'),
      ).not.toThrow()
  }
})
