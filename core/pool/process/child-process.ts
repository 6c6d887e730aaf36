import { type ChildProcess, spawn } from 'node:child_process'
import type { Duplex, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { openJsonLines } from './json-lines.ts'
import { type FromProcess, readFromProcess, type ToProcess } from './messages.ts'
import { type Confinement, permissionFlags } from './permissions.ts'

export interface ChildProcessOptions {
  readonly confinement: Confinement
  /** The secrets that the plugin may see: all of its environment, but for `TMPDIR`. */
  readonly env: Readonly<Record<string, string>>
  /** Of the heap. */
  readonly memoryMb: number
  /** Longest message that is taken. */
  readonly maxMessageBytes: number
  onMessage(message: FromProcess): void
  /** It said something that no honest process says. It is to be ended, and what it says from now on is not heard. */
  onBroken(reason: string): void
}

/** A process for the code of one plugin. */
export interface PluginProcess {
  readonly child: ChildProcess
  readonly stdout: Readable
  readonly stderr: Readable
  send(message: ToProcess): void
  /** Ends it by force, and with it whatever it has started itself. */
  kill(): void
}

/** More messages than an honest plugin has cause for; each one costs the main thread some microseconds. */
const maxMessagesPerSecond = 5000

/** Node 20 compiles no TypeScript, so the built package is run, as in threads. */
const entry = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../dist/pool/process/child.js' : './child.js',
    import.meta.url,
  ),
)

/** Starts a process that waits for its first message. What goes wrong with its start comes as `error` of `child`. */
export function startPluginProcess(options: ChildProcessOptions): PluginProcess {
  const { confinement, env, memoryMb } = options
  const { folder } = confinement
  const ownGroup = process.platform !== 'win32'
  const child = spawn(
    process.execPath,
    [...permissionFlags(confinement), '--no-warnings', `--max-old-space-size=${memoryMb}`, entry],
    {
      // No PATH, no HOME; the runner's options, tokens and keys never stand in an environment or in a command line.
      env: folder === undefined ? env : { ...env, TMPDIR: folder },
      cwd: folder ?? '/',
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C goes to the runner alone, and what the plugin started ends with it.
      detached: ownGroup,
      windowsHide: true,
    },
  )
  let heard = 0
  let second = 0
  let broken = false
  const onBroken = (reason: string) => {
    if (broken) return
    broken = true
    options.onBroken(reason)
  }
  const send = openJsonLines(child.stdio[3] as Duplex, {
    maxLineBytes: options.maxMessageBytes,
    onBroken,
    receive(message) {
      if (broken) return
      const now = Math.floor(performance.now() / 1000)
      heard = now === second ? heard + 1 : 1
      second = now
      const read = readFromProcess(message)
      if (heard > maxMessagesPerSecond) onBroken(`more than ${maxMessagesPerSecond} messages in a second`)
      else if (read === undefined) onBroken('a message of no known form')
      else options.onMessage(read)
    },
  })
  return {
    child,
    stdout: child.stdout as Readable,
    stderr: child.stderr as Readable,
    send,
    kill() {
      if (child.pid === undefined) return
      try {
        process.kill(ownGroup ? -child.pid : child.pid, 'SIGKILL')
      } catch (error) {
        // ESRCH: it has ended meanwhile.
        if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
      }
    },
  }
}
