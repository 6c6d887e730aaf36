import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Machine, openMachine } from './machine.ts'

// Processes that are started one after the other, on a machine that may be slow.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

let machine: Machine
beforeEach(async () => {
  machine = await openMachine({ server: { shutdownGraceMs: 20_000 } })
})
afterEach(() => machine.close())

test('on SIGTERM it is not ready first, answers events with 503 and closes the connection, ends what runs, and exits with 0', async () => {
  const runner = await machine.start()
  const [file] = await machine.upload(['wait 4000'])
  await expect
    .poll(async () => (await machine.get('/metrics')).text(), { timeout: 20_000 })
    .toMatch(/state="running"} 1/)

  runner.child.kill('SIGTERM')
  await runner.printed(/SIGTERM: stopping/)
  const ready = await machine.get('/health/ready')
  const event = await machine.post(file?.id ?? '')
  const live = await machine.get('/health/live')

  expect(ready.status).toBe(503)
  expect(await ready.json()).toMatchObject({ reasons: ['shutting down'] })
  expect(event.status).toBe(503)
  expect(event.headers.get('retry-after')).toMatch(/^\d+$/)
  expect(event.headers.get('connection')).toBe('close')
  expect(live.status).toBe(200)
  expect(await runner.ended).toEqual({ code: 0, signal: null })
  expect(machine.writes([file].flatMap((one) => one ?? []))).toEqual([1])
})

test('a second SIGTERM ends it at once, and what it was doing is done by the next one', async () => {
  const runner = await machine.start()
  const files = await machine.upload(['wait 15000', 'wait 14000'])
  await expect
    .poll(async () => (await machine.get('/metrics')).text(), { timeout: 20_000 })
    .toMatch(/state="running"} 2/)

  runner.child.kill('SIGTERM')
  await runner.printed(/SIGTERM: stopping/)
  runner.child.kill('SIGTERM')
  expect(await runner.ended).toEqual({ code: 1, signal: null })
  expect(machine.writes(files)).toEqual([0, 0])

  await machine.start()
  for (const file of files)
    await machine.sandbox.waitForCards(file.id, { status: 'success', timeoutMs: 50_000 })
  expect(machine.writes(files)).toEqual([1, 1])
})

test('SIGINT ends it as SIGTERM does', async () => {
  const runner = await machine.start()

  runner.child.kill('SIGINT')

  expect(await runner.ended).toEqual({ code: 0, signal: null })
  expect(runner.output()).toContain('SIGINT: stopping')
})

test('a request that never ends does not keep it from ending', async () => {
  const runner = await machine.start()
  const port = Number(new URL((await machine.get('/health/live')).url).port)
  const socket = connect(port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(
    'POST /skills HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  )
  // Answered after the half request has been read, since both connections are served by one loop.
  await machine.get('/health/live')

  runner.child.kill('SIGTERM')

  expect(await runner.ended).toEqual({ code: 0, signal: null })
  socket.destroy()
})

test('SIGHUP with a bad config changes nothing, and the next good one is taken over', async () => {
  const runner = await machine.start()
  const path = join(machine.folder, 'skill.config.json')
  const good = await readFile(path, 'utf8')

  await writeFile(path, good.slice(0, -5))
  runner.child.kill('SIGHUP')
  await runner.printed(/not taken over/)
  const [file] = await machine.upload(['one'])
  await machine.sandbox.waitForCards(file?.id ?? '', { status: 'success', timeoutMs: 30_000 })
  await writeFile(path, good)
  runner.child.kill('SIGHUP')
  await runner.printed(/new config is in force/)

  expect((await machine.get('/health/ready')).status).toBe(200)
})
