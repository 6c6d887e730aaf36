import type { Readable } from 'node:stream'
import { Worker } from 'node:worker_threads'
import type { PluginPermissions } from '../config/config.ts'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import { fromWire, toReason } from '../errors/wire.ts'
import { bootWorker } from '../pool/boot-worker.ts'
import type { DescribeTask } from './describe-here.ts'
import { startDescribeProcess } from './describe-process.ts'
import type { DescribeMessage, DescribeThreadTask } from './describe-worker.ts'
import type { PluginDescription } from './description.ts'
import { locateSyntaxError } from './locate-syntax-error.ts'
import type { ResolvedPlugin } from './resolve.ts'

export interface DescribeLimits {
  /** Longest import of the plugin. */
  readonly timeoutMs: number
  /** Heap of the thread. */
  readonly memoryMb: number
  /** The whole environment that the plugin sees while it is imported. Default: none. */
  readonly env?: Readonly<Record<string, string>>
  /** Has it described in a process with these permissions instead of a thread. */
  readonly confined?: PluginPermissions
}

/** Longest start of a thread, before the plugin's own time begins; the loader for TypeScript takes a second on a busy machine. */
const bootTimeoutMs = 60_000
/** Characters kept of what a plugin prints while it is imported, for the message where it fails. */
const maxOutput = 300

/**
 * Reads what a plugin says of itself, in a thread or process of its own that ends afterwards: no code of a plugin ever runs
 * in the main thread, and one that hangs, exits or takes all memory takes only that along.
 *
 * @param start Where the thread comes from.
 * @throws `Problems` with all reasons why the plugin cannot be used, each `SKR_PLUGIN_…`.
 */
export async function describePlugin(
  resolved: ResolvedPlugin,
  limits: DescribeLimits,
  start: StartHost = startThread,
): Promise<PluginDescription> {
  const { confined } = limits
  if (confined !== undefined) return inProcess(resolved, limits, confined)
  const first = await inHost({ plugin: resolved.entry, traceParsing: false }, limits, start)
  if (first.type === 'described') return first.description
  if (first.problems[0]?.code !== 'SKR_PLUGIN_SYNTAX' || first.problems[0].position !== undefined)
    throw new Problems(first.problems)
  const second = await inHost({ plugin: resolved.entry, traceParsing: true }, limits, startThread)
  if (second.type === 'described') return second.description
  throw new Problems(
    await Promise.all(second.problems.map((problem) => locateSyntaxError(problem, second.unparsed))),
  )
}

/** No place of a syntax error is told: finding it takes a debugger, which is closed to a confined process. */
async function inProcess(
  { entry, root }: ResolvedPlugin,
  limits: DescribeLimits,
  permissions: PluginPermissions,
): Promise<PluginDescription> {
  const outcome = await inHost({ plugin: entry, traceParsing: false }, limits, (task) =>
    startDescribeProcess(task, limits, root, permissions),
  )
  if (outcome.type === 'described') return outcome.description
  throw new Problems(outcome.problems)
}

type Outcome =
  | { readonly type: 'described'; readonly description: PluginDescription }
  | {
      readonly type: 'failed'
      readonly problems: readonly RunnerError[]
      readonly unparsed: string | undefined
    }

/** Where a plugin is described: what is used of a `Worker`. */
export interface DescribeHost {
  readonly stdout: Readable
  readonly stderr: Readable
  on(event: 'message', listener: (message: unknown) => void): unknown
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'exit', listener: (exitCode: number) => void): unknown
  terminate(): Promise<unknown>
}

/** Gives a host that describes the plugin of its task at once. */
export type StartHost = (task: DescribeTask, limits: DescribeLimits) => DescribeHost

/** A new thread for the task. */
export function startThread(task: DescribeThreadTask, limits: DescribeLimits): Worker {
  const boot = bootWorker('registry/describe-worker', task.plugin)
  return new Worker(boot.filename, {
    workerData: { ...boot.data, ...task },
    execArgv: boot.execArgv,
    env: { ...limits.env },
    resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb },
    stdout: true,
    stderr: true,
  })
}

async function inHost(task: DescribeTask, limits: DescribeLimits, start: StartHost): Promise<Outcome> {
  const host = start(task, limits)
  try {
    return await listen(host, task.plugin, limits)
  } finally {
    await host.terminate()
  }
}

function listen(host: DescribeHost, file: string, limits: DescribeLimits): Promise<Outcome> {
  const printed = capture(host)
  return new Promise((resolve) => {
    const failed = (problem: RunnerError) =>
      resolve({ type: 'failed', problems: [problem], unparsed: undefined })
    const tooLate = () =>
      failed(fail('SKR_PLUGIN_LOAD_TIMED_OUT', { file, timeoutMs: limits.timeoutMs, output: printed() }))
    let timer = setTimeout(tooLate, bootTimeoutMs)
    host.on('message', (message: unknown) => {
      if (!isOurs(message)) return
      clearTimeout(timer)
      if (message.type === 'loading') timer = setTimeout(tooLate, limits.timeoutMs)
      else if (message.type === 'described')
        resolve({
          type: 'described',
          description: { ...message.facts, warnings: message.warnings.map(fromWire) },
        })
      else resolve({ ...message, problems: message.problems.map(fromWire) })
    })
    host.on('error', (error: unknown) => failed(crashed(error, file, limits)))
    host.on('exit', (exitCode: number) => {
      clearTimeout(timer)
      const output = printed()
      // 13 is Node's code for a top-level await that nothing can end any more.
      failed(
        exitCode === 13
          ? fail('SKR_PLUGIN_LOAD_NEVER_ENDS', { file, output })
          : fail('SKR_PLUGIN_LOAD_EXITED', { file, exitCode, output }),
      )
    })
  })
}

function crashed(error: unknown, file: string, { memoryMb, env }: DescribeLimits): RunnerError {
  if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return fail('SKR_PLUGIN_LOAD_OUT_OF_MEMORY', { file, memoryMb }, { cause: error })
  }
  const { message } = toReason(error, 'SKR_PLUGIN_LOAD_CRASHED', Object.values(env ?? {}))
  return fail('SKR_PLUGIN_LOAD_CRASHED', { file, reason: message }, { cause: error })
}

/** Keeps the end of what the thread prints instead of letting it through; the returned function tells it as a sentence. */
function capture(host: DescribeHost): () => string {
  let tail = ''
  for (const stream of [host.stdout, host.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      tail = (tail + text).slice(-maxOutput)
    })
  }
  return () => (tail.trim() === '' ? '' : ` It printed: "${printable(tail, maxOutput)}".`)
}

function isOurs(message: unknown): message is DescribeMessage {
  return (
    typeof message === 'object' && message !== null && 'from' in message && message.from === 'describe-worker'
  )
}
