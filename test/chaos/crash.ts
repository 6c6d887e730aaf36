import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Step } from '../../core/observe/steps.ts'
import type { InvocationRecord } from '../../core/queue/queue.ts'
import { type Sandbox, startSandbox } from '../../core/testing.ts'
import { runCommand } from '../support/command.ts'
import { seeded } from '../support/seeded.ts'
import { judge, type Verdict, type Version } from './ledger.ts'

const bin = fileURLToPath(new URL('../../core/bin/skill-runner.js', import.meta.url))
const killAt = new URL('./kill-at.mjs', import.meta.url).href
const plugin = fileURLToPath(new URL('./plugin', import.meta.url))

const steps: readonly Step[] = [
  'appending',
  'appended',
  'acknowledged',
  'running',
  'ran',
  'writing',
  'written',
  'ended',
  'retrying',
  'reloading',
  'stopping',
]
/** Milliseconds after a step: within a commit, right after it, and a while later. */
const delays = [0, 0.2, 1, 3, 30, 120]
/** How long a round may last before the process is killed wherever it is. */
const roundMs = 4000
/** New versions come to one of the files that came last, so that several are under way for one. */
const recentFiles = 20

export interface CrashOptions {
  readonly kills: number
  readonly seed: number
  say?(line: string): void
}

export interface CrashReport {
  readonly seed: number
  readonly kills: number
  /** Kills by the step that they came at; `anywhere` for those by the clock. */
  readonly killsAt: Readonly<Record<string, number>>
  readonly versions: number
  readonly acknowledged: number
  readonly writes: number
  /** States that the acknowledged invocations ended in, by the queue's own account. */
  readonly states: Readonly<Record<string, number>>
  readonly verdict: Verdict
}

/**
 * Kills a runner over and over while versions of files come in, starts it again each time, lets it finish in the end, and
 * holds what Box has taken against what it acknowledged.
 */
export async function crash({ kills, seed, say = () => {} }: CrashOptions): Promise<CrashReport> {
  const random = seeded(seed)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const folder = await mkdtemp(join(tmpdir(), 'crash-'))
  const sandbox = await startSandbox()
  const url = await writeConfig(folder, sandbox)
  const versions: Version[] = []
  const deliveries: Promise<void>[] = []
  const ending = new AbortController()
  const killsAt: Record<string, number> = {}
  let uploading = true

  /** Sends an event until it is answered with 200, as Box does; but for longer, since Box would give up. */
  async function deliver(version: Version): Promise<void> {
    const event = sandbox.event(version.fileId)
    while (!ending.signal.aborted) {
      const { headers, body } = sandbox.sign(event)
      const answer = await fetch(url, {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(5000),
      }).catch(() => undefined)
      await answer?.arrayBuffer().catch(() => undefined)
      if (answer?.status === 200) {
        version.acknowledged = true
        return
      }
      await wait(40)
    }
  }

  async function upload(): Promise<void> {
    const ids: string[] = []
    for (let count = 0; uploading; count += 1) {
      const known = random() < 0.4 ? pick(ids.slice(-recentFiles)) : undefined
      const word = `w${count}`
      const content = [word, ...(random() < 0.3 ? ['slow'] : []), ...(random() < 0.2 ? ['busy'] : [])].join(
        ' ',
      )
      const file = await sandbox.upload(
        known === undefined ? { name: `${word}.txt`, content } : { fileId: known, content },
      )
      if (known === undefined) ids.push(file.id)
      const number = versions.filter(({ fileId }) => fileId === file.id).length
      const version = { fileId: file.id, versionId: file.versionId, number, word, acknowledged: false }
      versions.push(version)
      deliveries.push(deliver(version))
      if (random() < 0.05) sandbox.faults.add(pick(faults))
      await wait(20 + random() * 150)
    }
  }

  const uploads = upload()
  for (let kill = 1; kill <= kills; kill += 1) {
    const step = random() < 0.8 ? pick(steps) : undefined
    const plan = { step, times: 1 + Math.floor(random() * 3), afterMs: pick(delays) }
    const at = await round(folder, sandbox, plan, random() * roundMs)
    killsAt[at] = (killsAt[at] ?? 0) + 1
    if (kill % 10 === 0) say(`${kill} kills, ${versions.length} versions`)
  }
  uploading = false
  await uploads

  const runner = startRunner(folder, sandbox)
  // A log that nobody reads would stop the process as soon as the pipe is full.
  runner.stdout.resume()
  await Promise.all(deliveries)
  sandbox.faults.clear()
  const records = await settled(folder, say)
  runner.kill('SIGTERM')
  await once(runner, 'close')
  ending.abort()
  const report: CrashReport = {
    seed,
    kills,
    killsAt,
    versions: versions.length,
    acknowledged: versions.filter(({ acknowledged }) => acknowledged).length,
    writes: [...new Set(versions.map(({ fileId }) => fileId))].reduce(
      (sum, fileId) => sum + sandbox.cardHistory(fileId).length,
      0,
    ),
    states: countBy(records.map(({ state }) => state)),
    verdict: judge(sandbox, versions),
  }
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
  return report
}

const faults = [
  { on: 'writeCards', times: 2, status: 503 },
  { on: 'writeCards', times: 1, drop: 'after' },
  { on: 'writeCards', times: 1, status: 429, retryAfter: 1 },
  { on: 'download', times: 2, status: 500 },
  { on: 'downloadHost', times: 1, drop: 'middle' },
] as const

/** Lets a runner work until it is killed. Resolves to the step that it was killed at, or `anywhere`. */
async function round(
  folder: string,
  sandbox: Sandbox,
  plan: { readonly step: Step | undefined; readonly times: number; readonly afterMs: number },
  clockMs: number,
): Promise<string> {
  const processStep = plan.step === 'reloading' || plan.step === 'stopping'
  const runner = startRunner(folder, sandbox, { ...plan, times: processStep ? 1 : plan.times })
  const closed = once(runner, 'close')
  let byClock = false
  const kill = (ms: number) =>
    setTimeout(() => {
      byClock = true
      runner.kill('SIGKILL')
    }, ms)
  // By the clock it may well be before the start is done.
  const timer = kill(plan.step === undefined ? clockMs : 4 * roundMs)
  const listening = Promise.race([listens(runner), closed])
  await listening
  if (processStep && runner.exitCode === null) {
    await Promise.race([wait(clockMs / 4), closed])
    runner.kill(plan.step === 'reloading' ? 'SIGHUP' : 'SIGTERM')
  }
  const late = kill(roundMs)
  await closed
  clearTimeout(timer)
  clearTimeout(late)
  return byClock ? 'anywhere' : runner.signalCode === 'SIGKILL' ? (plan.step ?? 'anywhere') : 'not at all'
}

function startRunner(folder: string, sandbox: Sandbox, plan?: object) {
  return spawn(process.execPath, [`--import=${killAt}`, bin, 'start'], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      PRIMARY: sandbox.keys.primary,
      ...(plan && { CHAOS_KILL: JSON.stringify(plan) }),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

function listens(runner: ReturnType<typeof startRunner>): Promise<void> {
  return new Promise((resolve) => {
    let output = ''
    runner.stdout.on('data', (chunk: Buffer) => {
      output = (output + chunk).slice(-10_000)
      if (output.includes('listens on')) resolve()
    })
  })
}

/** Waits until nothing is left to do, by the queue's account, and returns all that it knows. */
async function settled(folder: string, say: (line: string) => void): Promise<readonly InvocationRecord[]> {
  for (let looks = 1; ; looks += 1) {
    const { stdout } = await runCommand(['invocations', 'list', '--limit', '1000000', '--json'], {
      cwd: folder,
    })
    const records = stdout
      .trim()
      .split('\n')
      .map((line): InvocationRecord => JSON.parse(line))
    const open = records.filter(({ state }) => ['waiting', 'running', 'retrying'].includes(state))
    if (open.length === 0) return records
    if (looks % 20 === 0) say(`${open.length} invocations are still to be done`)
    await wait(500)
  }
}

/** Returns the invocation URL, which stays the same over all starts. */
async function writeConfig(folder: string, sandbox: Sandbox): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await writeFile(
    join(folder, 'skill.config.json'),
    JSON.stringify({
      server: { host: '127.0.0.1', port, shutdownGraceMs: 300 },
      box: { apiUrl: sandbox.url, signatureKeys: { primary: `$\{PRIMARY}` } },
      plugins: { chaos: { use: plugin } },
      routes: [{ extensions: ['txt'], plugins: ['chaos'] }],
      // A file that was there at each kill would be given up otherwise, as one that kills the process.
      retry: { attempts: 100, firstDelayMs: 50, maxDelayMs: 400 },
      cards: { statusCardAfterMs: 100 },
    }),
  )
  return `http://127.0.0.1:${port}/skills`
}

function countBy(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
