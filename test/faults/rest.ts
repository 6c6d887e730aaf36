import type { Card } from '../../core/cards/card.ts'
import { endStates } from '../../core/invocation/state.ts'
import type { InvocationRecord } from '../../core/queue/queue.ts'
import type { ActiveFault } from '../../core/sandbox/faults.ts'
import type { Rig } from '../support/rig.ts'

/** An invocation that waits for its next try, or has ended. */
export interface Rest {
  readonly record: InvocationRecord
  /** Requests that the fault has hit by then. */
  readonly hits: number
  /** What stands beside the file at this moment. */
  readonly cards: readonly Card[]
}

/**
 * Waits for the invocation of a file to come to rest for the first time, when the fault is taken away, and to end. To be
 * called before the event is sent.
 */
export function watchFile(
  { runner, sandbox }: Rig,
  fileId: string,
  fault: ActiveFault,
): { readonly first: Promise<Rest>; readonly end: Promise<Rest> } {
  const ends: ReadonlySet<string> = new Set(endStates)
  let unsubscribe = () => {}
  const settled = { first: (_: Promise<Rest>) => {}, end: (_: Promise<Rest>) => {} }
  const first = new Promise<Rest>((resolve) => {
    settled.first = resolve
  })
  const end = new Promise<Rest>((resolve) => {
    settled.end = resolve
  })
  // All is read in the listener, before the next try can begin.
  unsubscribe = runner.queue.subscribe(({ id, fileId: changed, state }) => {
    const hasEnded = ends.has(state)
    if (changed !== fileId || !(hasEnded || state === 'retrying')) return
    const facts = { hits: fault.hits(), cards: sandbox.cards(fileId) }
    fault.remove()
    const rest = runner.queue.get(id).then((record) => {
      if (record === undefined) throw new TypeError(`invocation ${id} is not there`)
      return { record: { ...record, state }, ...facts }
    })
    settled.first(rest)
    if (!hasEnded) return
    settled.end(rest)
    unsubscribe()
  })
  return { first, end }
}
