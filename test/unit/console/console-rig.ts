import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { loadConfig } from '../../../core/config/load.ts'
import { type Activity, createActivity } from '../../../core/console/activity.ts'
import { type Console, startConsole } from '../../../core/console/console.ts'
import type { FileChange, FileDetail, FileSummary, Snapshot } from '../../../core/console/view.ts'
import { createLog } from '../../../core/observe/log.ts'
import { type Runner, startRunner } from '../../../core/runner.ts'
import { type Sandbox, startSandbox } from '../../../core/testing.ts'
import { behaviourConfig, type ConfigPart, configText } from '../../support/rig.ts'

export interface ConsoleRig {
  readonly sandbox: Sandbox
  readonly runner: Runner
  readonly console: Console
  readonly activity: Activity
  readonly problems: unknown[]
  /** One request, with any headers, also those that `fetch` would not send. */
  ask(path: string, options?: AskOptions): Promise<Answer>
  upload(name: string, content: string): Promise<string>
  detail(fileId: string): Promise<FileDetail>
  /** Opens the stream of events. */
  listen(): Listener
  close(): Promise<void>
}

interface AskOptions {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
  readonly json: () => Record<string, unknown>
}

export interface Listener {
  /** The file as the stream has it, once it fits. */
  until(fits: (file: FileSummary) => boolean): Promise<FileSummary>
  /** Ids of files that the stream said were gone. */
  readonly gone: readonly string[]
  snapshot(): Promise<Snapshot>
  close(): void
}

/** A sandbox, a runner and the page's server, as `dev` joins them. */
export async function openConsoleRig(config: ConfigPart = behaviourConfig): Promise<ConsoleRig> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  const sandbox = await startSandbox({ redelivery: { firstDelayMs: 50 } })
  const configFile = join(folder, 'skill.config.json')
  await writeFile(configFile, configText(config, sandbox, folder))
  const activity = createActivity()
  const problems: unknown[] = []
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const runner = await startRunner({
    loaded: await loadConfig(configFile, {}),
    env: {},
    log: createLog('error', { pretty: false, destination: nowhere, onRecord: activity.record }),
    allowTypeScript: true,
    onProgress: activity.progress,
  })
  sandbox.deliverTo(`${runner.url}/skills`)
  const console = await startConsole({
    sandbox,
    queue: runner.queue,
    activity,
    pathOf: () => undefined,
    session: { folder: 'inbox/', routes: ['txt -> one'] },
    port: 0,
    onError: (error) => problems.push(error),
  })
  const { port } = new URL(console.url)

  const ask = (path: string, { method = 'GET', headers = {}, body }: AskOptions = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, method, headers }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text,
            json: () => JSON.parse(text) as Record<string, unknown>,
          }),
        )
      })
      sent.on('error', reject)
      sent.end(body)
    })

  return {
    sandbox,
    runner,
    console,
    activity,
    problems,
    ask,
    async upload(name, body) {
      const headers = { origin: console.url, 'content-type': 'application/octet-stream' }
      const answer = await ask(`/api/upload?name=${encodeURIComponent(name)}`, {
        method: 'POST',
        headers,
        body,
      })
      return String(answer.json().id)
    },
    async detail(fileId) {
      return (await ask(`/api/files/${fileId}`)).json() as unknown as FileDetail
    },
    listen: () => listenTo(`${console.url}/api/events`),
    async close() {
      await console.close()
      await runner.stop()
      await sandbox.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function listenTo(url: string): Listener {
  const files = new Map<string, FileSummary>()
  const gone: string[] = []
  const looks = new Set<() => void>()
  let first: Snapshot | undefined
  const take = (name: string, data: string) => {
    if (name === 'snapshot') {
      first = JSON.parse(data) as Snapshot
      for (const file of first.files) files.set(file.id, file)
    } else {
      const change = JSON.parse(data) as FileChange
      if (change.file === undefined) gone.push(change.gone)
      else files.set(change.file.id, change.file)
    }
    for (const look of looks) look()
  }
  let rest = ''
  const connection = request(url, (response) => {
    response.setEncoding('utf8')
    response.on('data', (chunk: string) => {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, name, data] = block.match(/event: (\w+)\ndata: (.*)$/) ?? []
        if (name !== undefined && data !== undefined) take(name, data)
      }
    })
    response.on('error', () => undefined)
  })
  connection.on('error', () => undefined)
  connection.end()
  const wait = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        looks.delete(look)
        resolve(found)
      }
      looks.add(look)
      look()
    })
  return {
    until: (fits) => wait(() => [...files.values()].find(fits)),
    gone,
    snapshot: () => wait(() => first),
    close: () => connection.destroy(),
  }
}
