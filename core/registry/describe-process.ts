import { EventEmitter } from 'node:events'
import type { PluginPermissions } from '../config/config.ts'
import { fail, messageOf } from '../errors/error.ts'
import { type ErrorCode, registry } from '../errors/registry.ts'
import { toWire, type WireError } from '../errors/wire.ts'
import { startPluginProcess } from '../pool/process/child-process.ts'
import { outOfHeap } from '../pool/process/process-output.ts'
import { checkPlugin } from './check-plugin.ts'
import type { DescribeHost, DescribeLimits } from './describe.ts'
import type { Described, DescribedFacts, DescribeTask } from './describe-here.ts'
import { pluginWarnings } from './plugin-warnings.ts'

/** What a plugin says of itself is some kilobytes; its options schema is the longest of it. */
const maxMessageBytes = 4 * 1024 * 1024

/**
 * A process that describes the plugin of its task, for plugins that are not trusted. It looks like a thread that does.
 *
 * @param root The folder of the plugin, or its only file.
 */
export function startDescribeProcess(
  task: DescribeTask,
  limits: DescribeLimits,
  root: string,
  permissions: PluginPermissions,
): DescribeHost {
  const events = new EventEmitter()
  const say = (said: Described) => events.emit('message', { from: 'describe-worker', ...said })
  const broken = (reason: string) =>
    say(failed([fail('SKR_PLUGIN_LOAD_CRASHED', { file: task.plugin, reason })].map(toWire)))
  const { child, stdout, stderr, send, kill } = startPluginProcess({
    confinement: { root, permissions },
    env: limits.env ?? {},
    memoryMb: limits.memoryMb,
    maxMessageBytes,
    onMessage(message) {
      if (message.type === 'description') say(believable(message.said, task.plugin))
    },
    onBroken: broken,
  })
  let lastWords = ''
  stderr.on('data', (text: string | Buffer) => {
    lastWords = (lastWords + String(text)).slice(-4000)
  })
  const ended = new Promise<void>((resolve) => {
    child.on('error', (error) => {
      broken(messageOf(error))
      if (child.pid === undefined) resolve()
    })
    // `close` and not `exit`: the last words are complete then.
    child.on('close', (exitCode) => {
      if (outOfHeap(lastWords))
        events.emit('error', Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }))
      events.emit('exit', exitCode ?? 1)
      resolve()
    })
  })
  send({ type: 'describe', task })
  return {
    stdout,
    stderr,
    on: events.on.bind(events),
    terminate() {
      kill()
      return ended
    },
  }
}

function failed(problems: readonly WireError[]): Described {
  return { type: 'failed', problems, unparsed: undefined }
}

/** The description as an honest process would give it; one that says what is not so fails for that. */
function believable(said: Described, file: string): Described {
  if (said.type === 'loading') return said
  if (said.type === 'described') {
    const {
      name,
      version,
      description,
      apiVersion,
      extensions,
      options,
      secrets,
      loadMs,
    }: Partial<DescribedFacts> = Object(said.facts)
    const facts = {
      name,
      version,
      apiVersion,
      extensions,
      secrets,
      ...(description !== undefined && { description }),
      ...(options !== undefined && { options }),
    }
    const problems = checkPlugin({ ...facts, run: () => [] }, file)
    if (problems.length > 0) return failed(problems.map(toWire))
    const sound = { ...facts, loadMs: Number(loadMs) || 0 } as DescribedFacts
    return { type: 'described', facts: sound, warnings: pluginWarnings(sound).map(toWire) }
  }
  const problems = Array.isArray(said.problems) ? said.problems.filter(isProblem) : []
  return failed(
    problems.length > 0
      ? problems
      : [toWire(fail('SKR_PLUGIN_LOAD_CRASHED', { file, reason: 'it does not say why' }))],
  )
}

/** One of those that are told of plugins; others would have consequences that it may not choose. */
function isProblem(value: unknown): value is WireError {
  const { code, params }: { code?: unknown; params?: unknown } = Object(value)
  return (
    typeof code === 'string' &&
    code.startsWith('SKR_PLUGIN_') &&
    Object.hasOwn(registry, code as ErrorCode) &&
    typeof params === 'object' &&
    params !== null &&
    Object.values(params).every((param) => typeof param === 'string' || typeof param === 'number')
  )
}
