import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type SandboxChange, startSandbox } from 'box-skill-runner/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createRequestLog } from '../../../core/sandbox/request-log.ts'
import {
  call,
  eventually,
  fileWithTokens,
  invocationUrl,
  keywordCard,
  sandboxForTest,
  skillBody,
} from './box-client.ts'

async function sandboxWithWriter() {
  const sandbox = await sandboxForTest()
  const { file, write: token } = await fileWithTokens(sandbox)
  const write = (word: string, more: object = {}) =>
    call(sandbox, 'PUT', `/2.0/skill_invocations/${sandbox.skill.id}`, {
      token,
      json: skillBody(file.id, [keywordCard(word)], more),
    })
  return { sandbox, file, write }
}

describe('waiting for cards', () => {
  test('ends with the first write that is not about work under way', async () => {
    const { sandbox, file, write } = await sandboxWithWriter()
    const waiting = sandbox.waitForCards(file.id)

    await write('invoked', { status: 'invoked' })
    await write('processing', { status: 'processing' })
    await write('done')

    expect(await waiting).toEqual([keywordCard('done')])
  })

  test('ends at once where they stand already', async () => {
    const { sandbox, file, write } = await sandboxWithWriter()
    await write('done')

    expect(await sandbox.waitForCards(file.id)).toEqual([keywordCard('done')])
  })

  test('can be for a status, a version or anything else', async () => {
    const { sandbox, file, write } = await sandboxWithWriter()
    const { versionId } = await sandbox.upload({ fileId: file.id, content: 'second' })
    const processing = sandbox.waitForCards(file.id, { status: 'processing' })
    const second = sandbox.waitForCards(file.id, { versionId })
    const third = sandbox.waitForCards(file.id, {
      until: ({ cards }) => JSON.stringify(cards).includes('third'),
    })

    await write('working', { status: 'processing' })
    await write('first', { file_version: { type: 'file_version', id: file.versionId } })
    await write('second', { file_version: { type: 'file_version', id: versionId } })
    await write('third')

    expect(await Promise.all([processing, second, third])).toEqual([
      [keywordCard('working')],
      [keywordCard('second')],
      [keywordCard('third')],
    ])
  })

  test('is not ended by the cards of another file', async () => {
    const { sandbox, write } = await sandboxWithWriter()
    const other = await sandbox.upload({ name: 'other.txt', content: 'a' })
    const waiting = expect(sandbox.waitForCards(other.id, { timeoutMs: 200 })).rejects.toMatchObject({
      code: 'SKR_SANDBOX_NO_CARDS',
    })

    await write('done')

    await waiting
  })

  test('says what stands there when nothing fitting comes', async () => {
    const { sandbox, file, write } = await sandboxWithWriter()

    await expect(sandbox.waitForCards(file.id, { timeoutMs: 1 })).rejects.toThrow(
      /within 1 ms. Last write: none/,
    )
    await write('a', { status: 'permanent_failure' })
    await expect(sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 1 })).rejects.toThrow(
      'skill_invocations, status permanent_failure, 1 cards',
    )
  })

  test('tells of a metadata call by its name', async () => {
    const { sandbox, file } = await sandboxWithWriter()
    const json = { cards: [keywordCard('a')] }
    await call(sandbox, 'POST', `/2.0/files/${file.id}/metadata/global/boxSkillsCards`, {
      token: sandbox.ownerToken,
      json,
    })

    await expect(sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 1 })).rejects.toThrow(
      'create, status none',
    )
  })

  test('ends when the sandbox closes', async () => {
    const { sandbox, file } = await sandboxWithWriter()
    const waiting = expect(sandbox.waitForCards(file.id)).rejects.toThrow('the sandbox was closed')

    await sandbox.close()

    await waiting
  })
})

test('a listener hears of files, cards and deliveries until it is taken off', async () => {
  const skill = await invocationUrl()
  const { sandbox, file, write } = await sandboxWithWriter()
  const changes: SandboxChange[] = []
  const unsubscribe = sandbox.subscribe((change) => changes.push(change))

  sandbox.rename(file.id, 'b.txt')
  await write('a')
  sandbox.deliverTo(skill.url)
  await (await sandbox.upload({ fileId: file.id, content: 'second' })).delivered
  unsubscribe()
  sandbox.delete(file.id)

  expect(changes.map((change) => (change.type === 'file' ? change.change : change.type))).toEqual([
    'renamed',
    'cards',
    'versioned',
    'delivery',
  ])
})

test('a sandbox takes the skill, the enterprise and the keys that it is given', async () => {
  const skill = { id: '42', name: 'Mine', apiKey: 'key' }
  const signatureKeys = { primary: 'one', secondary: '' }

  const sandbox = await sandboxForTest({ skill, signatureKeys, enterpriseId: '7' })

  expect(sandbox).toMatchObject({ skill, keys: signatureKeys, enterpriseId: '7' })
  const { file, write: token } = await fileWithTokens(sandbox)
  expect(
    (await call(sandbox, 'PUT', '/2.0/skill_invocations/42', { token, json: skillBody(file.id, []) })).status,
  ).toBe(200)
})

test('a sandbox cannot listen on a port that is taken, and says so', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void taken.close())
  await eventually(() => taken.listening).toBe(true)
  const { port } = taken.address() as AddressInfo

  await expect(startSandbox({ port })).rejects.toMatchObject({
    code: 'SKR_SANDBOX_NOT_LISTENING',
    message: expect.stringContaining(String(port)),
  })
})

test('closing twice does no harm', async () => {
  const sandbox = await startSandbox()

  await sandbox.close()

  await expect(sandbox.close()).resolves.toBeUndefined()
})

test('the log forgets the oldest requests beyond its limit', () => {
  const log = createRequestLog(2)
  const record = { at: 0, host: 'api', kind: 'other', method: 'GET', token: 'none' } as const

  for (const path of ['/1', '/2', '/3']) log.begin({ ...record, path })(200)

  expect(log.all().map(({ path, status }) => [path, status])).toEqual([
    ['/2', 200],
    ['/3', 200],
  ])
})
