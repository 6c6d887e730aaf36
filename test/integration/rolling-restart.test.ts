import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { type Sandbox, startSandbox } from '../../core/testing.ts'
import { judge, type Version } from '../chaos/ledger.ts'
import { type Command, startCommand } from '../support/command.ts'

const plugin = fileURLToPath(new URL('../chaos/plugin', import.meta.url))
const restarts = 3

test('a new process beside the old one, time after time under load: nothing is lost, nothing done twice, nobody is turned away', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rolling-'))
  const sandbox = await startSandbox()
  const balancer = await startBalancer()
  const running: Command[] = []
  const start = async () => {
    const runner = startCommand(['start'], { cwd: folder, env: { PRIMARY: sandbox.keys.primary } })
    running.push(runner)
    const [, url = ''] = await runner.printed(/listens on (http:\/\/[\d.:]+)/)
    balancer.backends.push(url)
    return { runner, url }
  }
  try {
    await writeConfig(folder, sandbox)
    let current = await start()
    const load = startLoad(sandbox, balancer.url)
    for (let restart = 0; restart < restarts; restart++) {
      await load.more(30)
      const next = await start()
      await load.more(10)
      current.runner.child.kill('SIGTERM')
      expect(await current.runner.ended).toEqual({ code: 0, signal: null })
      balancer.backends.splice(balancer.backends.indexOf(current.url), 1)
      current = next
    }
    const { versions, turnedAway } = await load.end()
    await idle(current.url)

    expect(judge(sandbox, versions)).toEqual({
      lost: [],
      doubled: [],
      disordered: [],
      unfinished: [],
      wrong: [],
      repeated: 0,
    })
    expect(versions.length).toBeGreaterThan(restarts * 40)
    expect(turnedAway).toEqual([])
  } finally {
    for (const { child, ended } of running) {
      child.kill('SIGKILL')
      await ended
    }
    balancer.server.close()
    await sandbox.close()
    await rm(folder, { recursive: true, force: true })
  }
}, 300_000)

/** Passes events to a backend that says it is ready, and to the next one where it does not take them, as balancers do. */
async function startBalancer(): Promise<{ server: Server; url: string; backends: string[] }> {
  const backends: string[] = []
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    for (const backend of [...backends].reverse()) {
      const ready = await fetch(`${backend}/health/ready`).catch(() => undefined)
      if (ready?.status !== 200) continue
      const answer = await fetch(`${backend}${request.url}`, {
        method: 'POST',
        headers: Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
          name.startsWith('box-') || name === 'content-type' ? [[name, String(value)]] : [],
        ),
        body,
      }).catch(() => undefined)
      if (answer === undefined || answer.status === 503) continue
      response.writeHead(answer.status).end(await answer.text())
      return
    }
    response.writeHead(502).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { server, url: `http://127.0.0.1:${port}/skills`, backends }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** Uploads versions of files without a pause, and sends each event once. */
function startLoad(sandbox: Sandbox, url: string) {
  const versions: Version[] = []
  const turnedAway: number[] = []
  const sending: Promise<void>[] = []
  let uploading = true

  async function send(version: Version): Promise<void> {
    const { headers, body } = sandbox.event(version.fileId)
    const { status } = await fetch(url, { method: 'POST', headers, body: Buffer.from(body) })
    if (status === 200) version.acknowledged = true
    else turnedAway.push(status)
  }

  const uploads = (async () => {
    for (let count = 0; uploading; count++) {
      const word = `w${count}`
      const content = count % 3 === 0 ? `${word} slow` : word
      // Each file gets a second version while the first may be under way.
      const older = count % 4 === 3 ? versions.at(-3) : undefined
      const file = await sandbox.upload(
        older === undefined ? { name: `${word}.txt`, content } : { fileId: older.fileId, content },
      )
      const number = versions.filter(({ fileId }) => fileId === file.id).length
      const version = { fileId: file.id, versionId: file.versionId, number, word, acknowledged: false }
      versions.push(version)
      sending.push(send(version))
      await wait(20)
    }
  })()

  return {
    /** Resolves when so many further versions have come. */
    async more(count: number): Promise<void> {
      const until = versions.length + count
      while (versions.length < until) await wait(20)
    },
    async end() {
      uploading = false
      await uploads
      await Promise.all(sending)
      return { versions, turnedAway }
    },
  }
}

/** Resolves when nothing is left to do. */
async function idle(url: string): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text()
    if ([...metrics.matchAll(/state="(?:waiting|running|retrying)"} (\d+)/g)].every(([, n]) => n === '0'))
      return
    await wait(200)
  }
}

async function writeConfig(folder: string, sandbox: Sandbox): Promise<void> {
  await writeFile(
    join(folder, 'skill.config.json'),
    JSON.stringify({
      server: { host: '127.0.0.1', port: 0, shutdownGraceMs: 100 },
      box: { apiUrl: sandbox.url, signatureKeys: { primary: `$\{PRIMARY}` } },
      plugins: { chaos: { use: plugin } },
      routes: [{ extensions: ['txt'], plugins: ['chaos'] }],
      cards: { statusCardAfterMs: 60_000 },
    }),
  )
}
