import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifySignature } from '../../../core/intake/signature.ts'
import { bodyOf, invocationUrl, only, sandboxForTest } from './box-client.ts'

describe('the event of an upload', () => {
  test('reaches the invocation URL with a body as real events have it', async () => {
    const skill = await invocationUrl()
    const sandbox = await sandboxForTest({ invocationUrl: skill.url })

    const file = await sandbox.upload({ name: '写真 📷.jpg', content: 'not really a picture' })
    await file.delivered

    const body = bodyOf(only(skill.received))
    expect(body).toMatchObject({
      type: 'skill_invocation',
      skill: { id: sandbox.skill.id, type: 'skill' },
      status: { state: 'invoked' },
      trigger: 'FILE_CONTENT',
      enterprise: { type: 'enterprise', id: sandbox.enterpriseId },
      source: {
        type: 'file',
        id: file.id,
        name: '写真 📷.jpg',
        size: 20,
        sequence_id: '0',
        file_version: { id: file.versionId },
        parent: { id: '0' },
        old_parent_id: '',
      },
      event: { event_type: 'ITEM_UPLOAD', source: { id: file.id } },
      skill_rules: [{ type: 'skill_rule' }],
    })
    expect(body.id).toMatch(new RegExp(`^${body.event.event_id}_`))
    expect(body.event.source).not.toHaveProperty('size')
  })

  test('carries tokens that end at an absolute time in seconds, restricted by JSON inside a string', async () => {
    const sandbox = await sandboxForTest({ now: () => 1_700_000_000_000 })
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const { token } = bodyOf(sandbox.event(file.id))

    expect(token.read).toMatchObject({ expires_in: 1_700_086_400, token_type: 'bearer' })
    expect(JSON.parse(token.read.restricted_to)).toContainEqual({
      scope: 'item_read',
      object_id: Number(file.id),
      object_type: 'file',
    })
    expect(JSON.parse(token.write.restricted_to)).toContainEqual({ scope: 'manage_skill_invocations' })
  })

  test('can take the shape of the test event of Box’s console', async () => {
    const sandbox = await sandboxForTest({ eventForm: 'number-ids' })
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const body = bodyOf(sandbox.event(file.id))

    expect(body.skill.id).toBe(Number(sandbox.skill.id))
    expect(body.source).toMatchObject({ id: Number(file.id), sequence_id: 0, parent: { id: 0 } })
    expect(body.trigger).toBe('SKILL_APP_TEST_EVENT')
    expect(body.event).not.toHaveProperty('event_type')
    expect(bodyOf(sandbox.event(file.id, { form: 'string-ids' })).source.id).toBe(file.id)
  })

  test('is signed with both keys over the bytes and the timestamp', async () => {
    const sandbox = await sandboxForTest({ signatureKeys: { primary: 'one', secondary: 'two' } })
    const file = await sandbox.upload({ name: 'é.txt', content: 'a' })

    const { headers, body } = sandbox.event(file.id)

    const signature = (key: string) =>
      createHmac('sha256', key)
        .update(body)
        .update(String(headers['box-delivery-timestamp']))
        .digest('base64')
    expect(headers['box-signature-primary']).toBe(signature('one'))
    expect(headers['box-signature-secondary']).toBe(signature('two'))
    const rawHeaders = Object.entries(headers).flat()
    verifySignature({ body, rawHeaders, keys: sandbox.keys, now: Date.now() })
  })

  test('goes unsigned where there are no keys, and with one signature where there is one', async () => {
    const none = await sandboxForTest({ signatureKeys: { primary: '', secondary: '' } })
    const one = await sandboxForTest({ signatureKeys: { primary: '', secondary: 'two' } })

    const names = await Promise.all(
      [none, one].map(async (sandbox) => {
        const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
        return Object.keys(sandbox.event(file.id).headers).filter((name) => name.startsWith('box-signature'))
      }),
    )

    expect(names).toEqual([
      [],
      ['box-signature-algorithm', 'box-signature-version', 'box-signature-secondary'],
    ])
  })
})

describe('what fires an event', () => {
  test('a new version, a copy and a move do; a rename and a deletion do not', async () => {
    const skill = await invocationUrl()
    const sandbox = await sandboxForTest({ invocationUrl: skill.url })
    const folder = sandbox.createFolder('Inbox')

    const file = await sandbox.upload({ name: 'a.txt', content: '1' })
    await file.delivered
    const second = await sandbox.upload({ fileId: file.id, content: '22' })
    await second.delivered
    sandbox.rename(file.id, 'b.txt')
    await sandbox.move(file.id, folder.id).delivered
    const copy = sandbox.copy(file.id, { name: 'c.txt' })
    await copy.delivered
    sandbox.delete(copy.id)

    const events = skill.received.map(bodyOf)
    expect(events.map(({ event }) => event.event_type)).toEqual([
      'ITEM_UPLOAD',
      'ITEM_UPLOAD',
      'ITEM_MOVE',
      'ITEM_COPY',
    ])
    expect(events.map(({ source }) => source.sequence_id)).toEqual(['0', '1', '3', '0'])
    expect(events[1]?.source.file_version.id).toBe(second.versionId)
    expect(events[2]?.source).toMatchObject({ parent: { id: folder.id }, old_parent_id: '0' })
    expect(events[3]?.source).toMatchObject({ id: copy.id, name: 'c.txt', parent: { id: folder.id } })
  })

  test('nothing does before there is an invocation URL, and what is there then fires nothing', async () => {
    const skill = await invocationUrl()
    const sandbox = await sandboxForTest()

    const before = await sandbox.upload({ name: 'before.txt', content: 'a' })
    sandbox.deliverTo(skill.url)
    const after = await sandbox.upload({ name: 'after.txt', content: 'b' })
    await after.delivered
    sandbox.deliverTo(undefined)
    const last = await sandbox.upload({ name: 'last.txt', content: 'c' })

    expect(await before.delivered).toEqual([])
    expect(await last.delivered).toEqual([])
    expect(sandbox.invocations(before.id)).toEqual([])
    expect(sandbox.invocations(after.id)).toMatchObject([{ state: 'invoked', versionId: after.versionId }])
    expect(skill.received).toHaveLength(1)
  })
})
