import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
let count = 0

beforeAll(async () => {
  rig = await openRig({ ...behaviourConfig, box: { timeoutMs: 500 } })
})
afterEach(() => rig.sandbox.faults.clear())
afterAll(() => rig.close())

const upload = (content = 'hello') => rig.sandbox.upload({ name: `fault-${count++}.txt`, content })

async function ended(fileId: string) {
  return expect
    .poll(async () => (await rig.runner.queue.list({ fileId }))[0]?.endedAt, { timeout: 20_000 })
    .toBeDefined()
    .then(async () => (await rig.runner.queue.list({ fileId }))[0])
}

describe('while the cards are written, Box', () => {
  test.each([
    ['answers 500 for a while', { status: 500, times: 4 }],
    ['answers 503 with Retry-After', { status: 503, retryAfter: 1, times: 1 }],
    ['answers 429 with Retry-After', { status: 429, retryAfter: 1, times: 1 }],
    ['drops the connection', { drop: 'before', times: 4 }],
    ['drops the connection after it took the cards', { drop: 'after', times: 1 }],
    ['is silent', { silent: true, times: 1 }],
  ] as const)(
    '%s: the cards are written in the end, and the plugin is not run again',
    async (_what, fault) => {
      rig.sandbox.faults.add({ on: 'writeCards', ...fault })
      const file = await upload()
      const cards = await rig.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 20_000 })
      expect(JSON.stringify(cards)).toContain('hello')
      const record = await ended(file.id)
      expect(record?.state).toBe('succeeded')
      const id = record?.invocation.id
      const runs = rig
        .log()
        .split('\n')
        .filter((line) => line.includes('"run begins"') && line.includes(`"${id}"`))
      expect(runs).toHaveLength(1)
    },
  )

  test.each([
    ['answers 401', { status: 401 }, 'failed', 'SKR_BOX_UNAUTHORIZED'],
    ['answers 403', { status: 403 }, 'failed', 'SKR_BOX_FORBIDDEN'],
    ['answers 400', { status: 400, code: 'schema_validation_failed' }, 'failed', 'SKR_BOX_REJECTED'],
    ['answers 404', { status: 404 }, 'gone', 'SKR_BOX_NOT_FOUND'],
  ] as const)('%s: it ends at once and says why', async (_what, fault, state, code) => {
    rig.sandbox.faults.add({ on: 'writeCards', ...fault })
    const file = await upload()
    expect(await ended(file.id)).toMatchObject({ state, attempts: 1, reason: { code } })
  })

  test('refuses the cards: people beside the file see that they could not be written', async () => {
    rig.sandbox.faults.add({ on: 'writeCards', status: 400, code: 'schema_validation_failed', times: 1 })
    const file = await upload()
    const cards = await rig.sandbox.waitForCards(file.id, { status: 'permanent_failure' })
    expect(cards).toMatchObject([{ skill_card_type: 'status' }])
  })
})

describe('while the file is read, Box', () => {
  test.each([
    ['download', 'answers 500', { status: 500, times: 4 }],
    ['download', 'answers 202: not ready yet', { status: 202, retryAfter: 1, times: 1 }],
    ['downloadHost', 'drops the connection in the middle', { drop: 'middle', times: 4 }],
    ['downloadHost', 'announces more than it sends', { contentLengthOff: 10, times: 1 }],
    ['download', 'is silent', { silent: true, times: 1 }],
  ] as const)('(%s) %s: it is tried again', async (on, _what, fault) => {
    rig.sandbox.faults.add({ on, ...fault })
    const file = await upload()
    expect(
      JSON.stringify(await rig.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 20_000 })),
    ).toContain('hello')
  })

  test.each([
    ['answers 401', { status: 401 }, 'failed'],
    ['answers 404', { status: 404 }, 'gone'],
  ] as const)('%s: it ends without a try to write', async (_what, fault, state) => {
    rig.sandbox.faults.add({ on: 'download', ...fault })
    const file = await upload()
    expect((await ended(file.id))?.state).toBe(state)
    expect(rig.sandbox.cardHistory(file.id)).toEqual([])
  })

  test('leads to a foreign host by redirect: no token goes there', async () => {
    await rig.sandbox.waitForCards((await upload()).id)
    expect(
      rig.sandbox
        .requests()
        .filter(({ host }) => host === 'download')
        .every(({ token }) => token === 'none'),
    ).toBe(true)
  })
})

test('a file that is deleted before its turn ends as gone', async () => {
  rig.sandbox.faults.add({ on: 'download', latencyMs: 300 })
  const file = await upload()
  rig.sandbox.delete(file.id)
  expect((await ended(file.id))?.state).toBe('gone')
})

test('no token and no key has come into the log', () => {
  const { primary, secondary } = rig.sandbox.keys
  const log = rig.log()
  expect(log).toContain('invocation succeeded')
  for (const secret of [primary, secondary, rig.sandbox.ownerToken]) expect(log).not.toContain(secret)
  expect(log).not.toMatch(/access_token|bearer [a-z0-9]/i)
})
