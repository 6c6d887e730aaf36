import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, test } from 'vitest'
import type { Queue } from '../../../core/queue/queue.ts'
import type { ChildTask } from './child.ts'
import { invocationOf } from './invocations.ts'
import { glance, type QueueWorkbench, take } from './workbench.ts'

type ChildProcess = ChildProcessByStdio<Writable, Readable, null>

/** A child at work on the store, and what it has said so far. */
interface Child {
  readonly process: ChildProcess
  readonly lines: string[]
  /** Resolves when that many lines that begin with `word` have come; rejects where the child ends without. */
  said(word: string, times?: number): Promise<void>
  ended: Promise<unknown>
}

async function unfinished(queue: Queue): Promise<boolean> {
  const { waiting, running } = await queue.counts()
  return waiting + running > 0
}

export function processTests(bench: QueueWorkbench): void {
  let children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL')
    children = []
  })

  function start(task: ChildTask['task'], name: string, leaseMs = 60_000): Child {
    const told: ChildTask = { ...bench.store().child, limits: { maxWaiting: 1e6, leaseMs }, task, name }
    const script = fileURLToPath(new URL('./child.ts', import.meta.url))
    const child = spawn(
      process.execPath,
      ['--conditions=source', '--import=tsx', script, JSON.stringify(told)],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    )
    children.push(child)
    const ended = once(child, 'close')
    const lines: string[] = []
    const watchers = new Set<() => void>()
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line)
      for (const watch of watchers) watch()
    })
    return {
      process: child,
      lines,
      ended,
      said(word, times = 1) {
        return new Promise((resolve, reject) => {
          const watch = () => {
            if (lines.filter((line) => line.startsWith(word)).length >= times) resolve()
          }
          watchers.add(watch)
          watch()
          ended.then(() => reject(new Error(`the child ended after saying: ${lines.join(', ')}`)))
        })
      },
    }
  }

  test('what was acknowledged is there after the process was killed', async () => {
    const child = start('append', 'killed')
    await child.said('stored', 200)

    child.process.kill('SIGKILL')
    await child.ended
    const queue = await bench.open()

    const stored = child.lines.flatMap((line) =>
      line.startsWith('stored ') ? [line.slice('stored '.length)] : [],
    )
    const there = new Set((await queue.list({ limit: 1e6 })).map(({ invocation }) => invocation.id))
    expect(stored.length).toBeGreaterThanOrEqual(200)
    expect(stored.filter((id) => !there.has(id))).toEqual([])
    expect(await take(queue)).toMatchObject({ attempt: 1 })
  })

  test('what a killed process had leased comes back at the next start, as a further attempt', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'words')
    const child = start('hold', 'killed')
    await child.said('leased')
    expect((await queue.counts()).running).toBe(1)

    child.process.kill('SIGKILL')
    await child.ended

    expect(await take(await bench.open())).toMatchObject({ attempt: 2, losses: 1 })
  })

  test('what a living process has leased stays with it when another starts', async () => {
    const queue = await bench.open()
    await queue.append(invocationOf(), 'words')
    await start('hold', 'living').said('leased')

    const other = await bench.open()

    expect(await glance(other)).toBeUndefined()
    expect((await other.counts()).running).toBe(1)
  })

  test('a new store can be opened by several at the same time', async () => {
    const queues = await Promise.all(Array.from({ length: 4 }, () => bench.open()))

    await Promise.all(queues.map((queue) => queue.append(invocationOf(), 'words')))

    for (const queue of queues) expect((await queue.counts()).waiting).toBe(4)
    const leases = await Promise.all(queues.map((queue) => take(queue)))
    expect(new Set(leases.map(({ invocation }) => invocation.id)).size).toBe(4)
  })

  test('what one process appends wakes the lease of another', async () => {
    const [one, other] = await Promise.all([bench.open(), bench.open()])
    const waiting = take(other)
    const invocation = invocationOf({ file: '1' })
    await one.append(invocation, 'words')

    const lease = await waiting
    const next = take(one)
    await one.append(invocationOf({ file: '1', version: invocation.file.versionId }), 'words')
    await other.complete(lease, { state: 'succeeded' })

    expect(lease.invocation.id).toBe(invocation.id)
    expect((await next).attempt).toBe(1)
  })

  test('several processes do everything once, and one file at a time', async () => {
    const queue = await bench.open()
    const workers = [start('work', 'one'), start('work', 'two')]
    const invocations = Array.from({ length: 120 }, (_, n) =>
      invocationOf({ file: `${n % 15}`, version: 'v' }),
    )
    await Promise.all(invocations.map((invocation) => queue.append(invocation, 'words')))
    // Neither completes anything before both have work, so that neither can do all of it.
    await Promise.all(workers.map(({ said }) => said('leased')))
    for (const { process } of workers) process.stdin.write('go\n')
    while (await unfinished(queue)) await setTimeout(20)
    for (const { process } of workers) process.stdin.end()
    await Promise.all(workers.map(({ ended }) => ended))

    const done = workers
      .flatMap(({ lines }) => lines.filter((line) => line.startsWith('done ')))
      .map((line) => line.split(' '))
      .map(([, id = '', file = '', from, to]) => ({ id, file, from: Number(from), to: Number(to) }))
      .sort((a, b) => a.from - b.from || a.to - b.to)
    expect(done.map(({ id }) => id).sort()).toEqual(invocations.map(({ id }) => id).sort())
    for (const [index, { file, from }] of done.entries()) {
      const before = done.slice(0, index).findLast((other) => other.file === file)
      expect(before?.to ?? 0).toBeLessThanOrEqual(from)
    }
  })
}
