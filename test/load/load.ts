import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Command, startCommand } from '../support/command.ts'
import { openHandles, residentMb, tempFiles } from './process-figures.ts'
import type { SenderTask } from './sender.ts'

const plugin = fileURLToPath(new URL('./plugin', import.meta.url))
const sender = fileURLToPath(new URL('./sender.ts', import.meta.url))

/** Invocations of one sender, which keeps all that it has sent until its end. */
const perSender = 20_000
/** Events without cards at any time: more than the runner takes in hand, so that there is always a line. */
const atOnce = 128
/** Invocations before the first figures, so that all that loads once has been loaded. */
const warmUp = 200
/** A figure of memory is the middle one of so many, half a second apart: it goes up and down with the garbage. */
const samples = 9
/** Looks, half a second apart, without a descriptor less: then the process is taken to be idle. */
const quietLooks = 6
/** Longest wait for idle connections to end. */
const idleMs = 120_000

export interface LoadReport {
  readonly invocations: number
  readonly seconds: number
  /** Resident memory of the runner's process in MB, by the invocations that it had done. */
  readonly residentMb: Readonly<Record<number, number>>
  /** File descriptors of the idle process, before and after. */
  readonly handles: { readonly before: number; readonly after: number }
  /** What is left below the temporary folder: while idle, and after the end of the process. */
  readonly tempFiles: { readonly idle: number; readonly ended: number }
  /** Invocations by state, by the runner's own metrics. */
  readonly states: Readonly<Record<string, number>>
  readonly exitCode: number | null
}

/**
 * Sends so many events to a runner in a process of its own, from sandboxes in processes of their own.
 *
 * @param measureAt After how many invocations the memory is measured, and then at the end, too.
 */
export async function load(
  invocations: number,
  measureAt: readonly number[],
  say: (line: string) => void = () => {},
): Promise<LoadReport> {
  const folder = await mkdtemp(join(tmpdir(), 'load-'))
  const port = await freePort()
  const keys = { primary: randomBytes(24).toString('base64url'), secondary: '' }
  await writeConfig(folder, port)
  const runner = startCommand(['start'], { cwd: folder, env: { PRIMARY: keys.primary } })
  try {
    const [, url = ''] = await runner.printed(/listens on (http:\/\/[\d.:]+)/)
    const pid = runner.child.pid ?? 0
    const tempDir = join(folder, 'temp')
    const resident: Record<number, number> = {}
    const task = { atOnce, port, keys, url: `${url}/skills` }
    await send({ ...task, count: warmUp })
    const before = await idleHandles(pid)

    const begun = performance.now()
    let done = 0
    const marks = [...measureAt]
    const measuring: Promise<void>[] = []
    while (done < invocations) {
      const count = Math.min(perSender, invocations - done)
      await send({ ...task, count }, (ofThese) => {
        const [mark] = marks
        if (mark === undefined || done + ofThese < mark) return
        marks.shift()
        measuring.push(
          middle(() => residentMb(pid)).then((megabytes) => {
            resident[mark] = megabytes
            say(`${mark} invocations: ${megabytes} MB resident`)
          }),
        )
      })
      done += count
      say(`${done} invocations`)
    }
    const seconds = Math.round((performance.now() - begun) / 1000)
    await Promise.all(measuring)
    if (measureAt.length > 0) resident[invocations] = await middle(() => residentMb(pid))
    const after = await idleHandles(pid, before)
    const idle = await tempFiles(tempDir)
    const states = await queueStates(url)
    runner.child.kill('SIGTERM')
    const { code } = await runner.ended
    return {
      invocations,
      seconds,
      residentMb: resident,
      handles: { before, after },
      tempFiles: { idle, ended: (await readdir(tempDir)).length },
      states,
      exitCode: code,
    }
  } finally {
    await end(runner)
    await rm(folder, { recursive: true, force: true })
  }
}

/** Runs one sender to its end. */
async function send(task: SenderTask, onDone: (count: number) => void = () => {}): Promise<void> {
  const child = spawn(
    process.execPath,
    ['--conditions=source', '--import=tsx', sender, JSON.stringify(task)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  createInterface({ input: child.stdout }).on('line', (line) => onDone(Number(line)))
  const [code] = await once(child, 'close')
  if (code !== 0) throw new Error(`the sender ended with ${code}`)
}

async function end(runner: Command): Promise<void> {
  runner.child.kill('SIGKILL')
  await runner.ended
}

/** The fewest descriptors that the process has while nothing is sent, once there are no more than `atMost`. */
async function idleHandles(pid: number, atMost = 0): Promise<number> {
  const until = performance.now() + idleMs
  let fewest = await openHandles(pid)
  // Connections that are kept for a next request end some seconds after the last one.
  for (let quiet = 0; performance.now() < until && fewest > atMost && quiet < quietLooks; quiet++) {
    await wait(500)
    const now = await openHandles(pid)
    if (now < fewest) quiet = 0
    fewest = Math.min(fewest, now)
  }
  return fewest
}

async function middle(figure: () => Promise<number>): Promise<number> {
  const figures: number[] = []
  for (let n = 0; n < samples; n++) {
    figures.push(await figure())
    await wait(500)
  }
  return figures.sort((a, b) => a - b)[samples >> 1] as number
}

async function queueStates(url: string): Promise<Record<string, number>> {
  const text = await (await fetch(`${url}/metrics`, { headers: { connection: 'close' } })).text()
  const states: Record<string, number> = {}
  for (const [, state = '', n] of text.matchAll(
    /^skill_runner_queue_invocations\{state="(\w+)"\} (\d+)$/gm,
  )) {
    if (Number(n) > 0) states[state] = Number(n)
  }
  return states
}

async function writeConfig(folder: string, boxPort: number): Promise<void> {
  await writeFile(
    join(folder, 'skill.config.json'),
    JSON.stringify({
      server: { host: '127.0.0.1', port: 0 },
      box: { apiUrl: `http://127.0.0.1:${boxPort}`, signatureKeys: { primary: `$\{PRIMARY}` } },
      files: { tempDir: './temp' },
      log: { level: 'info' },
      plugins: { load: { use: plugin } },
      routes: [{ extensions: ['txt'], plugins: ['load'] }],
    }),
  )
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  return port
}
