import { execFile } from 'node:child_process'
import { messageOf } from '../errors/error.ts'
import { printable } from '../errors/printable.ts'

/** What npm would publish. */
export interface Tarball {
  readonly files: readonly { readonly path: string; readonly size: number }[]
  /** Bytes, once unpacked. */
  readonly size: number
}

/** Longest run of npm; it reads the folder only. */
const timeoutMs = 60_000
const maxOutputBytes = 64 * 1024 * 1024

/** Asks npm what it would publish of a folder. Nothing is written, and no script of the package runs. Resolves to the reason where npm does not say. */
export async function packedFiles(folder: string): Promise<Tarball | { readonly failed: string }> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
  const options = {
    cwd: folder,
    timeout: timeoutMs,
    maxBuffer: maxOutputBytes,
    // On Windows npm is a script.
    shell: process.platform === 'win32',
  }
  return new Promise((resolve) => {
    execFile('npm', args, options, (error, stdout, stderr) => {
      const tarball = error === null ? readTarball(stdout) : undefined
      const reason = stderr.trim() === '' ? messageOf(error) : stderr
      resolve(tarball ?? { failed: printable(reason.replace(/^npm (error|ERR!) /gm, ''), 300) })
    })
  })
}

/** Reads npm's answer: a list of packages; from version 12 on an object of them. Undefined where it has another form. */
export function readTarball(json: string): Tarball | undefined {
  try {
    const [whole]: unknown[] = Object.values(JSON.parse(json))
    const { files, unpackedSize } = whole as { files: Tarball['files']; unpackedSize: number }
    return {
      files: files.map(({ path, size }) => ({ path: String(path), size: Number(size) })),
      size: Number(unpackedSize),
    }
  } catch {
    // Another npm, with another form of answer: told as such, and no reason to fail.
    return undefined
  }
}
