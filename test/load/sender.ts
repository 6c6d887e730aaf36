// A process of its own, started by `load.ts`: a Box that sends so many events, and ends when all of them have their cards.
// What it remembers of them goes with it, so that a long run needs no more memory than a short one.
import { request } from 'undici'
import { startSandbox } from '../../core/testing.ts'

/** What a sender is told, as JSON in its first argument. */
export interface SenderTask {
  readonly count: number
  /** Events that have no cards yet: sent and waiting, or being worked on. */
  readonly atOnce: number
  /** Of the API, the same for each sender, since the runner's config names it. */
  readonly port: number
  readonly keys: { readonly primary: string; readonly secondary: string }
  readonly url: string
}

const { count, atOnce, port, keys, url }: SenderTask = JSON.parse(process.argv[2] ?? '')
const sandbox = await startSandbox({ port, signatureKeys: keys })
const waiting = new Map<string, () => void>()
sandbox.subscribe((change) => {
  if (change.type !== 'cards' || change.write.status !== 'success') return
  waiting.get(change.write.fileId)?.()
  waiting.delete(change.write.fileId)
})
let sent = 0
let done = 0

async function send(): Promise<void> {
  while (sent < count) {
    const number = sent++
    const { id } = await sandbox.upload({ name: `${number}.txt`, content: `word ${number}` })
    const written = new Promise<void>((resolve) => waiting.set(id, resolve))
    await deliver(id)
    await written
    done++
    if (done % 100 === 0) process.stdout.write(`${done}\n`)
  }
}

/** Sends an event until it is taken, as Box does. */
async function deliver(fileId: string): Promise<void> {
  const event = sandbox.event(fileId)
  for (;;) {
    const { headers, body } = sandbox.sign(event)
    const answer = await request(url, { method: 'POST', headers, body })
    await answer.body.dump()
    if (answer.statusCode === 200) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

await Promise.all(Array.from({ length: atOnce }, send))
await sandbox.close()
process.exit()
