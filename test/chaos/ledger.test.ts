import { expect, test } from 'vitest'
import type { CardWrite } from '../../core/testing.ts'
import { judge, type Version } from './ledger.ts'

const version = (number: number, acknowledged = true): Version => ({
  fileId: '1',
  versionId: `v${number}`,
  number,
  word: `w${number}`,
  acknowledged,
})
const write = (number: number, status: CardWrite['status'], word = `w${number}`): CardWrite =>
  ({
    fileId: '1',
    versionId: `v${number}`,
    status,
    cards: [
      { skill_card_type: 'keyword', entries: [{ type: 'text', text: word }], created_at: Math.random() },
    ],
  }) as unknown as CardWrite

const clean = { lost: [], doubled: [], disordered: [], unfinished: [], wrong: [], repeated: 0 }
const faults = [
  ['no cards at all', [], { lost: ['file 1, version 1'] }],
  ['cards of an older version alone', [write(0, 'success')], { lost: ['file 1, version 1'] }],
  ['the "processing" card at the end', [write(1, 'processing')], { unfinished: ['file 1: processing'] }],
  ['a failure at the end', [write(1, 'permanent_failure')], { unfinished: ['file 1: permanent_failure'] }],
  [
    'the older version after the newer one',
    [write(1, 'success'), write(0, 'success'), write(1, 'success')],
    { disordered: ['file 1, version 0'], repeated: 1 },
  ],
  [
    'other cards for the same version',
    [write(1, 'success'), write(1, 'success', 'w1 and more')],
    { doubled: ['file 1, version 1'], wrong: ['file 1, version 1'] },
  ],
  ['the words of another version', [write(1, 'success', 'w0')], { wrong: ['file 1, version 1'] }],
  [
    'cards of a version that nobody uploaded',
    [write(7, 'success'), write(1, 'success')],
    { disordered: ['file 1, version v7'] },
  ],
] as const

test.each(faults)('%s is found', (_, history, expected) => {
  const versions = [version(0), version(1), version(2, false)]
  expect(judge({ cardHistory: () => history }, versions)).toEqual({ ...clean, ...expected })
})

test.each([
  [
    'both versions in order',
    [write(0, 'processing'), write(0, 'success'), write(1, 'processing'), write(1, 'success')],
    0,
  ],
  ['the newer one alone', [write(1, 'success')], 0],
  ['the same cards again', [write(1, 'success'), write(1, 'success')], 1],
])('%s is well', (_, history, repeated) => {
  expect(judge({ cardHistory: () => history }, [version(0), version(1)])).toEqual({ ...clean, repeated })
})

test('a file whose events were never acknowledged need not have cards', () => {
  expect(judge({ cardHistory: () => [] }, [version(0, false)])).toEqual(clean)
})
