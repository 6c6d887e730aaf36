import { EventEmitter } from 'node:events'
import { beforeEach, expect, test } from 'vitest'
import {
  type RunScope,
  type Supervision,
  superviseWorker,
  type WorkerHost,
  type WorkerLogLine,
} from '../../../core/pool/worker-scope.ts'

/** Stands for the `process` of a worker: its outputs and its last resort for errors. */
class Host extends EventEmitter implements WorkerHost {
  readonly stdout = { write: () => true }
  readonly stderr = { write: () => true }
  buffers = 0
  memoryUsage = () => ({ arrayBuffers: this.buffers })
}

let host: Host
let lines: WorkerLogLine[]
let supervision: Supervision

beforeEach(() => {
  host = new Host()
  lines = []
  supervision = superviseWorker((line) => lines.push(line), host, { plugin: 'words', memoryMb: 1 })
})

function scope(invocationId: string): RunScope & { crashes: unknown[] } {
  const crashes: unknown[] = []
  return { invocationId, lines: 0, crashes, crash: (error) => crashes.push(error) }
}

const write = (stream: 'stdout' | 'stderr', ...args: unknown[]) =>
  (host[stream].write as (...args: unknown[]) => boolean)(...args)

test('what a run writes to the outputs becomes lines of that run', async () => {
  await supervision.within(scope('a'), async () => {
    write('stdout', 'out\n')
    write('stderr', Buffer.from('err'))
    write('stdout', '\n')
  })
  await expect
    .poll(() => lines)
    .toEqual([
      { level: 'info', message: 'out', fields: undefined, invocationId: 'a' },
      { level: 'warn', message: 'err', fields: undefined, invocationId: 'a' },
    ])
})

test('whoever waits for a write to be done is told, in either form of the call', async () => {
  await new Promise((resolve) => write('stdout', 'a', resolve))
  await new Promise((resolve) => write('stdout', 'b', 'utf8', resolve))
  await expect.poll(() => lines.map(({ message }) => message)).toEqual(['a', 'b'])
})

test('fields that cannot be JSON do not lose the line', async () => {
  const fields: Record<string, unknown> = {}
  fields.self = fields
  supervision.log('info', 'with a cycle', fields)
  supervision.log('info', 'x'.repeat(20_000))
  await expect.poll(() => lines.length).toBe(2)
  expect(lines[0]?.fields).toContain('unprintable')
  expect(lines[1]?.message).toHaveLength(8193)
})

test('fields are JSON whatever a plugin passes, since the main thread parses them', async () => {
  supervision.log('info', 'too many', { text: 'x'.repeat(20_000) })
  supervision.log('info', 'not fields', (() => 1) as never)
  await expect.poll(() => lines.length).toBe(2)
  expect(JSON.parse(lines[0]?.fields ?? '')).toEqual({ cut: expect.stringMatching(/^\{"text":"x+…$/) })
  expect(JSON.parse(lines[1]?.fields ?? '')).toBe('() => 1')
})

test('a stray error ends the run that it came from', async () => {
  const [one, two] = [scope('one'), scope('two')]
  await Promise.all([
    supervision.within(one, async () => {
      host.emit('uncaughtException', new Error('mine'))
      await new Promise((resolve) => setTimeout(resolve, 20))
    }),
    supervision.within(two, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }),
  ])
  expect([one.crashes.length, two.crashes.length]).toEqual([1, 0])
})

test('buffers beyond the memory of the plugin end all that run in the thread', async () => {
  const one = scope('one')
  const work = supervision.within(one, () => new Promise((resolve) => setTimeout(resolve, 600)))
  host.buffers = 2_000_000
  await work
  expect(one.crashes[0]).toMatchObject({ code: 'SKR_RUN_OUT_OF_MEMORY' })
})

test('one whose origin is unknown ends all that run just now', async () => {
  const one = scope('one')
  const work = supervision.within(one, () => new Promise((resolve) => setTimeout(resolve, 30)))
  host.emit('uncaughtException', new Error('whose?'))
  await work
  expect(one.crashes).toHaveLength(1)
})

test.each([new Error('late'), 'late'])(
  'one that comes after the run is logged and ends nothing',
  async (error) => {
    const one = scope('one')
    let later = () => {}
    await supervision.within(one, async () => {
      const { AsyncResource } = await import('node:async_hooks')
      later = AsyncResource.bind(() => {
        host.emit('uncaughtException', error)
      })
    })
    later()
    await expect
      .poll(() => lines)
      .toMatchObject([{ level: 'error', message: expect.stringContaining('late'), invocationId: 'one' }])
    expect(one.crashes).toEqual([])
  },
)
