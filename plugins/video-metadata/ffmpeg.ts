import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import type { Readable } from 'node:stream'
import { SkillError } from 'box-skill-runner/plugin'

/** Where packages and installers put programs. A worker's environment has no PATH to look it up in. */
const folders =
  process.platform === 'win32'
    ? ['C:\\ffmpeg\\bin', 'C:\\Program Files\\ffmpeg\\bin', 'C:\\ProgramData\\chocolatey\\bin']
    : ['/usr/bin', '/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin', '/opt/ffmpeg/bin', '/snap/bin']

/**
 * The path of ffmpeg: `path` itself, or that of the first usual folder that has it; undefined where none has.
 *
 * @param path Where the operator says that it is, as an absolute path.
 * @throws SkillError `skills_invocations_error` where there is no program at `path`.
 */
export async function findFfmpeg(path?: string): Promise<string | undefined> {
  if (path !== undefined) {
    if (isAbsolute(path) && (await isProgram(path))) return path
    throw new SkillError(
      'skills_invocations_error',
      `The option "ffmpeg" is not the absolute path of a program: ${path}`,
    )
  }
  const name = process.platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'
  for (const folder of folders) {
    const candidate = join(folder, name)
    if (await isProgram(candidate)) return candidate
  }
  return undefined
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** What came of one run of ffmpeg. */
export type FfmpegResult =
  | { readonly ok: true; readonly output: Buffer }
  /** Its last words, for the log. */
  | { readonly ok: false; readonly reason: string }

export interface FfmpegRun {
  readonly ffmpeg: string
  readonly args: readonly string[]
  readonly signal: AbortSignal
  /** Ended by force after this, milliseconds. */
  readonly timeoutMs: number
  /** Ended by force beyond this much output, bytes. */
  readonly maxBytes: number
}

/**
 * Runs ffmpeg without a shell, a terminal or an environment, and takes what it writes to its output. It ends, with
 * whatever it has started itself, when `signal` aborts, at the time-out, and beyond `maxBytes`.
 *
 * @throws whatever `signal` was aborted with.
 */
export function runFfmpeg({ ffmpeg, args, signal, timeoutMs, maxBytes }: FfmpegRun): Promise<FfmpegResult> {
  signal.throwIfAborted()
  return new Promise((resolve, reject) => {
    const child = spawn(ffmpeg, args, {
      env: {},
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, which can be ended as a whole: the program may be a script around the real one.
      detached: process.platform !== 'win32',
      windowsHide: true,
    })
    const chunks: Buffer[] = []
    let bytes = 0
    let words = ''
    let ended: string | undefined

    const end = (reason: string) => {
      ended ??= reason
      killGroup(child)
    }
    const onAbort = () => end('it was stopped')
    const timer = setTimeout(() => end(`it took longer than ${timeoutMs} ms`), timeoutMs)
    signal.addEventListener('abort', onAbort, { once: true })
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      if (bytes > maxBytes) end(`it wrote more than ${maxBytes} bytes`)
      else chunks.push(chunk)
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      words = `${words}${text}`.slice(-500)
    })
    const settle = (failure: string | undefined) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', onAbort)
      const reason = ended ?? failure
      if (signal.aborted) reject(signal.reason)
      else if (reason !== undefined) resolve({ ok: false, reason })
      else resolve({ ok: true, output: Buffer.concat(chunks) })
    }
    child.on('error', (error) => settle(error.message))
    child.on('close', (code) => settle(code === 0 ? undefined : words.trim() || `it ended with ${code}`))
  })
}

function killGroup(child: ChildProcessByStdio<null, Readable, Readable>): void {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    child.kill('SIGKILL')
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // It is gone already.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
