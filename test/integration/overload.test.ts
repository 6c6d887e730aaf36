import { afterEach, describe, expect, test } from 'vitest'
import type { RequestKind } from '../../core/sandbox/faults.ts'
import type { FiredFile } from '../../core/testing.ts'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
afterEach(() => rig.close())

async function upload(count: number): Promise<readonly FiredFile[]> {
  return Promise.all(
    Array.from({ length: count }, (_, n) => rig.sandbox.upload({ name: `${n}.txt`, content: `text ${n}` })),
  )
}

/** What each attempt to deliver the events of these files was answered with. */
async function answers(files: readonly FiredFile[]): Promise<readonly (number | undefined)[]> {
  return (await Promise.all(files.map(({ delivered }) => delivered))).flat().map(({ status }) => status)
}

async function allDone(files: readonly FiredFile[]): Promise<void> {
  for (const { id } of files) await rig.sandbox.waitForCards(id, { status: 'success', timeoutMs: 50_000 })
}

describe('while Box does not answer', () => {
  test.each<[string, RequestKind]>([
    ['reads', 'download'],
    ['writes', 'writeCards'],
  ])(
    'to %s, events are acknowledged as ever, far more than are in hand, and all are done afterwards',
    async (_, on) => {
      rig = await openRig({ ...behaviourConfig, box: { timeoutMs: 3000 } })
      const stuck = rig.sandbox.faults.add({ on, silent: true })

      const files = await upload(120)

      expect(await answers(files)).toEqual(files.map(() => 200))
      const { waiting, running } = await rig.runner.queue.counts()
      expect(waiting).toBeGreaterThan(60)
      expect(running).toBeGreaterThan(0)
      expect(files.filter(({ id }) => rig.sandbox.cardHistory(id).length > 0)).toEqual([])
      expect((await fetch(`${rig.runner.url}/health/ready`)).status).toBe(200)
      stuck.remove()
      await allDone(files)
    },
  )
})

test('a line at its limit is answered 503 with Retry-After; what was acknowledged is done, and then events are taken again', async () => {
  rig = await openRig({ ...behaviourConfig, queue: { maxWaiting: 20 } })
  const stuck = rig.sandbox.faults.add({ on: 'download', latencyMs: 300 })
  rig.sandbox.deliverTo(undefined)
  const files = await upload(30)
  const taken: FiredFile[] = []
  const refused: FiredFile[] = []
  for (const file of files) {
    const answer = await post(file)
    if (answer.status === 200) taken.push(file)
    else {
      refused.push(file)
      expect(answer.status).toBe(503)
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
      expect(await answer.json()).toMatchObject({ code: 'SKR_QUEUE_FULL' })
    }
  }
  expect(refused.length).toBeGreaterThan(0)
  stuck.remove()
  await allDone(taken)

  for (const file of refused) expect((await post(file)).status).toBe(200)
  await allDone(refused)
})

/** Posts a new event of a file once. */
function post({ id }: FiredFile): Promise<Response> {
  const { headers, body } = rig.sandbox.event(id)
  return fetch(`${rig.runner.url}/skills`, { method: 'POST', headers, body: Buffer.from(body) })
}
