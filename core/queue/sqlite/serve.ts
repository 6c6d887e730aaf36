import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { toWire } from '../../errors/wire.ts'
import { createBatches } from './batch.ts'
import { asQueueError } from './connection.ts'
import { expireOwnLeases } from './lease.ts'
import { openStore } from './open.ts'
import type { Reply, Request, ThreadConfig } from './protocol.ts'

/** Most requests that one transaction takes, so that the first of them is not kept waiting for too long. */
const mostAtOnce = 512

/**
 * Opens the queue and answers the requests that come through `port`, until one of them closes it. All that came in
 * while the last batch was on its way to the disk makes the next one: a busy queue waits for the disk once for many.
 *
 * @param openedAt The queue's clock, milliseconds since the epoch.
 */
export function serveQueue(port: MessagePort, config: ThreadConfig, openedAt: number): void {
  const send = (reply: Reply) => port.postMessage(reply)
  let store: ReturnType<typeof openStore>
  try {
    store = openStore(config, openedAt)
  } catch (error) {
    send({ kind: 'refused', error: toWire(asQueueError(config.path, error)) })
    port.close()
    return
  }
  const run = createBatches(store)
  send({ kind: 'opened' })
  port.on('message', (first: Request) => {
    const requests = [first]
    while (requests.length < mostAtOnce) {
      const next: { message: Request } | undefined = receiveMessageOnPort(port)
      if (next === undefined) break
      requests.push(next.message)
    }
    send(run(requests))
    const last = requests.find(({ op }) => op === 'close')
    if (last !== undefined) close(last)
  })

  /** The last request: nothing comes after it. */
  function close({ number, now }: Request): void {
    try {
      store.db.transaction(() => expireOwnLeases(store, now))
      store.db.all('PRAGMA wal_checkpoint(TRUNCATE)')
      send({ kind: 'answers', answers: [{ number, value: undefined }], changes: [], nextAt: undefined })
    } catch (error) {
      // Nothing acknowledged is lost by it: leases come back when they expire, and the log is read at the next start.
      const answer = { number, error: toWire(asQueueError(config.path, error)) }
      send({ kind: 'answers', answers: [answer], changes: [], nextAt: undefined })
    }
    store.db.close()
    port.close()
  }
}
