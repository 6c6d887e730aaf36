import { mkdtempSync, rmSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import { createBatches } from '../../../core/queue/sqlite/batch.ts'
import { openStore } from '../../../core/queue/sqlite/open.ts'
import type {
  Answer,
  Operation,
  Operations,
  Request,
  ThreadConfig,
} from '../../../core/queue/sqlite/protocol.ts'
import type { Store } from '../../../core/queue/sqlite/store.ts'
import { toArrival } from '../../../core/queue/sqlite/wire-form.ts'
import { invocationOf, type Said } from '../../contract/queue/invocations.ts'

export const self: ThreadConfig['owner'] = { host: hostname(), pid: process.pid, startedAt: 1, queue: 'one' }

/** A folder that is removed after each test, and stores in it that are closed. */
export function storeFolder() {
  let folder: string | undefined
  let stores: Store[] = []
  afterEach(() => {
    for (const store of stores) store.db.close()
    stores = []
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true })
    folder = undefined
  })
  const path = (name: string) => {
    folder ??= mkdtempSync(join(tmpdir(), 'queue-'))
    return join(folder, name)
  }
  return {
    path,
    /** Opens the store in this very thread; `now` is the time of opening. */
    open(config: Partial<ThreadConfig> = {}, now = 0): Store {
      const store = openStore(
        {
          path: path('queue.db'),
          sealKey: 'a key for these tests',
          maxWaiting: 1000,
          leaseMs: 1000,
          owner: self,
          ...config,
        },
        now,
      )
      stores.push(store)
      return store
    },
  }
}

/** Runs requests on a store as its thread would, one batch a call, at the time `now`. */
export function requester(store: Store) {
  const run = createBatches(store)
  let number = 0
  const request = <K extends Operation>(now: number, op: K, input: Operations[K]['input']) =>
    ({ number: ++number, now, op, input }) as Request
  return {
    run,
    request,
    /** One request in a batch of its own; its answer, or the error that it was answered with. */
    ask<K extends Operation>(now: number, op: K, input: Operations[K]['input']): unknown {
      const one = request(now, op, input)
      return outcome(run([one]).answers.find((answer) => answer.number === one.number))
    },
  }
}

export function outcome(answer: Answer | undefined): unknown {
  if (answer === undefined) return 'no answer'
  return 'error' in answer ? answer.error.code : answer.value
}

export function arrivalOf(said: Said = {}, lane = 'words') {
  return toArrival(invocationOf(said), lane)
}
