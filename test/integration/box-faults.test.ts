import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
let count = 0

beforeAll(async () => {
  rig = await openRig()
})
afterEach(() => rig.sandbox.faults.clear())
afterAll(() => rig.close())

const upload = (at = rig) => at.sandbox.upload({ name: `fault-${count++}.txt`, content: 'hello' })

async function ended(fileId: string, { runner }: Rig = rig) {
  await expect
    .poll(async () => (await runner.queue.list({ fileId }))[0]?.endedAt, { timeout: 30_000 })
    .toBeDefined()
  return (await runner.queue.list({ fileId }))[0]
}

const runsOf = (id: string | undefined, at = rig) =>
  at
    .log()
    .split('\n')
    .filter((line) => line.includes('"run begins"') && line.includes(`"${id}"`)).length

describe('while the cards are written', () => {
  test.each([
    ['answers 500 for a while', { status: 500, times: 4 }],
    ['drops the connection after it took the cards', { drop: 'after', times: 4 }],
  ] as const)('Box %s: they are written in the end, and the plugin is not run again', async (_, fault) => {
    rig.sandbox.faults.add({ on: 'writeCards', ...fault })
    const file = await upload()

    const record = await ended(file.id)

    expect(record).toMatchObject({ state: 'succeeded', attempts: 2 })
    expect(JSON.stringify(rig.sandbox.cards(file.id))).toContain('hello')
    expect(runsOf(record?.invocation.id)).toBe(1)
  })

  test('Box refuses them: people beside the file see that they could not be written', async () => {
    rig.sandbox.faults.add({ on: 'writeCards', status: 400, code: 'schema_validation_failed', times: 1 })
    const file = await upload()

    const cards = await rig.sandbox.waitForCards(file.id, { status: 'permanent_failure' })

    expect(cards).toMatchObject([{ skill_card_type: 'status' }])
  })

  test('Box has the card of a failure wait: the next try waits as long', async () => {
    rig.sandbox.faults.add({ on: 'download', status: 429 })
    rig.sandbox.faults.add({ on: 'writeCards', status: 429, retryAfter: 600 })
    const began = Date.now()
    const file = await upload()

    const listed = async () => (await rig.runner.queue.list({ fileId: file.id }))[0]
    await expect.poll(async () => (await listed())?.state, { timeout: 30_000 }).toBe('retrying')

    expect((await listed())?.dueAt).toBeGreaterThan(began + 590_000)
  })
})

test('a file that is deleted before its turn ends as gone', async () => {
  rig.sandbox.faults.add({ on: 'download', latencyMs: 300 })
  const file = await upload()
  rig.sandbox.delete(file.id)

  expect((await ended(file.id))?.state).toBe('gone')
})

describe('a token', () => {
  test('that Box does not take any more ends the invocation at once, after one read and one write', async () => {
    rig.sandbox.faults.add({ on: 'any', status: 401 })
    const before = rig.sandbox.requests().length
    const file = await upload()

    expect(await ended(file.id)).toMatchObject({
      state: 'failed',
      attempts: 1,
      reason: { code: 'SKR_BOX_UNAUTHORIZED' },
    })
    expect(
      rig.sandbox
        .requests()
        .slice(before)
        .map(({ kind }) => kind),
    ).toEqual(['download', 'writeCards'])
  })

  test('that Box does not take any more at the second try ends the invocation then', async () => {
    rig.sandbox.faults.add({ on: 'download', status: 500, times: 3 })
    rig.sandbox.faults.add({ on: 'download', status: 401 })
    const file = await upload()

    expect(await ended(file.id)).toMatchObject({
      state: 'failed',
      attempts: 2,
      reason: { code: 'SKR_BOX_UNAUTHORIZED' },
    })
  })

  test('that has expired ends the invocation at once: no plugin runs, and nothing is sent', async () => {
    const late = await openRig(behaviourConfig, { sandbox: { tokenLifetimeMs: -60_000 } })
    try {
      const record = await ended((await upload(late)).id, late)

      expect(record).toMatchObject({
        state: 'failed',
        attempts: 1,
        reason: { code: 'SKR_BOX_TOKEN_EXPIRED' },
      })
      expect(runsOf(record?.invocation.id, late)).toBe(0)
      expect(late.sandbox.requests()).toEqual([])
    } finally {
      await late.close()
    }
  })

  test('that expires before the time that Box names ends the invocation, and the reason says so', async () => {
    const short = await openRig(behaviourConfig, { sandbox: { tokenLifetimeMs: 60_000 } })
    try {
      short.sandbox.faults.add({ on: 'writeCards', status: 429, retryAfter: 86_400 })
      const record = await ended((await upload(short)).id, short)

      expect(record).toMatchObject({ state: 'failed', attempts: 1, reason: { code: 'SKR_BOX_RATE_LIMITED' } })
      expect(record?.reason?.message).toContain("the event's tokens expire before that")
    } finally {
      await short.close()
    }
  })
})

test('no token and no key has come into the log', () => {
  const { primary, secondary } = rig.sandbox.keys
  const log = rig.log()
  expect(log).toContain('invocation succeeded')
  for (const secret of [primary, secondary, rig.sandbox.ownerToken]) expect(log).not.toContain(secret)
  expect(log).not.toMatch(/access_token|bearer [a-z0-9]/i)
})
