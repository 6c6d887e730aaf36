import { afterEach, beforeEach, expect, test } from 'vitest'
import type { SkillEvent } from '../../core/sandbox/events.ts'
import { type Machine, openMachine } from '../faults/machine.ts'

let machine: Machine
beforeEach(async () => {
  machine = await openMachine()
})
afterEach(() => machine.close())

/** The event of a file as it would come from another enterprise. */
function fromEnterprise(id: string, fileId: string): SkillEvent {
  const event = machine.sandbox.event(fileId)
  const body = JSON.parse(Buffer.from(event.body).toString())
  body.enterprise.id = id
  return machine.sandbox.sign({ ...event, body: Buffer.from(JSON.stringify(body)) })
}

async function statusOf(event: SkillEvent): Promise<number> {
  const { status } = await machine.send(event)
  return status
}

test('with 2,000 files of one enterprise waiting, the file of another is done long before they are', async () => {
  await machine.start()
  const { sandbox } = machine
  sandbox.deliverTo(undefined)
  const noisy: string[] = []
  for (let n = 0; n < 2000; n++) {
    noisy.push((await sandbox.upload({ name: `noisy-${n}.txt`, content: 'wait 100' })).id)
  }
  const { id: quiet } = await sandbox.upload({ name: 'quiet.txt', content: 'hello' })
  const events = noisy.map((id) => fromEnterprise('1', id))
  const statuses = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const own: number[] = []
      for (let event = events.pop(); event !== undefined; event = events.pop())
        own.push(await statusOf(event))
      return own
    }),
  )
  expect(new Set(statuses.flat())).toEqual(new Set([200]))
  const doneBefore = noisy.filter((id) => sandbox.cardHistory(id).length > 0).length

  expect(await statusOf(fromEnterprise('2', quiet))).toBe(200)
  await sandbox.waitForCards(quiet, { status: 'success', timeoutMs: 50_000 })

  const done = noisy.filter((id) => sandbox.cardHistory(id).length > 0).length
  // What was in hand already, and one for each turn until then.
  expect(done - doneBefore).toBeLessThan(60)
  expect(done).toBeLessThan(1800)
}, 240_000)
