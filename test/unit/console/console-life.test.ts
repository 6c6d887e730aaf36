import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createActivity } from '../../../core/console/activity.ts'
import { startConsole } from '../../../core/console/console.ts'
import { behaviourConfig } from '../../support/rig.ts'
import { type ConsoleRig, openConsoleRig } from './console-rig.ts'

let rig: ConsoleRig

beforeAll(async () => {
  rig = await openConsoleRig()
})
afterAll(() => rig.close())

const post = (path: string) => rig.ask(path, { method: 'POST', headers: { origin: rig.console.url } })

describe('the stream', () => {
  test('begins with everything, also for a page that comes back', async () => {
    const id = await rig.upload('known.txt', 'x')
    const first = rig.listen()
    await first.until((file) => file.id === id)
    first.close()
    const again = rig.listen()
    const { session, files } = await again.snapshot()
    expect(session).toEqual({ folder: 'inbox/', routes: ['txt -> one'] })
    expect(files.map((file) => file.id)).toContain(id)
    again.close()
  })

  test('tells of files that are gone', async () => {
    const listener = rig.listen()
    const id = await rig.upload('short-lived.txt', 'x')
    await listener.until((file) => file.id === id && file.state === 'succeeded')
    rig.sandbox.delete(id)
    await expect.poll(() => listener.gone).toContain(id)
    listener.close()
  })

  test('tells open pages of a session that has changed', async () => {
    const listener = rig.listen()
    await listener.snapshot()
    rig.console.renew({ folder: 'other/', routes: [] })
    await expect.poll(async () => (await listener.snapshot()).session.folder).toBe('other/')
    listener.close()
  })
})

test('a file can be run again, with a new event', async () => {
  const listener = rig.listen()
  const id = await rig.upload('again.txt', 'tide')
  await listener.until((file) => file.id === id && file.state === 'succeeded')
  expect((await post(`/api/files/${id}/run`)).status).toBe(202)
  await expect
    .poll(async () => (await rig.detail(id)).invocations.map(({ state }) => state))
    .toEqual(['succeeded', 'succeeded'])
  listener.close()
})

test('a file that waits for its retry is tried at once', async () => {
  const patient = await openConsoleRig({
    ...behaviourConfig,
    retry: { attempts: 3, firstDelayMs: 600_000, maxDelayMs: 600_000 },
  })
  const listener = patient.listen()
  const id = await patient.upload('busy.txt', 'throw-retryable')
  await listener.until((file) => file.id === id && file.state === 'retrying')
  const before = (await patient.detail(id)).invocations
  expect(before).toMatchObject([{ state: 'retrying', attempts: 1, dueAt: expect.any(Number) }])
  await patient.ask(`/api/files/${id}/run`, { method: 'POST', headers: { origin: patient.console.url } })
  await expect.poll(async () => (await patient.detail(id)).writes.length).toBe(2)
  expect((await patient.detail(id)).invocations).toHaveLength(1)
  listener.close()
  await patient.close()
})

test('an event that the runner does not take is told', async () => {
  const alone = await openConsoleRig()
  const listener = alone.listen()
  alone.sandbox.deliverTo('http://127.0.0.1:9/skills')
  const id = await alone.upload('lost.txt', 'x')
  await listener.until((file) => file.id === id && file.state === 'undelivered')
  expect((await alone.detail(id)).invocations[0]?.error).toMatchObject({
    code: 'SKR_CONSOLE_NOT_DELIVERED',
    message: expect.stringContaining('no answer'),
  })
  alone.sandbox.deliverTo(`${alone.console.url}/skills`)
  const other = await alone.upload('refused.txt', 'x')
  await listener.until((file) => file.id === other && file.state === 'undelivered')
  expect((await alone.detail(other)).invocations[0]?.error?.message).toContain('403')
  alone.sandbox.deliverTo(undefined)
  const quiet = await alone.upload('unsent.txt', 'x')
  await listener.until((file) => file.id === quiet)
  expect((await alone.detail(quiet)).invocations).toEqual([])
  listener.close()
  await alone.close()
})

test('what goes wrong in the background is reported, and the page stays', async () => {
  const own = await openConsoleRig()
  const id = await own.upload('x.txt', 'x')
  await own.runner.stop()
  own.sandbox.rename(id, 'y.txt')
  await expect.poll(() => own.problems.length).toBeGreaterThan(0)
  expect((await own.ask('/')).status).toBe(200)
  await own.close()
})

describe('the port', () => {
  const options = () => ({
    sandbox: rig.sandbox,
    queue: rig.runner.queue,
    activity: createActivity(),
    pathOf: () => undefined,
    session: { folder: '', routes: [] },
    onError: () => undefined,
  })

  test('that was asked for and is taken is told', async () => {
    const port = Number(new URL(rig.console.url).port)
    await expect(startConsole({ ...options(), port })).rejects.toMatchObject({
      code: 'SKR_CONSOLE_PORT_IN_USE',
    })
  })

  test('is another one where nobody asked for one and the usual one is taken', async () => {
    const blocker = createServer()
    // Where something else has it already, that blocks as well.
    await new Promise<void>((resolve) => {
      blocker.once('error', () => resolve())
      blocker.listen(5151, '127.0.0.1', () => resolve())
    })
    const page = await startConsole(options())
    expect(page.url).not.toMatch(/:5151$/)
    await page.close()
    blocker.close()
  })
})
