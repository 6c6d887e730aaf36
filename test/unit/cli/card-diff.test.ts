import { expect, test } from 'vitest'
import { cardBuilders as cards } from '../../../core/cards/build.ts'
import type { CardDraft } from '../../../core/cards/card.ts'
import { diffCards, diffLines } from '../../../core/cli/card-diff.ts'

const lines = (before: readonly CardDraft[], after: readonly CardDraft[]) => diffLines(before, after, false)
const words = (...entries: string[]) => cards.keyword({ title: 'Words', entries })

test('the same cards are no change, whatever the runner stamped on them', () => {
  const stamped = {
    ...words('tide'),
    created_at: '2026-01-01T00:00:00Z',
    file_version: { type: 'file_version', id: '2' },
  }
  expect(lines([words('tide')], [stamped])).toEqual(['no change'])
  expect(diffCards([words('tide')], [stamped])).toEqual([])
})

test('entries that came and went are told in the order of the card, and those that stay are not', () => {
  expect(lines([words('harbour', 'tide', 'gale')], [words('tide', 'buoy', 'gale', 'pier')])).toEqual([
    'Words',
    '  - harbour',
    '  + buoy',
    '  + pier',
  ])
})

test('one added in front does not make all others look changed', () => {
  const many = Array.from({ length: 200 }, (_, index) => `word-${index}`)
  expect(lines([words(...many)], [words('first', ...many)])).toEqual(['Words', '  + first'])
})

test('an entry that moved is told as gone from its old place and new at the other', () => {
  expect(lines([words('a', 'b', 'c')], [words('b', 'c', 'a')])).toEqual(['Words', '  - a', '  + a'])
})

test('the same text with other times is one changed row', () => {
  const at = (start: number) => [
    cards.transcript({
      title: 'Transcript',
      entries: [{ text: 'Ahoy.', appears: [{ start, end: start + 2 }] }],
    }),
  ]
  expect(lines(at(4), at(65))).toEqual(['Transcript', '  ~ 0:04  Ahoy. → 1:05  Ahoy.'])
})

test('a change that a terminal cannot show is named: an end, a picture', () => {
  const spoken = (end: number) => [
    cards.transcript({ title: 'T', entries: [{ text: 'Ahoy.', appears: [{ start: 0, end }] }] }),
  ]
  const seen = (imageUrl: string) => [
    cards.timeline({ title: 'Faces', entries: [{ text: 'Ada', imageUrl }] }),
  ]
  expect(lines(spoken(1), spoken(2))).toEqual(['T', '  ~ 0:00  Ahoy. (other times)'])
  expect(lines(seen('https://a.test/1.png'), seen('https://a.test/2.png'))).toEqual([
    'Faces',
    '  ~ (picture) Ada (another picture)',
  ])
})

test('a new card is shown with its entries, one that is gone by its title', () => {
  const rows = cards.rows({ title: 'Photo', values: { Camera: 'X-T4' } })
  expect(lines([words('tide')], [rows])).toEqual(['+ Photo', '  + Camera: X-T4', '- Words'])
})

test('duration, title code and the text of a status card are compared', () => {
  const timed = (duration: number) => ({ ...words('tide'), duration })
  const coded = (code: string) => ({ ...words('tide'), skill_card_title: { code, message: 'Words' } })
  const status = (message: string, code?: string) => [cards.status({ message, ...(code && { code }) })]
  expect(lines([words('tide')], [timed(63)])).toEqual(['Words', '  ~ duration: none → 63'])
  expect(lines([words('tide')], [coded('skills_topics')])).toEqual([
    'Words',
    '  ~ title code: none → skills_topics',
  ])
  expect(lines(status('Half.'), status('All.'))).toEqual(['Status', '  ~ message: Half. → All.'])
  expect(lines(status('Half.'), status('Half.', 'half_done'))[1]).toMatch(/^ {2}~ code: \S+ → half_done$/)
})

test('a new status card is shown with its message', () => {
  expect(lines([], [cards.status({ message: 'Nothing found.' })])).toEqual(['+ Status', '  + Nothing found.'])
})

test('two cards with one title are compared in their order', () => {
  expect(lines([words('a'), words('b')], [words('a'), words('c')])).toEqual(['Words', '  + c', '  - b'])
})

test('cards that changed places are a change', () => {
  const topics = cards.keyword({ title: 'Topics', entries: ['x'] })
  expect(lines([words('a'), topics], [topics, words('a')])).toEqual(['~ the cards stand in another order'])
})

test('a long list of changes is cut short', () => {
  const many = Array.from({ length: 50 }, (_, index) => `word-${index}`)
  const shown = lines([words('a')], [words('a', ...many)])
  expect(shown).toHaveLength(22)
  expect(shown.at(-1)).toBe('  … and 30 more')
})

test('what a plugin puts into its cards cannot steer the terminal', () => {
  const shown = lines([words('a')], [words('a', '\u001b[2Jgone')]).join('\n')
  expect(shown).not.toContain('\u001b')
})

test('on a terminal what came is green, what went red, what changed yellow', () => {
  const shown = diffLines([words('a')], [{ ...words('b'), duration: 2 }], true).join('\n')
  expect(shown).toContain('\u001b[32m+ b')
  expect(shown).toContain('\u001b[31m- a')
  expect(shown).toContain('\u001b[33m')
})
