import { describe } from 'vitest'
import { appendTests } from './queue/append.ts'
import { fairnessTests } from './queue/fairness.ts'
import { historyTests } from './queue/history.ts'
import { holdingTests } from './queue/holding.ts'
import { leaseTests } from './queue/lease.ts'
import { orderTests } from './queue/order.ts'
import { processTests } from './queue/processes.ts'
import { randomTests } from './queue/random.ts'
import { type QueueStore, queueWorkbench } from './queue/workbench.ts'

/**
 * Holds a queue engine to the contract in `core/queue/queue.ts`. Call it in the engine's own test file, with a function
 * that makes an empty store for one test.
 */
export function queueContract(name: string, newStore: () => Promise<QueueStore>): void {
  describe(`the ${name} queue`, () => {
    const bench = queueWorkbench(newStore)
    describe('append', () => appendTests(bench))
    describe('lease', () => leaseTests(bench))
    describe('fairness', () => fairnessTests(bench))
    describe('order', () => orderTests(bench))
    describe('a held lease', () => holdingTests(bench))
    describe('history', () => historyTests(bench))
    describe('several processes', () => processTests(bench))
    describe('at random', () => randomTests(bench))
  })
}
