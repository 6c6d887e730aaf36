import { AsyncLocalStorage } from 'node:async_hooks'
import { fail } from '../errors/error.ts'
import type { PluginLog } from '../plugin.ts'

/** A line that a worker sends to the log of the main thread. */
export interface WorkerLogLine {
  readonly level: keyof PluginLog
  readonly message: string
  /** JSON of further fields. */
  readonly fields: string | undefined
  /** Undefined for what happens outside of any run. */
  readonly invocationId: string | undefined
}

/** One run, as far as its output and its stray errors are concerned. */
export interface RunScope {
  readonly invocationId: string
  /** Ends the run with an error that was thrown outside of its promise. */
  crash(error: unknown): void
  /** Log lines so far. */
  lines: number
}

/** Lines of one run that reach the log; a plugin that prints more is cut short with a note. */
const maxLinesPerRun = 1000
/** How often a worker looks at its buffers, milliseconds. One that never comes to rest cannot look. */
const memoryLookEveryMs = 250
/** Characters of one line. */
const maxLineChars = 8192

/**
 * Takes over the output and the uncaught errors of this worker: what a plugin prints becomes log lines that name its
 * invocation, and an error thrown in a timer or an event ends the run that caused it instead of the worker.
 *
 * Buffers beyond the plugin's memory end its runs, and the pool then ends the worker.
 *
 * @param take Gets each line on its way to the log of the main thread.
 */
export function superviseWorker(
  take: (line: WorkerLogLine) => void,
  host: WorkerHost,
  limit: MemoryLimit,
): Supervision {
  const storage = new AsyncLocalStorage<RunScope>()
  const active = new Set<RunScope>()

  function log(level: keyof PluginLog, message: string, fields?: Readonly<Record<string, unknown>>): void {
    const scope = storage.getStore()
    if (scope !== undefined) {
      scope.lines += 1
      if (scope.lines === maxLinesPerRun + 1)
        send('warn', `More than ${maxLinesPerRun} lines: the rest is left out.`, undefined, scope)
      if (scope.lines > maxLinesPerRun) return
    }
    send(level, message, fields, scope)
  }

  function send(
    level: keyof PluginLog,
    message: string,
    fields: Readonly<Record<string, unknown>> | undefined,
    scope: RunScope | undefined,
  ): void {
    take({ level, message: cut(message), fields: toJson(fields), invocationId: scope?.invocationId })
  }

  capture(host.stdout, (text) => log('info', text))
  capture(host.stderr, (text) => log('warn', text))

  // Unhandled rejections arrive here too: that is Node's default.
  host.on('uncaughtException', (error) => {
    const scope = storage.getStore()
    // Without a scope the culprit is unknown; whoever runs just now must not wait for an event that will not come.
    const blamed = scope === undefined ? [...active] : active.has(scope) ? [scope] : []
    for (const run of blamed) run.crash(error)
    if (blamed.length === 0)
      log(
        'error',
        `Thrown after the run had ended: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      )
  })

  // The limit of a thread's heap, which V8 holds, does not count buffers.
  const watch = setInterval(() => {
    if (active.size === 0 || host.memoryUsage().arrayBuffers <= limit.memoryMb * 1_048_576) return
    for (const run of active) run.crash(fail('SKR_RUN_OUT_OF_MEMORY', limit))
  }, memoryLookEveryMs)
  watch.unref()

  return {
    log,
    async within(scope, run) {
      active.add(scope)
      try {
        return await storage.run(scope, run)
      } finally {
        active.delete(scope)
      }
    },
  }
}

/** What is taken over of the worker: in it, `process`. */
export interface WorkerHost {
  readonly stdout: Pick<NodeJS.WriteStream, 'write'>
  readonly stderr: Pick<NodeJS.WriteStream, 'write'>
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
  /** `arrayBuffers`: bytes of this worker's buffers. */
  memoryUsage(): { readonly arrayBuffers: number }
}

export interface MemoryLimit {
  readonly plugin: string
  readonly memoryMb: number
}

export interface Supervision {
  log(level: keyof PluginLog, message: string, fields?: Readonly<Record<string, unknown>>): void
  /** Runs `run` so that its output and its stray errors are known to be its own. */
  within<T>(scope: RunScope, run: () => Promise<T>): Promise<T>
}

function capture(stream: WorkerHost['stdout'], line: (text: string) => void): void {
  stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown) => {
    const text = (typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString()).trimEnd()
    if (text !== '') line(text)
    const callback = typeof encoding === 'function' ? encoding : done
    if (typeof callback === 'function') queueMicrotask(() => callback())
    return true
  }
}

function cut(message: string): string {
  const text = String(message)
  return text.length > maxLineChars ? `${text.slice(0, maxLineChars)}…` : text
}

function toJson(fields: Readonly<Record<string, unknown>> | undefined): string | undefined {
  if (fields === undefined) return undefined
  try {
    // A function passed in place of fields has no JSON; and JSON that was cut is none.
    const json = JSON.stringify(fields) ?? JSON.stringify(String(fields))
    return json.length > maxLineChars ? JSON.stringify({ cut: cut(json) }) : json
  } catch (error) {
    return JSON.stringify({ unprintable: String(error) })
  }
}
