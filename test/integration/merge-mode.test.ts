import { afterAll, beforeAll, expect, test } from 'vitest'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
beforeAll(async () => {
  rig = await openRig({ ...behaviourConfig, box: { cardMode: 'merge' } })
})
afterAll(() => rig.close())

/** Puts a card of another skill on the file, as that skill would. */
async function putForeignCard(fileId: string): Promise<void> {
  const answer = await fetch(`${rig.sandbox.url}/2.0/files/${fileId}/metadata/global/boxSkillsCards`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rig.sandbox.ownerToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      cards: [
        {
          created_at: '2026-01-01T00:00:00Z',
          type: 'skill_card',
          skill_card_type: 'keyword',
          skill_card_title: { message: 'Of another skill' },
          skill: { type: 'service', id: '77' },
          invocation: { type: 'skill_invocation', id: 'abc' },
          entries: [{ type: 'text', text: 'kept' }],
        },
      ],
    }),
  })
  expect(answer.status).toBe(201)
}

test("another skill's cards stay, and a new version replaces only ours", async () => {
  rig.sandbox.deliverTo(undefined)
  const file = await rig.sandbox.upload({ name: 'merged.txt', content: 'first' })
  await putForeignCard(file.id)
  rig.sandbox.deliverTo(`${rig.runner.url}/skills`)
  await rig.sandbox.upload({ fileId: file.id, content: 'second' })
  const cards = await rig.sandbox.waitForCards(file.id, { until: ({ cards }) => cards.length === 2 })
  expect(cards.map((card) => card.skill_card_title?.message).toSorted()).toEqual([
    'Of another skill',
    'Words',
  ])
  await rig.sandbox.upload({ fileId: file.id, content: 'third' })
  const after = await rig.sandbox.waitForCards(file.id, {
    until: ({ cards }) => JSON.stringify(cards).includes('third'),
  })
  expect(after).toHaveLength(2)
})
