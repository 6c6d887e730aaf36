import { describe, expect, test } from 'vitest'
import { call, fileWithTokens, keywordCard, sandboxForTest } from './box-client.ts'

const patchType = 'application/json-patch+json'

async function fileWithCards() {
  const sandbox = await sandboxForTest()
  const { file, write: token } = await fileWithTokens(sandbox)
  const path = `/2.0/files/${file.id}/metadata/global/boxSkillsCards`
  const created = await call(sandbox, 'POST', path, { token, json: { cards: [keywordCard('a')] } })
  return { sandbox, file, path, token, created }
}

describe('the boxSkillsCards metadata of a file', () => {
  test('is created once', async () => {
    const { sandbox, file, path, token, created } = await fileWithCards()

    const again = await call(sandbox, 'POST', path, { token, json: { cards: [] } })

    expect(created.status).toBe(201)
    expect(await created.json()).toMatchObject({
      $parent: `file_${file.id}`,
      $scope: 'global',
      $template: 'boxSkillsCards',
      $version: 0,
      cards: [keywordCard('a')],
    })
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ type: 'error', code: 'tuple_already_exists' })
    expect(sandbox.cards(file.id)).toEqual([keywordCard('a')])
  })

  test('is read, patched and deleted', async () => {
    const { sandbox, file, path, token } = await fileWithCards()
    const json = [
      { op: 'test', path: '/cards', value: [keywordCard('a')] },
      { op: 'add', path: '/cards/-', value: keywordCard('b') },
      { op: 'replace', path: '/cards/0/entries/0/text', value: 'changed' },
    ]

    const patched = await call(sandbox, 'PUT', path, { token, json, type: `${patchType}; charset=utf-8` })
    const read = await call(sandbox, 'GET', path, { token })
    const deleted = await call(sandbox, 'DELETE', path, {
      token,
      headers: { 'content-type': 'application/json' },
    })
    const gone = await call(sandbox, 'GET', path, { token })

    expect(patched.status).toBe(200)
    expect(await read.json()).toMatchObject({
      $version: 1,
      cards: [keywordCard('changed'), keywordCard('b')],
    })
    expect([deleted.status, gone.status]).toEqual([204, 404])
    expect(await gone.json()).toMatchObject({ code: 'instance_not_found' })
    expect(sandbox.cardHistory(file.id).map(({ via, cards }) => [via, cards.length])).toEqual([
      ['create', 1],
      ['patch', 2],
      ['delete', 0],
    ])
    expect(sandbox.cards(file.id)).toEqual([])
  })

  test('answers a test that fails with 409 and changes nothing', async () => {
    const { sandbox, file, path, token } = await fileWithCards()
    const json = [
      { op: 'remove', path: '/cards/0' },
      { op: 'test', path: '/cards', value: [keywordCard('someone else’s')] },
    ]

    const answer = await call(sandbox, 'PUT', path, { token, json, type: patchType })

    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ type: 'error', code: 'conflict' })
    expect(sandbox.cards(file.id)).toEqual([keywordCard('a')])
    expect(sandbox.cardHistory(file.id)).toHaveLength(1)
  })

  test.each([
    ['a path that leads nowhere', [{ op: 'remove', path: '/cards/7' }], 'bad_request'],
    ['what is no patch', { cards: [] }, 'bad_request'],
    ['an empty body', '', 'bad_request'],
    [
      'a card that is none',
      [{ op: 'add', path: '/cards/-', value: { type: 'card' } }],
      'schema_validation_failed',
    ],
    ['a removal of the cards', [{ op: 'remove', path: '/cards' }], 'schema_validation_failed'],
  ])('refuses %s in a patch', async (_what, json, code) => {
    const { sandbox, file, path, token } = await fileWithCards()

    const answer = await call(sandbox, 'PUT', path, { token, json, type: patchType })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ type: 'error', code })
    expect(sandbox.cards(file.id)).toEqual([keywordCard('a')])
  })

  test('takes JSON to create and a JSON patch to change it, not the other way round', async () => {
    const { sandbox, path, token } = await fileWithCards()

    const create = await call(sandbox, 'POST', path, { token, json: { cards: [] }, type: patchType })
    const change = await call(sandbox, 'PUT', path, { token, json: [] })

    expect([create.status, change.status]).toEqual([415, 415])
  })

  test('refuses cards that are none when it is created', async () => {
    const sandbox = await sandboxForTest()
    const { file, write: token } = await fileWithTokens(sandbox)
    const path = `/2.0/files/${file.id}/metadata/global/boxSkillsCards`

    const answer = await call(sandbox, 'POST', path, {
      token,
      json: { cards: [{ ...keywordCard(), entries: null }] },
    })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ context_info: { errors: [{ name: 'cards[0].entries' }] } })
  })

  test('is not there before it is created, nor on a file that is gone, and says which', async () => {
    const sandbox = await sandboxForTest()
    const { file, write: token } = await fileWithTokens(sandbox)
    const path = `/2.0/files/${file.id}/metadata/global/boxSkillsCards`
    const json = [{ op: 'add', path: '/cards/-', value: keywordCard('a') }]
    const all = () =>
      Promise.all([
        call(sandbox, 'GET', path, { token }),
        call(sandbox, 'PUT', path, { token, json, type: patchType }),
        call(sandbox, 'DELETE', path, { token }),
      ])

    const before = await all()
    sandbox.delete(file.id)
    const gone = [...(await all()), await call(sandbox, 'POST', path, { token, json: { cards: [] } })]

    expect(before.map(({ status }) => status)).toEqual([404, 404, 404])
    expect(await before[0].json()).toMatchObject({ code: 'instance_not_found' })
    expect(gone.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    for (const answer of gone) expect(await answer.json()).toMatchObject({ code: 'not_found' })
  })
})
