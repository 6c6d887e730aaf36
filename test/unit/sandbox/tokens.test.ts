import { describe, expect, test } from 'vitest'
import {
  call,
  eventually,
  fileWithTokens,
  keywordCard,
  sandboxForTest,
  skillBody,
  tokensOf,
} from './box-client.ts'

const metadataOf = (fileId: string) => `/2.0/files/${fileId}/metadata/global/boxSkillsCards`

describe('the tokens of an event', () => {
  test('open what they are for', async () => {
    const sandbox = await sandboxForTest()
    const { file, read, write } = await fileWithTokens(sandbox)

    const download = await call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: read })
    const cards = await call(sandbox, 'PUT', `/2.0/skill_invocations/${sandbox.skill.id}`, {
      token: write,
      json: skillBody(file.id, [keywordCard('a')]),
    })

    expect(download.status).toBe(302)
    expect(cards.status).toBe(200)
    expect((await call(sandbox, 'GET', metadataOf(file.id), { token: read })).status).toBe(200)
    expect((await call(sandbox, 'GET', metadataOf(file.id), { token: write })).status).toBe(200)
  })

  test('are refused with 403 for anything else', async () => {
    const sandbox = await sandboxForTest()
    const { file, read, write } = await fileWithTokens(sandbox)
    const json = skillBody(file.id, [keywordCard('a')])

    const answers = await Promise.all([
      call(sandbox, 'GET', `/2.0/files/${file.id}/content`, { token: write }),
      call(sandbox, 'PUT', `/2.0/skill_invocations/${sandbox.skill.id}`, { token: read, json }),
      call(sandbox, 'POST', metadataOf(file.id), { token: read, json: { cards: [] } }),
      call(sandbox, 'PUT', metadataOf(file.id), {
        token: read,
        json: [],
        type: 'application/json-patch+json',
      }),
      call(sandbox, 'DELETE', metadataOf(file.id), { token: read }),
      call(sandbox, 'DELETE', `/2.0/files/${file.id}`, { token: write }),
      call(sandbox, 'PUT', `/2.0/files/${file.id}`, { token: write, json: { name: 'x' } }),
      call(sandbox, 'POST', '/2.0/folders', { token: write, json: { name: 'x', parent: { id: '0' } } }),
    ])

    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403, 403, 403, 403])
    expect(answers[0]?.headers.get('www-authenticate')).toContain('insufficient_scope')
    expect(await answers[0]?.json()).toMatchObject({ type: 'error', status: 403, code: 'insufficient_scope' })
    expect(sandbox.cards(file.id)).toEqual([])
  })

  test('are refused with 404 for another file', async () => {
    const sandbox = await sandboxForTest()
    const { read, write } = await fileWithTokens(sandbox)
    const other = await sandbox.upload({ name: 'other.txt', content: 'a' })
    const json = skillBody(other.id, [keywordCard('a')])

    const answers = await Promise.all([
      call(sandbox, 'GET', `/2.0/files/${other.id}/content`, { token: read }),
      call(sandbox, 'GET', `/2.0/files/${other.id}`, { token: read }),
      call(sandbox, 'PUT', `/2.0/skill_invocations/${sandbox.skill.id}`, { token: write, json }),
      call(sandbox, 'GET', metadataOf(other.id), { token: write }),
    ])

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(sandbox.cards(other.id)).toEqual([])
  })

  test('are refused with 401 once they have expired', async () => {
    let now = Date.now()
    const sandbox = await sandboxForTest({ now: () => now, tokenLifetimeMs: 60_000 })
    const { file, read } = await fileWithTokens(sandbox)
    const content = `/2.0/files/${file.id}/content`

    now += 59_999
    const before = await call(sandbox, 'GET', content, { token: read })
    now += 1
    const after = await call(sandbox, 'GET', content, { token: read })

    expect(before.status).toBe(302)
    expect(after.status).toBe(401)
    expect(after.headers.get('www-authenticate')).toMatch(/^Bearer realm="Service", error="invalid_token"/)
  })

  test('are other ones in each event', async () => {
    const sandbox = await sandboxForTest()
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const [first, second] = [tokensOf(sandbox.event(file.id)), tokensOf(sandbox.event(file.id))]

    expect(new Set([...Object.values(first), ...Object.values(second)]).size).toBe(4)
  })
})

test('a token that was never given out, and none at all, are refused with 401 in Box’s form', async () => {
  const sandbox = await sandboxForTest()
  const { file } = await fileWithTokens(sandbox)
  const content = `/2.0/files/${file.id}/content`

  const unknown = await call(sandbox, 'GET', content, { token: 'guessed' })
  const none = await call(sandbox, 'GET', content)
  const basic = await call(sandbox, 'GET', content, {
    headers: { authorization: `Basic ${sandbox.ownerToken}` },
  })

  expect([unknown.status, none.status, basic.status]).toEqual([401, 401, 401])
  expect(await unknown.json()).toMatchObject({
    type: 'error',
    status: 401,
    code: 'unauthorized',
    message: expect.any(String),
    request_id: expect.stringMatching(/^[0-9a-f]{16}$/),
  })
})

test('the log of requests says which kind of token came, and never the token', async () => {
  const sandbox = await sandboxForTest()
  const { file, read } = await fileWithTokens(sandbox)

  await call(sandbox, 'GET', `/2.0/files/${file.id}?fields=id`, { token: read })
  await call(sandbox, 'GET', '/2.0/folders/0', { token: sandbox.ownerToken })
  await call(sandbox, 'GET', '/2.0/folders/0', { token: 'guessed' })
  await call(sandbox, 'GET', '/2.0/nothing')

  await eventually(() => sandbox.requests().map(({ status }) => status)).toEqual([200, 200, 401, 404])
  expect(sandbox.requests().map(({ token }) => token)).toEqual(['read', 'owner', 'unknown', 'none'])
  expect(sandbox.requests()[0]).toMatchObject({
    host: 'api',
    kind: 'representation',
    method: 'GET',
    path: `/2.0/files/${file.id}`,
  })
  expect(JSON.stringify(sandbox.requests())).not.toContain(read)
})
