import { describe, expect, test } from 'vitest'
import { verifySignature } from '../../../core/intake/signature.ts'
import { bodyOf, eventually, invocationUrl, only, sandboxForTest } from './box-client.ts'

const quick = { attempts: 3, firstDelayMs: 5 }

describe('redelivery', () => {
  test('goes on until the answer is 200', async () => {
    const skill = await invocationUrl((nth) => (nth < 3 ? 503 : 200))
    const sandbox = await sandboxForTest({ invocationUrl: skill.url, redelivery: { ...quick, attempts: 9 } })

    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    expect((await file.delivered).map(({ attempt, status }) => [attempt, status])).toEqual([
      [1, 503],
      [2, 503],
      [3, 200],
    ])
    expect(sandbox.deliveries()).toEqual(await file.delivered)
  })

  test('keeps the invocation and its body, signs again and takes a new delivery id', async () => {
    const skill = await invocationUrl(() => 500)
    const sandbox = await sandboxForTest({ invocationUrl: skill.url, redelivery: quick })

    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    await file.delivered

    expect(new Set(skill.received.map((event) => bodyOf(event).id)).size).toBe(1)
    expect(new Set(skill.received.map(({ headers }) => headers['box-delivery-id'])).size).toBe(3)
    for (const { headers, body } of skill.received) {
      const rawHeaders = Object.entries(headers).flatMap(([name, value]) => [name, String(value)])
      verifySignature({ body, rawHeaders, keys: sandbox.keys, now: Date.now() })
    }
  })

  test('can keep the delivery id', async () => {
    const skill = await invocationUrl(() => 500)
    const redelivery = { ...quick, deliveryId: 'same' } as const
    const sandbox = await sandboxForTest({ invocationUrl: skill.url, redelivery })

    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    await file.delivered

    expect(new Set(skill.received.map(({ headers }) => headers['box-delivery-id'])).size).toBe(1)
  })

  test('counts a 202 and a redirect as failures', async () => {
    const skill = await invocationUrl((nth) => (nth === 1 ? 202 : 302))
    const sandbox = await sandboxForTest({ invocationUrl: skill.url, redelivery: quick })

    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    expect((await file.delivered).map(({ status }) => status)).toEqual([202, 302, 302])
  })

  test('counts a dropped connection as a failure, and says so', async () => {
    const skill = await invocationUrl(() => 'drop')
    const sandbox = await sandboxForTest({ invocationUrl: skill.url, redelivery: { ...quick, attempts: 1 } })

    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const error = expect.stringMatching(/closed|reset|hang up/i)
    expect(await file.delivered).toMatchObject([{ status: undefined, error }])
  })

  test('counts silence as a failure, and says so (SKR_SANDBOX_NO_ANSWER)', async () => {
    const skill = await invocationUrl(() => 'silence')
    const redelivery = { attempts: 2, firstDelayMs: 1, timeoutMs: 50 }
    const sandbox = await sandboxForTest({ invocationUrl: skill.url, redelivery })

    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const error = expect.stringMatching(/no answer within 50 ms/)
    expect(await file.delivered).toMatchObject([
      { attempt: 1, status: undefined, error },
      { attempt: 2, status: undefined, error },
    ])
  })

  test('ends when the sandbox closes', async () => {
    const skill = await invocationUrl(() => 500)
    const sandbox = await sandboxForTest({
      invocationUrl: skill.url,
      redelivery: { attempts: 9, firstDelayMs: 60_000 },
    })
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    await eventually(() => sandbox.deliveries().length).toBe(1)

    await sandbox.close()

    expect(await file.delivered).toHaveLength(1)
  })

  test('does not try again once the sandbox is closed in the middle of an attempt', async () => {
    const skill = await invocationUrl(() => 'silence')
    const sandbox = await sandboxForTest({
      invocationUrl: skill.url,
      redelivery: { attempts: 9, firstDelayMs: 1 },
    })
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    await eventually(() => skill.received.length).toBe(1)

    await sandbox.close()

    expect(await file.delivered).toMatchObject([{ status: undefined }])
  })
})

describe('a raw event', () => {
  test('is sent exactly as it is, tampered with or not', async () => {
    const skill = await invocationUrl()
    const sandbox = await sandboxForTest({ invocationUrl: skill.url })
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    await file.delivered
    const event = sandbox.event(file.id)

    const attempt = await sandbox.send({ ...event, body: Buffer.from('{"tampered":true}') })

    expect(attempt).toMatchObject({ status: 200, attempt: 1, fileId: file.id })
    expect(skill.received).toHaveLength(2)
    expect(String(skill.received[1]?.body)).toBe('{"tampered":true}')
    expect(skill.received[1]?.headers).toMatchObject(event.headers)
  })

  test('can be signed anew after a test has changed it', async () => {
    const sandbox = await sandboxForTest()
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    const changed = Buffer.from(JSON.stringify({ ...bodyOf(sandbox.event(file.id)), extra: 'field' }))

    const event = sandbox.sign({ ...sandbox.event(file.id), body: changed })

    const rawHeaders = Object.entries(event.headers).flat()
    verifySignature({ body: changed, rawHeaders, keys: sandbox.keys, now: Date.now() })
  })

  test('counts as an invocation of its file, with tokens that work', async () => {
    const sandbox = await sandboxForTest()
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })

    const event = sandbox.event(file.id, { eventType: 'ITEM_COPY' })

    expect(only(sandbox.invocations(file.id))).toMatchObject({
      id: event.invocationId,
      eventType: 'ITEM_COPY',
    })
  })

  test('cannot be sent where no one listens, nor made for a file that is not there', async () => {
    const sandbox = await sandboxForTest()
    const file = await sandbox.upload({ name: 'a.txt', content: 'a' })
    const event = sandbox.event(file.id)

    await expect(sandbox.send(event)).rejects.toMatchObject({ code: 'SKR_SANDBOX_NO_INVOCATION_URL' })
    expect(() => sandbox.event('1')).toThrow(expect.objectContaining({ code: 'SKR_SANDBOX_REFUSED' }))
  })
})
