import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type Machine, openMachine } from './machine.ts'

// Processes that are started one after the other, on a machine that may be slow.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 })

const run = promisify(execFile)

let machine: Machine
beforeEach(async () => {
  machine = await openMachine()
})
afterEach(() => machine.close())

describe.skipIf(process.platform !== 'linux')('while it runs', () => {
  test('file descriptors run out: events are not taken, and what was goes on when there are some again', async () => {
    const runner = await machine.start()
    const pid = runner.child.pid ?? 0
    const before = await machine.upload(['wait 2000', 'one', 'wait 2001'])
    const [file] = before
    const limit = (soft: number) => run('prlimit', ['--pid', `${pid}`, `--nofile=${soft}:`])
    const open = (await readdir(`/proc/${pid}/fd`)).map(Number)

    await limit(Math.min(...open) + 3)
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        machine.post(file?.id ?? '').then(
          ({ status }) => status,
          () => 'none',
        ),
      ),
    )
    // Where it has ended meanwhile there is nothing to limit.
    await limit(4096).catch(() => undefined)

    expect(answers).toContain('none')
    // A process that could not load what it writes cards with ends, to be started again.
    const settled = Promise.all(
      before.map(({ id }) => machine.sandbox.waitForCards(id, { status: 'success', timeoutMs: 150_000 })),
    )
    const ended = await Promise.race([runner.ended, settled.then(() => undefined)])
    if (ended !== undefined) await machine.start()
    const [later] = await machine.upload(['two'])

    await settled
    await machine.sandbox.waitForCards(later?.id ?? '', { status: 'success', timeoutMs: 50_000 })
  })

  test('memory runs out: each event that was answered with 200 ends with cards, be it after a restart', async () => {
    const runner = await machine.start()
    const pid = runner.child.pid ?? 0
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    const used = Number(/^VmSize:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
    await run('prlimit', ['--pid', `${pid}`, `--as=${used + 64 * 1024 * 1024}:`])

    const [eating] = await machine.upload(['eat'])
    const cards = machine.sandbox.waitForCards(eating?.id ?? '', { timeoutMs: 100_000 })
    // Where the whole process has no memory left, V8 ends it; whoever watches over it starts it again.
    const ended = await Promise.race([runner.ended, cards.then(() => undefined)])
    if (ended !== undefined) await machine.start()
    const others = await machine.upload(['one', 'two'])

    await cards
    for (const { id } of others)
      await machine.sandbox.waitForCards(id, { status: 'success', timeoutMs: 50_000 })
  })
})
