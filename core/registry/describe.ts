import { Worker } from 'node:worker_threads'
import { fail, type RunnerError } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'
import { Problems } from '../errors/problems.ts'
import { fromWire, toReason } from '../errors/wire.ts'
import { bootWorker } from '../pool/boot-worker.ts'
import type { DescribeMessage, DescribeTask } from './describe-worker.ts'
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
}

/** Longest start of a thread, before the plugin's own time begins; the loader for TypeScript takes a second on a busy machine. */
const bootTimeoutMs = 60_000
/** Characters kept of what a plugin prints while it is imported, for the message where it fails. */
const maxOutput = 300

/**
 * Reads what a plugin says of itself, in a thread of its own that ends afterwards: no code of a plugin ever runs in the
 * main thread, and one that hangs, exits or takes all memory takes only that thread along.
 *
 * @param start Where the thread comes from.
 * @throws `Problems` with all reasons why the plugin cannot be used, each `SKR_PLUGIN_…`.
 */
export async function describePlugin(
  resolved: ResolvedPlugin,
  limits: DescribeLimits,
  start: StartThread = startThread,
): Promise<PluginDescription> {
  const first = await inThread({ plugin: resolved.entry, traceParsing: false }, limits, start)
  if (first.type === 'described') return first.description
  if (first.problems[0]?.code !== 'SKR_PLUGIN_SYNTAX' || first.problems[0].position !== undefined)
    throw new Problems(first.problems)
  const second = await inThread({ plugin: resolved.entry, traceParsing: true }, limits, startThread)
  if (second.type === 'described') return second.description
  throw new Problems(
    await Promise.all(second.problems.map((problem) => locateSyntaxError(problem, second.unparsed))),
  )
}

type Outcome =
  | { readonly type: 'described'; readonly description: PluginDescription }
  | {
      readonly type: 'failed'
      readonly problems: readonly RunnerError[]
      readonly unparsed: string | undefined
    }

/** Gives a thread that describes the plugin of its task at once. */
export type StartThread = (task: DescribeTask, limits: DescribeLimits) => Worker

/** A new thread for the task. */
export function startThread(task: DescribeTask, limits: DescribeLimits): Worker {
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

async function inThread(task: DescribeTask, limits: DescribeLimits, start: StartThread): Promise<Outcome> {
  const worker = start(task, limits)
  try {
    return await listen(worker, task.plugin, limits)
  } finally {
    await worker.terminate()
  }
}

function listen(worker: Worker, file: string, limits: DescribeLimits): Promise<Outcome> {
  const printed = capture(worker)
  return new Promise((resolve) => {
    const failed = (problem: RunnerError) =>
      resolve({ type: 'failed', problems: [problem], unparsed: undefined })
    const tooLate = () =>
      failed(fail('SKR_PLUGIN_LOAD_TIMED_OUT', { file, timeoutMs: limits.timeoutMs, output: printed() }))
    let timer = setTimeout(tooLate, bootTimeoutMs)
    worker.on('message', (message: unknown) => {
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
    worker.on('error', (error: unknown) => failed(crashed(error, file, limits)))
    worker.on('exit', (exitCode) => {
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
function capture(worker: Worker): () => string {
  let tail = ''
  for (const stream of [worker.stdout, worker.stderr]) {
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
