import type { ContentReader } from '../box/content.ts'
import { cardBuilders } from '../cards/build.ts'
import { embedThumbnails } from '../cards/thumbnails.ts'
import { deniedBy } from '../errors/denied.ts'
import { fail, isRunnerError, messageOf } from '../errors/error.ts'
import { isSkillError, toReason } from '../errors/wire.ts'
import type { Plugin, PluginLog, RunContext } from '../plugin.ts'
import { loadPlugin } from '../registry/load-plugin.ts'
import type { FromWorker, Reply, RunTask, Task, ToWorker, WorkerData } from './protocol.ts'
import { toResultJson } from './result-json.ts'
import { openWorkerFile } from './worker-file.ts'
import type { RunScope, Supervision } from './worker-scope.ts'

export interface TaskRunnerOptions {
  readonly data: WorkerData
  /** The number that the pool knows this worker by. */
  readonly workerId: number
  /** The environment of the worker: only the secrets that the operator granted. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly supervision: Supervision
  /** What this worker can read of the task's file by itself. */
  readerFor(task: RunTask): Partial<ContentReader>
}

/** Progress is passed on at most this often, in milliseconds, but for its end. */
const progressEveryMs = 100

/**
 * Runs the tasks of one worker: loads its plugin and runs its setup once, then `run` for each file. What it returns never
 * rejects, since an error would lose its code in crossing to the main thread.
 */
export function createTaskRunner({
  data,
  workerId,
  env,
  supervision,
  readerFor,
}: TaskRunnerOptions): (task: Task) => Promise<Reply> {
  // They must not come out in an error.
  const secrets = Object.values(env).filter((value) => value !== undefined)
  let ready: Promise<Plugin> | undefined

  async function handle(task: Task): Promise<Reply> {
    if (task.type === 'teardown') return tearDown()
    task.port.postMessage({ type: 'claimed', workerId } satisfies FromWorker)
    const clock = { startedAt: performance.now() }
    const { scope, crashed } = scopeOf(task)
    try {
      const json = await supervision.within(scope, () => Promise.race([run(task, clock), crashed]))
      return { ok: true, json, durationMs: performance.now() - clock.startedAt }
    } catch (error) {
      return failed(error, performance.now() - clock.startedAt)
    } finally {
      task.port.close()
    }
  }

  function scopeOf(task: RunTask): { scope: RunScope; crashed: Promise<never> } {
    let crash: RunScope['crash'] = () => {}
    const crashed = new Promise<never>((_, reject) => {
      crash = (error) => {
        const { plugin } = data
        reject(
          isRunnerError(error)
            ? error
            : fail('SKR_RUN_CRASHED', { plugin, detail: messageOf(error) }, { cause: error }),
        )
      }
    })
    return { scope: { invocationId: task.invocationId, crash, lines: 0 }, crashed }
  }

  async function run(task: RunTask, clock: { startedAt: number }): Promise<string> {
    const plugin = await prepare()
    const post = (message: FromWorker) => task.port.postMessage(message)
    const controller = new AbortController()
    const { file, receive } = openWorkerFile({
      facts: task.file,
      reader: readerFor(task),
      downloadUrlAllowed: data.downloadUrlAllowed,
      plugin: data.plugin,
      signal: controller.signal,
      post,
    })
    task.port.on('message', (message: ToWorker) => {
      if (message.type === 'abort')
        controller.abort(fail('SKR_RUN_STOPPED', { plugin: data.plugin, detail: message.detail }))
      else receive(message)
    })
    post({ type: 'started' })
    clock.startedAt = performance.now()
    const context: RunContext<Readonly<Record<string, never>>> = {
      file,
      options: optionsForPlugin(),
      cards: cardBuilders,
      log: pluginLog,
      signal: controller.signal,
      progress: throttled((fraction, message) => post({ type: 'progress', fraction, message })),
    }
    const drafts = await blame('SKR_RUN_FAILED', async () => plugin.run(context))
    if (!Array.isArray(drafts))
      throw fail('SKR_RUN_RESULT_NOT_CARDS', { plugin: data.plugin, found: kindOf(drafts) })
    return toResultJson(await embedThumbnails(drafts, { note: (text) => pluginLog.warn(text) }), data)
  }

  /** Loads the plugin and runs its setup, once. A failure is not kept: its cause may pass, and the next run tries again. */
  function prepare(): Promise<Plugin> {
    ready ??= load().catch((error: unknown) => {
      ready = undefined
      throw error
    })
    return ready
  }

  async function load(): Promise<Plugin> {
    const plugin = await loadPlugin(data.pluginEntry, secrets)
    await blame('SKR_RUN_SETUP_FAILED', async () =>
      plugin.setup?.({ options: optionsForPlugin(), log: pluginLog }),
    )
    return plugin
  }

  async function tearDown(): Promise<Reply> {
    try {
      const plugin = await ready
      await plugin?.teardown?.()
      return { ok: true, json: '[]', durationMs: 0 }
    } catch (error) {
      return failed(error, 0)
    }
  }

  /** A copy, so that a run which changes its options changes them for itself alone. */
  function optionsForPlugin(): Readonly<Record<string, never>> {
    return structuredClone(data.options) as Readonly<Record<string, never>>
  }

  /** Runs the plugin's code; what it throws without a code of its own is reported under `code`, with the plugin's name. */
  async function blame<T>(
    code: 'SKR_RUN_FAILED' | 'SKR_RUN_SETUP_FAILED',
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work()
    } catch (error) {
      if (isRunnerError(error) || isSkillError(error)) throw error
      const denied = deniedBy(error)
      if (denied !== undefined)
        throw fail('SKR_RUN_NOT_PERMITTED', { plugin: data.plugin, denied }, { cause: error })
      throw fail(
        code,
        { plugin: data.plugin, detail: toReason(error, code, secrets).message },
        { cause: error },
      )
    }
  }

  function failed(error: unknown, durationMs: number): Reply {
    return { ok: false, reason: toReason(error, 'SKR_RUN_FAILED', secrets), durationMs }
  }

  const pluginLog: PluginLog = {
    debug: (message, fields) => supervision.log('debug', message, fields),
    info: (message, fields) => supervision.log('info', message, fields),
    warn: (message, fields) => supervision.log('warn', message, fields),
    error: (message, fields) => supervision.log('error', message, fields),
  }

  return handle
}

function throttled(send: (fraction: number, message: string | undefined) => void) {
  let last = Number.NEGATIVE_INFINITY
  return (fraction: number, message?: string) => {
    const bounded = Math.min(1, Math.max(0, Number(fraction) || 0))
    const now = performance.now()
    if (bounded < 1 && now - last < progressEveryMs) return
    last = now
    send(bounded, message === undefined ? undefined : String(message).slice(0, 200))
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  if (value === undefined) return 'nothing'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
