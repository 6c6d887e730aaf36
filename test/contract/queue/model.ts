import type { Invocation } from '../../../core/invocation/invocation.ts'
import { isNewer } from '../../../core/invocation/order.ts'
import type { InvocationState } from '../../../core/invocation/state.ts'
import type { Lease } from '../../../core/queue/queue.ts'

/** What the contract says of one invocation, in the plainest words there are. */
export interface Entry {
  readonly invocation: Invocation
  readonly lane: string
  readonly arrival: number
  state: InvocationState
  attempts: number
  dueAt: number
  overtaken: boolean
  lease: Lease | undefined
}

/** The contract as a list and loops over it, to compare an engine with. */
export class QueueModel {
  readonly entries: Entry[] = []

  append(invocation: Invocation, lane: string): 'new' | 'duplicate' {
    if (this.entries.some((entry) => entry.invocation.id === invocation.id)) return 'duplicate'
    const entry: Entry = {
      invocation,
      lane,
      arrival: this.entries.length,
      state: 'waiting',
      attempts: 0,
      dueAt: 0,
      overtaken: false,
      lease: undefined,
    }
    if (this.isOvertaken(entry)) entry.state = 'superseded'
    else {
      for (const older of this.entries.filter((other) => isOpen(other) && overtakes(entry, other))) {
        if (older.lease === undefined) older.state = 'superseded'
        else older.overtaken = true
      }
    }
    this.entries.push(entry)
    return 'new'
  }

  isOvertaken(entry: Entry): boolean {
    return this.entries.some((other) => other.state !== 'superseded' && overtakes(other, entry))
  }

  /** What `lease` has to give now. */
  next(exclude: readonly string[], now: number): Entry | undefined {
    return this.entries
      .filter(
        (entry) =>
          isOpen(entry) &&
          entry.lease === undefined &&
          entry.dueAt <= now &&
          !exclude.includes(entry.lane) &&
          !this.entries.some((other) => other.lease !== undefined && isSameFile(other, entry)) &&
          !this.entries.some(
            (other) => isOpen(other) && isSameLine(other, entry) && comesBefore(other, entry),
          ),
      )
      .sort((a, b) => a.dueAt - b.dueAt || a.arrival - b.arrival)[0]
  }

  /** The lease ends; the invocation goes back into the line, or ends where it was overtaken. */
  stepBack(entry: Entry): void {
    entry.lease = undefined
    entry.state = entry.overtaken ? 'superseded' : entry.attempts === 0 ? 'waiting' : 'retrying'
  }
}

function isOpen({ state }: Entry): boolean {
  return state === 'waiting' || state === 'running' || state === 'retrying'
}

function isSameFile(a: Entry, b: Entry): boolean {
  return a.invocation.file.id === b.invocation.file.id
}

function isSameLine(a: Entry, b: Entry): boolean {
  return (
    isSameFile(a, b) && a.invocation.app === b.invocation.app && a.invocation.skillId === b.invocation.skillId
  )
}

function overtakes(a: Entry, b: Entry): boolean {
  return (
    isSameLine(a, b) &&
    a.invocation.file.versionId !== b.invocation.file.versionId &&
    isNewer(a.invocation, b.invocation)
  )
}

function comesBefore(a: Entry, b: Entry): boolean {
  if (isNewer(b.invocation, a.invocation)) return true
  return !isNewer(a.invocation, b.invocation) && a.arrival < b.arrival
}
