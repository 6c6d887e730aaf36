import { once } from 'node:events'
import { MessageChannel } from 'node:worker_threads'
import { expect, test } from 'vitest'
import type { Reply, Request } from '../../../core/queue/sqlite/protocol.ts'
import { serveQueue } from '../../../core/queue/sqlite/serve.ts'
import { arrivalOf, outcome, requester, self, storeFolder } from './stores.ts'

const folder = storeFolder()

/** Serves the queue on one end of a channel, and says what comes out of the other. */
function serve(sealKey = 'a key for these tests') {
  const { port1, port2 } = new MessageChannel()
  const replies: Reply[] = []
  port2.on('message', (reply: Reply) => replies.push(reply))
  const config = { path: folder.path('queue.db'), sealKey, maxWaiting: 5000, leaseMs: 1000, owner: self }
  serveQueue(port1, config, 0)
  return { replies, post: (request: Request) => port2.postMessage(request), ended: once(port2, 'close') }
}

let number = 0
const request = (op: Request['op'], input: unknown) => ({ number: ++number, now: 1, op, input }) as Request

test('makes one batch of all that waits, up to a limit', async () => {
  const { replies, post, ended } = serve()

  for (let n = 0; n < 600; n++) post(request('append', arrivalOf()))
  post(request('close', undefined))
  await ended

  const sizes = replies.map((reply) => (reply.kind === 'answers' ? reply.answers.length : reply.kind))
  expect(sizes).toEqual(['opened', 512, 88, 1])
})

test('lets go of its leases when it closes', async () => {
  const { replies, post, ended } = serve()
  const arrival = arrivalOf()
  post(request('append', arrival))
  post(request('lease', []))
  post(request('close', undefined))
  await ended

  const { ask } = requester(folder.open({}, 2))

  expect(replies.flatMap((reply) => (reply.kind === 'answers' ? reply.answers : [])).map(outcome)).toEqual([
    'new',
    expect.objectContaining({ attempt: 1 }),
    undefined,
  ])
  expect(ask(2, 'get', arrival.id)).toMatchObject({ state: 'retrying', attempts: 1 })
})

test('says why where it cannot open the queue, and ends', async () => {
  const { replies, ended } = serve('short')
  await ended

  expect(replies).toEqual([
    {
      kind: 'refused',
      error: { code: 'SKR_QUEUE_SEAL_KEY_SHORT', params: { position: 1, length: 5, least: 16 } },
    },
  ])
})

test('ends also where it cannot write any more', async () => {
  const { replies, post, ended } = serve()
  const other = folder.open()
  other.db.run('BEGIN IMMEDIATE')
  post(request('close', undefined))
  await ended
  other.db.run('ROLLBACK')

  const last = replies.at(-1)
  expect(last?.kind === 'answers' && last.answers.map(outcome)).toEqual(['SKR_QUEUE_LOCKED'])
})
