// Runs in a process of its own, started by `processes.ts`: does one task on the store until it is done or killed.
import { once } from 'node:events'
import type { Queue } from '../../../core/queue/queue.ts'
import { invocationOf } from './invocations.ts'
import type { QueueLimits } from './workbench.ts'

/** What the child is told, as JSON in its first argument. */
export interface ChildTask {
  readonly module: string
  readonly config: unknown
  readonly limits: QueueLimits
  /** `append`: events, without end; `hold`: leases one and keeps it; `work`: leases, and completes from the first line of its input on until that ends. */
  readonly task: 'append' | 'hold' | 'work'
  /** Makes this child's events its own. */
  readonly name: string
}

interface QueueModule {
  openQueue(config: unknown, limits: QueueLimits): Promise<Queue>
}

const { module, config, limits, task, name }: ChildTask = JSON.parse(process.argv[2] ?? '')
const { openQueue }: QueueModule = await import(module)
const queue = await openQueue(config, limits)
const say = (...words: readonly (string | number)[]) => process.stdout.write(`${words.join(' ')}\n`)
say('open')

async function append(stream: number): Promise<never> {
  for (let n = 0; ; n++) {
    const { id } = await queue.append(invocationOf({ eventId: `${name}-${stream}-${n}` }), 'words')
    say('stored', id)
  }
}

const input = process.stdin
const mayComplete = task === 'work' ? once(input, 'data') : undefined
const inputEnded = new AbortController()
input.once('end', () => inputEnded.abort())

async function work(): Promise<void> {
  for (;;) {
    const lease = await queue.lease({ exclude: new Set(), signal: inputEnded.signal })
    if (lease === undefined) return
    const from = Date.now()
    say('leased', lease.invocation.id)
    await mayComplete
    await new Promise((resolve) => setTimeout(resolve, 1 + (lease.invocation.createdAt % 7)))
    const to = Date.now()
    if (await queue.complete(lease, { state: 'succeeded' }))
      say('done', lease.invocation.id, lease.invocation.file.id, from, to)
  }
}

if (task === 'append') await Promise.all(Array.from({ length: 16 }, (_, stream) => append(stream)))
else if (task === 'hold') {
  const lease = await queue.lease({ exclude: new Set(), signal: new AbortController().signal })
  say('leased', lease?.invocation.id ?? '')
} else {
  await Promise.all(Array.from({ length: 4 }, work))
  await queue.close()
}
