import type { Sandbox } from 'box-skill-runner/testing'
import { describe, expect, test } from 'vitest'
import {
  bodyOf,
  call,
  fileWithTokens,
  keywordCard,
  only,
  sandboxForTest,
  skillBody,
  tokensOf,
} from './box-client.ts'

const put = (sandbox: Sandbox, token: string, json: unknown, skillId = sandbox.skill.id) =>
  call(sandbox, 'PUT', `/2.0/skill_invocations/${skillId}`, { token, json })

const statusCard = {
  ...keywordCard(),
  skill_card_type: 'status',
  entries: undefined,
  status: { code: 'processing', message: 'Wait' },
}

describe('PUT /2.0/skill_invocations', () => {
  test('puts the cards on the file and answers with an empty body', async () => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)
    const usage = { unit: 'file', value: 1 }
    const file_version = { type: 'file_version', id: file.versionId }

    const answer = await put(sandbox, write, skillBody(file.id, [keywordCard('a')], { usage, file_version }))

    expect(answer.status).toBe(200)
    expect(await answer.text()).toBe('')
    expect(sandbox.cards(file.id)).toEqual([keywordCard('a')])
    expect(only(sandbox.cardHistory(file.id))).toMatchObject({
      via: 'skill_invocations',
      skillId: sandbox.skill.id,
      status: 'success',
      versionId: file.versionId,
      invocationId: only(sandbox.invocations(file.id)).id,
      usage,
      cards: [keywordCard('a')],
    })
  })

  test('replaces every card on the file, those of other skills too', async () => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)
    const foreign = { ...keywordCard('foreign'), skill: { type: 'service', id: '1' } }
    const metadata = `/2.0/files/${file.id}/metadata/global/boxSkillsCards`
    await call(sandbox, 'POST', metadata, { token: write, json: { cards: [foreign] } })

    await put(sandbox, write, skillBody(file.id, [keywordCard('mine')]))

    expect(sandbox.cards(file.id)).toEqual([keywordCard('mine')])
    expect(sandbox.cardHistory(file.id).map(({ via, cards }) => [via, cards.length])).toEqual([
      ['create', 1],
      ['skill_invocations', 1],
    ])
  })

  test('moves the state of the invocation that the token belongs to', async () => {
    const sandbox = await sandboxForTest()
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    const [first, second] = [sandbox.event(file.id), sandbox.event(file.id)]

    await put(sandbox, tokensOf(first).write, skillBody(file.id, [statusCard], { status: 'processing' }))
    await put(sandbox, tokensOf(second).write, skillBody(file.id, [], { status: 'transient_failure' }))
    await put(sandbox, sandbox.ownerToken, skillBody(file.id, []))

    expect(sandbox.invocations(file.id).map(({ id, state }) => [id, state])).toEqual([
      [bodyOf(first).id, 'processing'],
      [bodyOf(second).id, 'transient_failure'],
    ])
  })

  test.each([
    ['no body', undefined, ''],
    ['a status that Box does not know', { status: 'done' }, 'status'],
    ['no status', { status: undefined }, 'status'],
    ['no file', { file: undefined }, 'file'],
    ['a number for a file id', { file: { type: 'file', id: 7 } }, 'file.id'],
    ['a folder for a file', { file: { type: 'folder', id: '7' } }, 'file.type'],
    ['a version of the wrong type', { file_version: { type: 'version', id: '7' } }, 'file_version.type'],
    ['no metadata', { metadata: undefined }, 'metadata'],
    ['no list of cards', { metadata: { cards: {} } }, 'metadata.cards'],
    ['usage without a number', { usage: { unit: 'file', value: '1' } }, 'usage.value'],
    ['usage without success', { status: 'processing', usage: { unit: 'file', value: 1 } }, 'usage'],
  ])('refuses %s and names it', async (_what, change, name) => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)
    const json = change === undefined ? '' : { ...skillBody(file.id, [keywordCard('a')]), ...change }

    const answer = await put(sandbox, write, json)

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      type: 'error',
      code: 'schema_validation_failed',
      context_info: { errors: [{ name }] },
    })
    expect(sandbox.cardHistory(file.id)).toEqual([])
  })

  test.each([
    ['no entries', { entries: undefined }, 'entries'],
    ['entries that are no list', { entries: 'words' }, 'entries'],
    ['another type', { type: 'card' }, 'type'],
    ['a kind that Box does not know', { skill_card_type: 'table' }, 'skill_card_type'],
    ['no skill', { skill: undefined }, 'skill'],
    ['a number for a skill id', { skill: { type: 'service', id: 7 } }, 'skill.id'],
    ['no invocation', { invocation: undefined }, 'invocation'],
    ['a title that is a text', { skill_card_title: 'Words' }, 'skill_card_title'],
    ['a title without a message', { skill_card_title: { code: 'x' } }, 'skill_card_title.message'],
    ['a duration as text', { duration: '12' }, 'duration'],
    ['a date that is none', { created_at: 'yesterday' }, 'created_at'],
    ['an entry of an unknown type', { entries: [{ type: 'row', text: 'a' }] }, 'entries[0].type'],
    ['a number for a text', { entries: [{ type: 'text', text: 7 }] }, 'entries[0].text'],
    [
      'a time as text',
      { entries: [{ text: 'a', appears: [{ start: '1' }] }] },
      'entries[0].appears[0].start',
    ],
    [
      'a time without its start',
      { entries: [{ text: 'a', appears: [{ end: 1 }] }] },
      'entries[0].appears[0].start',
    ],
    ['a status card without a status', { skill_card_type: 'status' }, 'status'],
  ])('refuses a card with %s and names it', async (_what, change, name) => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)

    const answer = await put(
      sandbox,
      write,
      skillBody(file.id, [keywordCard('a'), { ...keywordCard('b'), ...change }]),
    )

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({
      context_info: { errors: [{ name: `metadata.cards[1].${name}` }] },
    })
  })

  test('takes every kind of card, and keys that it does not know', async () => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)
    const appears = [{ start: 0, end: 1.5 }, { start: 2 }]
    const cards = [
      { ...keywordCard('a'), unheard_of: { of: 1 } },
      {
        ...keywordCard(),
        skill_card_type: 'transcript',
        duration: 12.5,
        entries: [{ type: 'text', text: 'Hello', appears }],
      },
      {
        ...keywordCard(),
        skill_card_type: 'timeline',
        entries: [{ type: 'image', image_url: 'data:image/png;base64,AA==', appears }],
      },
      statusCard,
    ]

    const answer = await put(sandbox, write, skillBody(file.id, cards))

    expect(answer.status).toBe(200)
    expect(sandbox.cards(file.id)).toEqual(JSON.parse(JSON.stringify(cards)))
  })

  test('reports all that is wrong at once', async () => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)

    const answer = await put(sandbox, write, skillBody(file.id, [{ type: 'skill_card' }], { status: 'done' }))

    const { context_info } = (await answer.json()) as {
      context_info: { errors: { reason: string; name: string }[] }
    }
    expect(context_info.errors.map(({ reason, name }) => `${reason} ${name}`).sort()).toEqual([
      'invalid_parameter status',
      'missing_parameter metadata.cards[0].entries',
      'missing_parameter metadata.cards[0].invocation',
      'missing_parameter metadata.cards[0].skill',
      'missing_parameter metadata.cards[0].skill_card_type',
    ])
  })

  test('knows no other skill, no version of another file and no file that is gone', async () => {
    const sandbox = await sandboxForTest()
    const { file, write } = await fileWithTokens(sandbox)
    const other = await sandbox.upload({ name: 'other.txt', content: 'a' })
    const file_version = { type: 'file_version', id: other.versionId }

    const skill = await put(sandbox, write, skillBody(file.id, []), '1')
    const version = await put(sandbox, write, skillBody(file.id, [], { file_version }))
    sandbox.delete(file.id)
    const gone = await put(sandbox, write, skillBody(file.id, []))

    expect([skill.status, version.status, gone.status]).toEqual([404, 404, 404])
    expect(await gone.json()).toMatchObject({ code: 'not_found' })
  })

  test('takes JSON of up to 20 MB and nothing else', async () => {
    const sandbox = await sandboxForTest()
    const { file, write: token } = await fileWithTokens(sandbox)
    const path = `/2.0/skill_invocations/${sandbox.skill.id}`
    const json = skillBody(file.id, [keywordCard('x'.repeat(20_000_000))])

    const text = await call(sandbox, 'PUT', path, { token, json: skillBody(file.id, []), type: 'text/plain' })
    const patch = await call(sandbox, 'PUT', path, { token, json: [], type: 'application/json-patch+json' })
    const none = await call(sandbox, 'PUT', path, { token })
    const broken = await call(sandbox, 'PUT', path, { token, json: '{' })
    const large = await call(sandbox, 'PUT', path, { token, json })

    expect([text.status, patch.status, none.status, broken.status, large.status]).toEqual([
      415, 415, 415, 400, 413,
    ])
    expect(await text.json()).toMatchObject({ type: 'error', code: 'unsupported_media_type' })
    expect(await large.json()).toMatchObject({ type: 'error', code: 'request_entity_too_large' })
  })
})
