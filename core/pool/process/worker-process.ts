import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { PluginPermissions } from '../../config/config.ts'
import { fail, messageOf, type RunnerError } from '../../errors/error.ts'
import type { BoxReader } from '../box-reader.ts'
import type { PluginWorker } from '../plugin-worker.ts'
import type { Reply, WorkerData } from '../protocol.ts'
import { within } from '../within.ts'
import type { WorkerLogLine } from '../worker-scope.ts'
import { type PluginProcess, startPluginProcess } from './child-process.ts'
import type { FromProcess } from './messages.ts'
import { createOutput } from './process-output.ts'
import { openProcessRun, type ProcessRun } from './process-run.ts'
import { watchMemory } from './watch-memory.ts'

export interface WorkerProcessOptions {
  readonly data: WorkerData
  /** The folder of the plugin, or its only file. */
  readonly root: string
  /** The secrets that the plugin may see. */
  readonly env: Readonly<Record<string, string>>
  readonly permissions: PluginPermissions
  /** Where a folder for the process is made. */
  readonly tempDir: string
  readonly reader: BoxReader
  onLine(line: WorkerLogLine): void
}

interface Live {
  readonly process: PluginProcess
  readonly folder: string
  readonly runs: Map<number, Hand>
  readonly exited: Promise<void>
  /** Why it is being ended, where the runner does that. */
  ending: RunnerError | undefined
  tornDown(): void
}

/** A run in hand. */
interface Hand {
  readonly side: ProcessRun
  readonly invocationId: string
  end(reply: Reply): void
  fail(error: RunnerError): void
}

/** JSON within JSON: every quote is escaped once more. */
const maxMessageBytes = (maxOutputBytes: number) => 2 * maxOutputBytes + 65_536

/** A process in place of a thread, for plugins that are not trusted. It is started with the first task. */
export function createWorkerProcess(options: WorkerProcessOptions): PluginWorker {
  const { data, reader } = options
  const { plugin, memoryMb } = data
  let live: Live | undefined
  let runs = 0

  function start(): Live {
    const folder = join(options.tempDir, `plugin-${randomBytes(8).toString('hex')}`)
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 })
    } catch (cause) {
      throw fail('SKR_FILE_TEMP_NOT_WRITABLE', { detail: messageOf(cause) }, { cause })
    }
    const output = createOutput(options.onLine)
    const process = startPluginProcess({
      confinement: { root: options.root, folder, permissions: options.permissions },
      env: options.env,
      memoryMb,
      maxMessageBytes: maxMessageBytes(data.maxOutputBytes),
      onMessage: (message) => receive(started, message),
      onBroken: (detail) => end(started, fail('SKR_RUN_PROCESS_BROKEN', { plugin, detail })),
    })
    output.listen(process)
    const stopWatching = watchMemory(process.child.pid, memoryMb, () =>
      end(started, fail('SKR_RUN_OUT_OF_MEMORY', { plugin, memoryMb })),
    )
    const started: Live = {
      process,
      folder,
      runs: new Map(),
      ending: undefined,
      tornDown: () => {},
      exited: new Promise((resolve) => {
        process.child.on('error', (error) => {
          started.ending = fail(
            'SKR_RUN_PROCESS_NOT_STARTED',
            { plugin, detail: messageOf(error) },
            { cause: error },
          )
          if (process.child.pid === undefined) gone()
        })
        process.child.on('exit', () => gone())
        function gone(): void {
          stopWatching()
          // It has left, but what it has started has not.
          process.kill()
          if (live === started) live = undefined
          const error = started.ending ?? output.reason(plugin, memoryMb)
          for (const hand of started.runs.values()) hand.fail(error)
          rm(folder, { recursive: true, force: true, maxRetries: 3 }).then(resolve, () => resolve())
        }
      }),
    }
    process.send({ type: 'begin', data })
    return started
  }

  function end(which: Live, error: RunnerError): void {
    which.ending ??= error
    if (live === which) live = undefined
    which.process.kill()
  }

  function receive({ runs: hands, tornDown }: Live, message: FromProcess): void {
    if (message.type === 'line') {
      const { invocationId } = message.line
      // Only an invocation that it has in hand can be its own.
      const its = [...hands.values()].some((hand) => hand.invocationId === invocationId)
      options.onLine({ ...message.line, invocationId: its ? invocationId : undefined })
    } else if (message.type === 'torn-down') tornDown()
    else if (message.type !== 'description') {
      const hand = hands.get(message.run)
      if (message.type === 'told') hand?.side.told(message.message)
      else if (message.type === 'want-url') hand?.side.wantUrl()
      else hand?.end(hand.side.end(message.reply))
    }
  }

  return {
    async submit(task) {
      live ??= start()
      const { process, folder, runs: hands } = live
      const run = runs++
      const side = openProcessRun({
        run,
        task,
        workerId: process.child.pid ?? 0,
        plugin,
        maxOutputBytes: data.maxOutputBytes,
        downloadUrlAllowed: data.downloadUrlAllowed,
        reader: reader.of(task),
        folder,
        send: process.send,
      })
      try {
        return await new Promise<Reply>((resolve, reject) => {
          hands.set(run, { side, invocationId: task.invocationId, end: resolve, fail: reject })
        })
      } finally {
        hands.delete(run)
        await side.close()
      }
    },
    kill(workerId) {
      if (live?.process.child.pid === workerId) end(live, fail('SKR_RUN_THREAD_LOST', { plugin }))
    },
    async close(graceMs) {
      const last = live
      if (last !== undefined) {
        const tornDown = new Promise<void>((resolve) => {
          last.tornDown = resolve
        })
        last.process.send({ type: 'teardown' })
        await within(graceMs, Promise.race([tornDown, last.exited]))
        end(last, fail('SKR_RUN_STOPPED', { plugin, detail: 'the runner stops' }))
        await last.exited
      }
      await reader.close()
    },
  }
}
