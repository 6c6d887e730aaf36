import { afterEach, expect, test } from 'vitest'
import { behaviourConfig, openRig, type Rig } from '../support/rig.ts'

let rig: Rig
afterEach(() => rig.close())

const paths = ['/health/live', '/health/ready', '/metrics']

test('with a port of their own, health and metrics are there and nowhere else, and events nowhere there', async () => {
  rig = await openRig({ ...behaviourConfig, server: { statusPort: 0 } })
  const { url, statusUrl = '' } = rig.runner
  const { id } = await rig.sandbox.upload({ name: 'a.txt', content: 'hello' })
  await rig.sandbox.waitForCards(id, { status: 'success' })

  expect(new URL(statusUrl)).toMatchObject({ hostname: '127.0.0.1' })
  expect(statusUrl).not.toBe(url)
  for (const path of paths) {
    await expect.poll(async () => (await fetch(statusUrl + path)).status).toBe(200)
    expect((await fetch(url + path)).status).toBe(404)
    expect((await fetch(url + path, { method: 'POST' })).status).toBe(404)
    const posted = await fetch(statusUrl + path, { method: 'POST' })
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD'])
  }
  expect(await (await fetch(`${statusUrl}/metrics`)).text()).toContain(
    'skill_runner_events_total{outcome="new",code=""} 1',
  )
  const { headers, body } = rig.sandbox.event(id)
  const event = await fetch(`${statusUrl}/skills`, { method: 'POST', headers, body: Buffer.from(body) })
  expect(event.status).toBe(404)
})

test('they answer until the end of a shutdown, and say that it has begun', async () => {
  rig = await openRig({
    ...behaviourConfig,
    server: { statusPort: 0, shutdownGraceMs: 1500 },
    plugins: { ...behaviourConfig.plugins, one: { ...behaviourConfig.plugins.one, timeoutMs: 60_000 } },
  })
  const { statusUrl } = rig.runner
  const { id } = await rig.sandbox.upload({ name: 'a.txt', content: 'hang' })
  await expect.poll(async () => (await rig.runner.queue.list({ fileId: id }))[0]?.state).toBe('running')

  const stopped = rig.runner.stop()

  const ready = await fetch(`${statusUrl}/health/ready`)
  expect([ready.status, await ready.json()]).toEqual([
    503,
    { status: 'not ready', reasons: ['shutting down'] },
  ])
  await stopped
  await expect(fetch(`${statusUrl}/health/ready`)).rejects.toThrow()
})

test('where that port is taken, the runner does not start', async () => {
  rig = await openRig({ ...behaviourConfig, server: { statusPort: 0 } })
  const taken = Number(new URL(rig.runner.statusUrl ?? '').port)

  await expect(openRig({ ...behaviourConfig, server: { statusPort: taken } })).rejects.toThrow(
    expect.objectContaining({ code: 'SKR_START_PORT_IN_USE', message: expect.stringContaining(`${taken}`) }),
  )
})
