// Prints how our transport compares with the SDK's own on this machine, download and write by turns:
// `node --import tsx --conditions=source test/bench/transport.bench.ts`
// Set BENCH_PAIRS for the number of pairs (default 2000).
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import { BoxClient, BoxDeveloperTokenAuth } from 'box-node-sdk'
import { BaseUrls, NetworkSession } from 'box-node-sdk/networking'
import { createNetworkClient } from '../../core/box/network-client.ts'
import { createTransport } from '../../core/box/transport.ts'

const pairs = Number(process.env.BENCH_PAIRS ?? 2000)
const together = 16
const cards = {
  status: 'success',
  metadata: { cards: Array.from({ length: 20 }, (_, n) => ({ n, text: 'x'.repeat(100) })) },
}

/** Box in a thread of its own, so that serving does not count. */
const box = new Worker(
  `const { createServer } = require('node:http')
   const { parentPort } = require('node:worker_threads')
   const content = Buffer.alloc(20000, 'x')
   createServer((request, response) => {
     request.resume().on('end', () => {
       if (request.url.endsWith('/content')) response.writeHead(302, { location: 'http://127.0.0.1:' + request.socket.localPort + '/d' }).end()
       else response.end(request.method === 'GET' ? content : '{}')
     })
   }).listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address()) })`,
  { eval: true },
)
const [{ port }] = (await once(box, 'message')) as [AddressInfo]
const url = `http://127.0.0.1:${port}`

async function measure(name: string, networkSession: NetworkSession): Promise<number> {
  const client = new BoxClient({ auth: new BoxDeveloperTokenAuth({ token: 'token' }), networkSession })
  let left = pairs
  const work = async () => {
    while (left-- > 0) {
      const { content } = await client.makeRequest({
        method: 'GET',
        url: `${url}/2.0/files/1/content`,
        responseFormat: 'binary',
      })
      if (content !== undefined) await buffer(content)
      await client.makeRequest({ method: 'PUT', url: `${url}/2.0/skill_invocations/1`, data: cards })
    }
  }
  const cpu = process.cpuUsage()
  const start = performance.now()
  await Promise.all(Array.from({ length: together }, work))
  const perSecond = pairs / ((performance.now() - start) / 1000)
  const { user, system } = process.cpuUsage(cpu)
  const ms = (user + system) / 1000 / pairs
  console.log(
    `${name.padEnd(16)} ${perSecond.toFixed(0).padStart(6)} pairs/s  ${ms.toFixed(2)} ms of processor a pair (Box's own part included)`,
  )
  return perSecond
}

const transport = createTransport({ apiUrl: url, tokenHosts: [], timeoutMs: 30_000, connections: together })
const baseUrls = new BaseUrls({ baseUrl: url })
const ours = () =>
  measure('our transport', new NetworkSession({ baseUrls, networkClient: createNetworkClient(transport) }))
const theirs = () => measure("the SDK's own", new NetworkSession({ baseUrls }))

// The first round of each warms up.
await theirs()
await ours()
const [slow, fast] = [await theirs(), await ours()]
console.log(`our transport does ${(fast / slow).toFixed(1)} times as many`)
await transport.close()
await box.terminate()
