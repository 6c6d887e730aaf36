import type { InvocationFacts } from './invocation.ts'

/**
 * Whether `a` speaks of a later state of the file than `b`. Box's `sequence_id` decides where both have one,
 * then the time of the event, then the time of receipt.
 */
export function isNewer(a: Ordered, b: Ordered): boolean {
  const bySequence = (a.file.sequence ?? Number.NaN) - (b.file.sequence ?? Number.NaN)
  if (bySequence !== 0 && !Number.isNaN(bySequence)) return bySequence > 0
  if (a.createdAt !== b.createdAt) return a.createdAt > b.createdAt
  return a.receivedAt > b.receivedAt
}

type Ordered = Pick<InvocationFacts, 'createdAt' | 'receivedAt'> & {
  readonly file: Pick<InvocationFacts['file'], 'sequence'>
}
