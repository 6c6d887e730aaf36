import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The command as it is installed; `npm test` builds it first. */
const bin = fileURLToPath(new URL('../../core/bin/skill-runner.js', import.meta.url))

/** Longest wait for something to be printed: a failure then shows what was printed instead. */
const patienceMs = 40_000

export interface Command {
  readonly child: ChildProcess
  /** What it has printed so far, on both outputs. */
  output(): string
  stdout(): string
  /** Resolves when the output matches; rejects with the output when the process ends before. */
  printed(pattern: RegExp): Promise<RegExpMatchArray>
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
}

/** Starts `skill-runner` with these arguments as a process of its own; `bin` is the file of another installation. */
export function startCommand(
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>>; bin?: string },
): Command {
  const child = spawn(process.execPath, [options.bin ?? bin, ...args], {
    cwd: options.cwd,
    env: { PATH: process.env.PATH, HOME: options.cwd, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let all = ''
  let out = ''
  const look = new Set<() => void>()
  const take = (chunk: Buffer, toStdout: boolean) => {
    all += chunk
    if (toStdout) out += chunk
    for (const one of look) one()
  }
  child.stdout.on('data', (chunk: Buffer) => take(chunk, true))
  child.stderr.on('data', (chunk: Buffer) => take(chunk, false))
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }))
  })
  return {
    child,
    ended,
    output: () => all,
    stdout: () => out,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const giveUp = (what: string) => reject(new Error(`${what} before it printed ${pattern}:\n${all}`))
        const timer = setTimeout(() => giveUp(`${patienceMs} ms went by`), patienceMs)
        const check = () => {
          const match = all.match(pattern)
          if (match === null) return
          clearTimeout(timer)
          look.delete(check)
          resolve(match)
        }
        look.add(check)
        ended.then(({ code }) => giveUp(`it ended with ${code}`))
        check()
      }),
  }
}

/** Runs a command to its end. */
export async function runCommand(
  args: readonly string[],
  options: { cwd: string; env?: Readonly<Record<string, string>> },
) {
  const command = startCommand(args, options)
  const { code } = await command.ended
  return { code, output: command.output(), stdout: command.stdout() }
}
