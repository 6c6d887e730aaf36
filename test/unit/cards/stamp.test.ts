import { expect, test } from 'vitest'
import { cardBuilders } from '../../../core/cards/build.ts'
import { stampCards } from '../../../core/cards/stamp.ts'
import { nothingFound } from '../../../core/cards/status.ts'

const facts = {
  skillId: '900491',
  invocationId: 'e1_900491',
  versionId: '77',
  createdAt: Date.UTC(2026, 10, 24, 8),
}

test('cards are stamped with skill, invocation, file version and time', () => {
  const draft = cardBuilders.keyword({ title: 'Topics', entries: ['a'] })

  const cards = stampCards([draft], facts)

  expect(cards).toEqual([
    {
      ...draft,
      created_at: '2026-11-24T08:00:00.000Z',
      skill: { type: 'service', id: '900491' },
      invocation: { type: 'skill_invocation', id: 'e1_900491' },
      file_version: { type: 'file_version', id: '77' },
    },
  ])
})

test('a stamp that stands there already is overwritten', () => {
  const forged = { ...nothingFound(), skill: { type: 'service', id: '1' }, created_at: 'never' }

  expect(stampCards([forged], facts)[0]).toMatchObject({
    skill: { id: '900491' },
    created_at: '2026-11-24T08:00:00.000Z',
  })
})

test('a card has no file version where the event names none, since Box hides cards of other versions', () => {
  expect(stampCards([nothingFound()], { ...facts, versionId: undefined })[0]).not.toHaveProperty(
    'file_version',
  )
})

test('a status card gets no entries, which would collapse it', () => {
  expect(stampCards([nothingFound()], facts)[0]).not.toHaveProperty('entries')
})
