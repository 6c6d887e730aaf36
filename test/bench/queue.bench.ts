// Prints what the embedded queue does on this machine: `node --import tsx --conditions=source test/bench/queue.bench.ts`
// Set BENCH_DIR to try another disk, and BENCH_ROWS for the length of the waiting line (default 200000).
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Invocation } from '../../core/invocation/invocation.ts'
import type { Lease, Queue } from '../../core/queue/queue.ts'
import { openSqliteQueue } from '../../core/queue/sqlite.ts'

const folder = mkdtempSync(join(process.env.BENCH_DIR ?? tmpdir(), 'queue-bench-'))
const rows = Number(process.env.BENCH_ROWS ?? 200_000)
/** All of them have something waiting, and take turns. */
const enterprises = 1000
/** Events that arrive at once, as from many connections. */
const together = 256
const lanes = Array.from({ length: 12 }, (_, index) => `lane-${index}`)

let made = 0
function invocation(): Invocation {
  made++
  // Box's tokens have some hundred characters.
  const token = { value: `${made}`.padEnd(600, 'x'), expiresAt: Date.now() + 86_400_000 }
  return {
    id: made.toString(16).padStart(20, '0').split('').reverse().join(''),
    app: 'default',
    boxId: `${made}_box`,
    eventId: `${made}`,
    skillId: '900491',
    enterpriseId: `${12_345 + (made % enterprises)}`,
    trigger: 'FILE_CONTENT',
    // Box numbers its files upwards.
    file: {
      id: `${1_500_000_000_000 + made * 7919}`,
      name: 'scan of a page.pdf',
      size: 1e6,
      versionId: `${made}`,
      sequence: 0,
      parentId: '0',
    },
    createdAt: Date.now(),
    receivedAt: Date.now(),
    tokens: { read: token, write: token },
  }
}

async function perSecond(count: number, atOnce: number, work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  let left = count
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (left-- > 0) await work()
    }),
  )
  return Math.round((count / (performance.now() - start)) * 1000)
}

function print(what: string, figure: number | string) {
  console.log(`${what.padEnd(66)} ${String(figure).padStart(9)}`)
}

const append = (queue: Queue) => queue.append(invocation(), lanes[made % lanes.length] ?? '')
const signal = new AbortController().signal

async function leaseAndComplete(queue: Queue, exclude: ReadonlySet<string>) {
  const lease = await queue.lease({ exclude, signal })
  if (lease !== undefined) await queue.complete(lease, { state: 'succeeded' })
}

const queue = await openSqliteQueue({
  path: join(folder, 'queue.db'),
  sealKey: 'a key for measuring only',
  maxWaiting: 1e9,
  leaseMs: 60_000,
})
await perSecond(2000, together, () => append(queue))
const alone = await perSecond(2000, 1, () => append(queue))
const grouped = await perSecond(20_000, together, () => append(queue))
print('durable acks a second, one commit each', alone)
print(`durable acks a second, ${together} at once, commits shared`, grouped)
print('ratio', (grouped / alone).toFixed(1))

while ((await queue.counts()).waiting < rows) await perSecond(10_000, 512, () => append(queue))
print('waiting invocations', (await queue.counts()).waiting)
const piledUp = await perSecond(10_000, together, () => append(queue))
print('durable acks a second with that many waiting', piledUp)
print('ratio to those with few waiting', (piledUp / grouped).toFixed(2))
print(
  'lease + complete a second, 1 worker',
  await perSecond(1000, 1, () => leaseAndComplete(queue, new Set())),
)
print(
  'lease + complete a second, 16 workers',
  await perSecond(10_000, 16, () => leaseAndComplete(queue, new Set())),
)
const most = new Set(lanes.slice(1))
print(
  'lease + complete a second, 16 workers, 11 of 12 lanes excluded',
  await perSecond(1500, 16, () => leaseAndComplete(queue, most)),
)

const held: Lease[] = []
for (let n = 0; n < 64; n++) {
  const lease = await queue.lease({ exclude: new Set(), signal })
  if (lease !== undefined) held.push(lease)
}
print('heartbeats of 64 leases a second', await perSecond(500, 1, () => queue.heartbeat(held)))
print(
  'checks before a write a second, 16 workers',
  await perSecond(5000, 16, async () => held[0] && queue.check(held[0])),
)
let longest = 0
let last = performance.now()
const watch = setInterval(() => {
  longest = Math.max(longest, performance.now() - last - 5)
  last = performance.now()
}, 5)
await perSecond(5000, 64, () => append(queue))
clearInterval(watch)
print('longest hold-up of the main event loop meanwhile, ms', longest.toFixed(1))
await queue.close()
rmSync(folder, { recursive: true })
