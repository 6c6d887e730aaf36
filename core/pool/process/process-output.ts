import { fail, type RunnerError } from '../../errors/error.ts'
import { printable } from '../../errors/printable.ts'
import type { WorkerLogLine } from '../worker-scope.ts'
import type { PluginProcess } from './child-process.ts'

/** What stands on the outputs themselves: what native code prints, and V8's last words. The plugin's own prints come as messages. */
export interface ProcessOutput {
  listen(process: Pick<PluginProcess, 'stdout' | 'stderr'>): void
  /** Why it ended, as far as its last words tell. */
  reason(plugin: string, memoryMb: number): RunnerError
}

/** Bytes of output of one process that reach the log. */
const maxLogged = 16_384
/** Characters kept for the reason. */
const maxTail = 4000

/** Whether these are the last words of V8 where the heap was full. */
export function outOfHeap(words: string): boolean {
  return /heap out of memory|Allocation failed/.test(words)
}

export function createOutput(onLine: (line: WorkerLogLine) => void): ProcessOutput {
  let tail = ''
  let logged = 0
  const log = (level: WorkerLogLine['level'], message: string) =>
    onLine({ level, message, fields: undefined, invocationId: undefined })

  function take(level: 'info' | 'warn', text: string): void {
    tail = (tail + text).slice(-maxTail)
    if (logged > maxLogged || text.trim() === '') return
    logged += text.length
    log(level, printable(text.trim(), maxLogged))
    if (logged > maxLogged) log('warn', 'The process prints too much: the rest is left out.')
  }

  return {
    listen({ stdout, stderr }) {
      stdout.setEncoding('utf8').on('data', (text: string) => take('info', text))
      stderr.setEncoding('utf8').on('data', (text: string) => take('warn', text))
    },
    reason: (plugin, memoryMb) =>
      outOfHeap(tail)
        ? fail('SKR_RUN_OUT_OF_MEMORY', { plugin, memoryMb })
        : fail('SKR_RUN_EXITED', { plugin }),
  }
}
