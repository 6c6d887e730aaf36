import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { hostname } from 'node:os'
import { fail } from '../errors/error.ts'
import type { Invocation } from '../invocation/invocation.ts'
import type { Lease, LeaseRequest, Queue, StateChange } from './queue.ts'
import type { LeaseKey } from './sqlite/protocol.ts'
import { ThreadLink } from './sqlite/thread-link.ts'
import { toArrival, toLease, toRecord } from './sqlite/wire-form.ts'

export interface SqliteQueueOptions {
  /** The database file; it and its folder are made where they are missing. */
  readonly path: string
  /** One key or several with commas between them, the first of which seals; `''`: a random key in the file `<path>.key`. */
  readonly sealKey: string
  /** Longest line of unfinished invocations. */
  readonly maxWaiting: number
  /** A lease that is not renewed for this long comes back. */
  readonly leaseMs: number
  /** The clock, milliseconds since the epoch. */
  readonly now?: () => number
}

/**
 * Opens the embedded queue: one SQLite file, worked on by a thread of its own. Several processes on one host may have
 * it open. Rejects with `SKR_QUEUE_CORRUPT`, `_NOT_WRITABLE`, `_LOCKED`, `_NOT_OURS`, `_TOO_NEW`, `_KEY_FILE` or
 * `_SEAL_KEY_SHORT`; operations reject with `SKR_QUEUE_STOPPED` should the thread end, and with `SKR_QUEUE_CLOSED` after `close`.
 */
export async function openSqliteQueue(options: SqliteQueueOptions): Promise<Queue> {
  const { now = Date.now, ...config } = options
  const listeners = new Set<(change: StateChange) => void>()
  const owner = {
    host: hostname(),
    pid: process.pid,
    startedAt: Math.round(performance.timeOrigin),
    queue: randomUUID(),
  }
  const link = await ThreadLink.open({ ...config, owner }, now, tell)
  const underWay = new Set<Promise<unknown>>()
  /** Ends the wait of each `lease` that waits. */
  const waiting = new Set<() => void>()
  let closed: Promise<void> | undefined

  function tell(change: StateChange): void {
    for (const listener of listeners) {
      try {
        listener(change)
      } catch (error) {
        // A listener's mistake must not keep anyone else from being told; it surfaces as an uncaught exception.
        queueMicrotask(() => {
          throw error
        })
      }
    }
  }

  /** Runs one operation, unless the queue is closing, and has `close` wait for it. */
  function operation<T>(run: () => Promise<T>): Promise<T> {
    if (closed !== undefined) return Promise.reject(fail('SKR_QUEUE_CLOSED', {}))
    const running = run()
    underWay.add(running)
    const forget = () => underWay.delete(running)
    running.then(forget, forget)
    return running
  }

  const ask: ThreadLink['call'] = (op, input) => link.call(op, input)
  const operate = <K extends Parameters<typeof ask>[0]>(op: K, input: Parameters<typeof ask<K>>[1]) =>
    operation(() => ask(op, input).answer)

  async function lease({ exclude, signal }: LeaseRequest): Promise<Lease | undefined> {
    const { number, answer } = ask('lease', [...exclude])
    const cancel = () => link.cancel(number)
    // By hand, since what `AbortSignal.any` notes down on a signal that lives long is never removed on Node 20.
    waiting.add(cancel)
    setMaxListeners(0, signal)
    signal.addEventListener('abort', cancel)
    const granted = await answer.finally(() => {
      waiting.delete(cancel)
      signal.removeEventListener('abort', cancel)
    })
    if (granted === undefined) return undefined
    const leased = toLease(granted)
    if (!signal.aborted && closed === undefined) return leased
    // Granted while the wish was being withdrawn. Should giving it back fail, it comes back when it expires.
    await ask('release', keyOf(leased)).answer.catch(() => undefined)
    return undefined
  }

  return {
    async append(invocation: Invocation, lane) {
      const outcome = await operate('append', toArrival(invocation, lane))
      return { id: invocation.id, outcome }
    },
    async lease(request) {
      return request.signal.aborted || closed !== undefined ? undefined : operation(() => lease(request))
    },
    async heartbeat(leases) {
      const standings = await operate('heartbeat', leases.map(keyOf))
      return leases.flatMap((held, index) => {
        const standing = standings[index]
        return standing === 'lost' || standing === 'superseded' ? [{ lease: held, standing }] : []
      })
    },
    check: (held) => operate('check', keyOf(held)),
    keep: (held, result) =>
      operate('keep', { ...keyOf(held), plugin: result.plugin, result: JSON.stringify(result) }),
    complete: (held, { state, reason, runs }) =>
      operate('complete', { ...keyOf(held), state, reason: toJson(reason), runs: toJson(runs) }),
    retry: (held, at, reason) => operate('retry', { ...keyOf(held), at, reason: JSON.stringify(reason) }),
    release: (held) => operate('release', keyOf(held)),
    requeue: (id) => operate('requeue', id),
    async get(id) {
      const row = await operate('get', id)
      return row === undefined ? undefined : toRecord(row)
    },
    list: async (filter) => (await operate('list', filter)).map(toRecord),
    counts: () => operate('counts', undefined),
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    probe: () => operate('probe', undefined),
    prune: (before) =>
      operation(async () => {
        let deleted = 0
        for (let more = true; more && closed === undefined; ) {
          const step = await ask('prune', before).answer
          deleted += step.deleted
          more = step.more
        }
        return deleted
      }),
    close() {
      closed ??= (async () => {
        for (const cancel of waiting) cancel()
        while (underWay.size > 0) await Promise.allSettled(underWay)
        await link.close()
      })()
      return closed
    },
  }
}

function keyOf({ invocation, leaseId }: Lease): LeaseKey {
  return { id: invocation.id, leaseId }
}

function toJson(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}
