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
  /** Its number among those of its lane, once it is first in line and due. */
  turn: number | undefined
  overtaken: boolean
  lease: Lease | undefined
}

/** The contract as a list and loops over it, to compare an engine with. */
export class QueueModel {
  readonly entries: Entry[] = []
  /** The latest turn of each lane that was leased. */
  readonly #served = new Map<string, number>()

  append(invocation: Invocation, lane: string): 'new' | 'duplicate' {
    if (this.entries.some((entry) => entry.invocation.id === invocation.id)) return 'duplicate'
    const entry: Entry = {
      invocation,
      lane,
      arrival: this.entries.length,
      state: 'waiting',
      attempts: 0,
      dueAt: 0,
      turn: undefined,
      overtaken: false,
      lease: undefined,
    }
    this.entries.push(entry)
    if (this.isOvertaken(entry)) {
      entry.state = 'superseded'
      return 'new'
    }
    const first = this.entries.find((other) => isSameLine(other, entry) && this.#isReady(other))
    for (const older of this.entries.filter((other) => isOpen(other) && overtakes(entry, other))) {
      if (older.lease === undefined) older.state = 'superseded'
      else older.overtaken = true
    }
    this.#lineUp(entry, first)
    return 'new'
  }

  isOvertaken(entry: Entry): boolean {
    return this.entries.some((other) => other.state !== 'superseded' && overtakes(other, entry))
  }

  /** What `lease` has to give: of each lane the lowest turn, and of these the longest due. */
  next(exclude: readonly string[]): Entry | undefined {
    const ready = this.entries.filter(
      (entry) =>
        this.#isReady(entry) &&
        !exclude.includes(entry.lane) &&
        !this.entries.some((other) => other.lease !== undefined && isSameFile(other, entry)),
    )
    return ready
      .filter((entry) => !ready.some((other) => other.lane === entry.lane && isServedBefore(other, entry)))
      .sort((a, b) => a.dueAt - b.dueAt || a.arrival - b.arrival)[0]
  }

  lease(entry: Entry, lease: Lease): void {
    entry.attempts++
    entry.state = 'running'
    entry.lease = lease
    this.#served.set(entry.lane, Math.max(this.#served.get(entry.lane) ?? 0, entry.turn ?? 0))
  }

  complete(entry: Entry, state: InvocationState): void {
    entry.lease = undefined
    entry.turn = undefined
    entry.state = state
    this.#lineUp(entry)
  }

  /** The lease ends; the invocation goes to the end of the line or, without `at`, back to where it was. It ends where it was overtaken. */
  stepBack(entry: Entry, at?: number): void {
    if (entry.overtaken) this.complete(entry, 'superseded')
    else {
      if (at !== undefined) entry.turn = at > Date.now() ? undefined : this.#nextTurn(entry)
      entry.lease = undefined
      entry.state = entry.attempts === 0 ? 'waiting' : 'retrying'
      this.#lineUp(entry)
    }
  }

  requeue(entry: Entry): void {
    if (isOpen(entry) && this.#isFirst(entry)) entry.turn = this.#nextTurn(entry)
    entry.state = 'waiting'
    entry.attempts = 0
    entry.dueAt = 0
    this.#lineUp(entry)
  }

  /** Whoever is first in the line of `entry` and due takes over the turn of who was first until now, or gets one of its own. */
  #lineUp(entry: Entry, first?: Entry): void {
    const line = this.entries.filter((other) => isOpen(other) && isSameLine(other, entry))
    if (line.some(({ lease }) => lease !== undefined)) return
    const next = line.find((other) => this.#isFirst(other))
    const before = line.find((other) => other.turn !== undefined) ?? first
    const turn = before?.turn
    if (before !== undefined && before !== next) before.turn = undefined
    if (next === undefined || next.turn !== undefined || next.dueAt > Date.now()) return
    next.turn = before?.lane === next.lane ? turn : this.#nextTurn(next)
  }

  #nextTurn({ lane, invocation }: Entry): number {
    const own = this.entries.filter(
      (other) =>
        this.#isReady(other) &&
        other.lane === lane &&
        other.invocation.skillId === invocation.skillId &&
        other.invocation.enterpriseId === invocation.enterpriseId,
    )
    return 1 + Math.max(this.#served.get(lane) ?? 0, ...own.map(({ turn = 0 }) => turn))
  }

  #isReady(entry: Entry): boolean {
    return isOpen(entry) && entry.lease === undefined && entry.turn !== undefined
  }

  #isFirst(entry: Entry): boolean {
    return !this.entries.some(
      (other) =>
        isOpen(other) &&
        isSameLine(other, entry) &&
        (other.lease ? other !== entry : comesBefore(other, entry)),
    )
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

function isServedBefore(a: Entry, b: Entry): boolean {
  const [first = 0, second = 0] = [a.turn, b.turn]
  return first < second || (first === second && a.arrival < b.arrival)
}
