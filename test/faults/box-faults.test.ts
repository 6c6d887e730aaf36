import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boxCalls } from './box-calls.ts'
import { faultKinds } from './box-fault-kinds.ts'
import { type Cell, callNames, cellsOf, faultNames, itsCards, type Outcome } from './box-faults.ts'
import { type FaultRig, type Met, openFaultRig } from './fault-rig.ts'

/** Cells under way at once, on each runner. */
const atOnce = 24
const minutesMs = { least: 100_000, most: 125_000 }

const rigs = new Map<string, Promise<FaultRig>>()
const met = new Map<Cell, Promise<Met>>()
const cells = new Map(callNames.map((call) => [call, cellsOf(call)]))
const isSlow = ({ fault }: Cell) => 'slow' in faultKinds[fault]

// Most of a cell is waiting: all of them meet their faults side by side, and the tests only look at what came of it.
beforeAll(async () => {
  for (const cardMode of ['replace', 'merge'] as const) {
    for (const slow of [true, false]) {
      const rig = openFaultRig(cardMode, slow)
      rigs.set(`${cardMode} ${slow}`, rig)
      const { meet } = await rig
      const queue = [...cells.values()]
        .flat()
        .filter((cell) => boxCalls[cell.call].cardMode === cardMode && isSlow(cell) === slow)
      limited(queue, slow ? queue.length : atOnce, ({ call, fault }) => meet(call, fault))
    }
  }
}, 120_000)
afterAll(async () => {
  for (const rig of rigs.values()) await (await rig).close()
})

/** Begins each cell as soon as an earlier one has ended. */
function limited(queue: readonly Cell[], width: number, work: (cell: Cell) => Promise<Met>): void {
  const ends: Promise<unknown>[] = []
  queue.forEach((cell, index) => {
    const turn = (ends[index - width] ?? Promise.resolve()).then(() => work(cell))
    met.set(cell, turn)
    ends.push(turn.catch(() => undefined))
  })
}

describe.each(callNames)('%s', (call) => {
  const list = cells.get(call) ?? []

  test('is tried with every fault, once', () => {
    expect(list.map(({ fault }) => String(fault)).toSorted()).toEqual(faultNames.map(String).toSorted())
  })

  test.each(list.map((cell) => [faultKinds[cell.fault].words, inWords(cell.outcome), cell] as const))(
    'Box %s: %s',
    async (_box, _outcome, cell) => {
      const { waitMs, end, othersKept, ...first } = (await met.get(cell)) as Met
      const { state, code, made, seen, inMinutes } = cell.outcome

      expect(first).toEqual({ state, code, made, seen })
      expect(end).toEqual(state === 'retrying' ? { state: 'succeeded', seen: itsCards } : { state, seen })
      expect(othersKept).not.toBe(false)
      if (inMinutes) {
        expect(waitMs).toBeGreaterThan(minutesMs.least)
        expect(waitMs).toBeLessThan(minutesMs.most)
      }
    },
    120_000,
  )
})

test('no token goes to the host that has nothing to do with Box', async () => {
  await Promise.allSettled(met.values())
  expect(await Promise.all([...rigs.values()].map(async (rig) => (await rig).strayTokens))).toEqual([
    [],
    [],
    [],
    [],
  ])
})

function inWords({ state, code, made, seen }: Outcome): string {
  return [`made ${made === 1 ? 'once' : `${made} times`}`, state, code, `people see: ${seen}`]
    .filter(Boolean)
    .join(', ')
}
