import { isRunnerError } from '../../errors/error.ts'
import { toWire } from '../../errors/wire.ts'
import { append } from './append.ts'
import { asQueueError } from './connection.ts'
import { counts, get, list, probe, prune } from './history.ts'
import { leaseNext, nextDueAt, reset, returnExpired } from './lease.ts'
import type { Answer, Operation, Operations, Reply, Request } from './protocol.ts'
import { pragma } from './schema.ts'
import { check, complete, heartbeat, keep, release, requeue, retry } from './settle.ts'
import type { Store } from './store.ts'
import { giveTurns } from './turn.ts'

type Run<K extends Operation> = (
  store: Store,
  input: Operations[K]['input'],
  now: number,
) => Operations[K]['answer']

const writes = {
  append,
  heartbeat,
  check,
  keep,
  complete,
  retry,
  release,
  requeue,
  prune,
  probe,
  reset,
} satisfies {
  [K in Operation]?: Run<K>
}
const reads = { get, list, counts: (store: Store) => counts(store) } satisfies { [K in Operation]?: Run<K> }

type Write = Request<keyof typeof writes>
type Read = Request<keyof typeof reads>

/** Operations after which something can be leased that could not be leased before. */
const wakers: ReadonlySet<Operation> = new Set([
  'append',
  'complete',
  'retry',
  'release',
  'requeue',
  'reset',
  'lease',
])

/** How soon a lease is tried for again after the database could not be written, milliseconds. */
const afterFailureMs = 500

type Answers = Extract<Reply, { kind: 'answers' }>

/**
 * Takes the requests that have come in while the last batch was on its way to the disk, and runs them as one: writes in
 * one transaction, so that one wait for the disk serves them all, then reads. Requests for a lease stay here until
 * there is something for them.
 */
export function createBatches(store: Store): (requests: readonly Request[]) => Answers {
  /** Waiting requests for a lease, by their numbers, oldest first. */
  const waiting = new Map<number, { readonly exclude: ReadonlySet<string>; readonly lanes: string }>()
  let nextAt: number | undefined
  let seenVersion = pragma(store.db, 'data_version')

  return (requests) => {
    const now = requests.at(-1)?.now ?? 0
    const cancelled = takeIn(requests)
    const wake =
      requests.some(({ op }) => wakers.has(op)) ||
      (nextAt !== undefined && nextAt <= now) ||
      changedElsewhere()
    const asked = requests.filter(isWrite)
    const answers = [
      ...cancelled.map((number): Answer => ({ number, value: undefined })),
      ...(asked.length > 0 || (wake && waiting.size > 0) ? commit(asked, wake, now) : []),
      ...requests.filter(isRead).map(read),
    ]
    return {
      kind: 'answers',
      answers,
      changes: store.changes.splice(0),
      nextAt: waiting.size > 0 ? nextAt : undefined,
    }
  }

  function takeIn(requests: readonly Request[]): readonly number[] {
    const cancelled: number[] = []
    for (const request of requests) {
      if (request.op === 'lease') {
        waiting.set(request.number, {
          exclude: new Set(request.input),
          lanes: request.input.toSorted().join('\n'),
        })
      } else if (request.op === 'cancel' && waiting.delete(request.input)) cancelled.push(request.input)
    }
    return cancelled
  }

  /** Another process may have put something in line, or have finished with a file. */
  function changedElsewhere(): boolean {
    if (waiting.size === 0) return false
    try {
      const version = pragma(store.db, 'data_version')
      const changed = version !== seenVersion
      seenVersion = version
      return changed
    } catch {
      // It cannot be read just now; what is asked of the database next says why.
      return true
    }
  }

  /** Runs `asked`, and looks for something to lease, in one transaction. */
  function commit(asked: readonly Write[], wake: boolean, now: number): readonly Answer[] {
    const before = store.changes.length
    try {
      return inOneTransaction(asked, wake, now)
    } catch (thrown) {
      store.changes.length = before
      const error = asQueueError(store.db.path, thrown)
      // What filled the disk may be one of them: each gets its own chance.
      if (error.code === 'SKR_QUEUE_NOT_WRITABLE' && asked.length > 1) {
        return [...asked.flatMap((one) => commit([one], false, now)), ...commit([], wake, now)]
      }
      const refused = asked.map(({ number }) => number)
      if (error.code === 'SKR_QUEUE_CORRUPT') {
        refused.push(...waiting.keys())
        waiting.clear()
      }
      // Whoever waits for a lease waits on through a full disk or a lock, which pass.
      nextAt = now + afterFailureMs
      return refused.map((number) => ({ number, error: toWire(error) }))
    }
  }

  function inOneTransaction(asked: readonly Write[], wake: boolean, now: number): readonly Answer[] {
    const granted: Answer[] = []
    const answers = store.db.transaction(() => {
      const done = asked.map(attempt)
      if (wake && waiting.size > 0) granted.push(...grant(now))
      return done
    })
    for (const { number } of granted) waiting.delete(number)
    return [...answers, ...granted]
  }

  function grant(now: number): readonly Answer[] {
    returnExpired(store, now)
    giveTurns(store, now)
    const granted: Answer[] = []
    // With the same lanes excluded the next one in line gets as little.
    const inVain = new Set<string>()
    for (const [number, { exclude, lanes }] of waiting) {
      if (inVain.has(lanes)) continue
      const value = leaseNext(store, exclude, now)
      if (value === undefined) inVain.add(lanes)
      else granted.push({ number, value })
    }
    nextAt = nextDueAt(store)
    return granted
  }

  /** Runs one operation. Its own refusals come before it writes anything; what the database throws is everyone's. */
  function attempt(request: Write): Answer {
    const { number } = request
    try {
      return { number, value: runWrite(request) }
    } catch (error) {
      if (!isRunnerError(error)) throw error
      return { number, error: toWire(error) }
    }
  }

  function runWrite<K extends keyof typeof writes>({ op, input, now }: Request<K>): unknown {
    return (writes[op] as Run<K>)(store, input, now)
  }

  function read(request: Read): Answer {
    const { number } = request
    try {
      return { number, value: runRead(request) }
    } catch (error) {
      return { number, error: toWire(asQueueError(store.db.path, error)) }
    }
  }

  function runRead<K extends keyof typeof reads>({ op, input, now }: Request<K>): unknown {
    return (reads[op] as Run<K>)(store, input, now)
  }
}

function isWrite(request: Request): request is Write {
  return request.op in writes
}

function isRead(request: Request): request is Read {
  return request.op in reads
}
