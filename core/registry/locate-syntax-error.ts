import { spawn } from 'node:child_process'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { RunnerError, SourcePosition } from '../errors/error.ts'
import { positionIn, syntaxError } from './explain-import.ts'

/** Longest check of one file, in milliseconds. */
const checkTimeoutMs = 10_000

/**
 * Adds the line to a syntax error that has none: of an ES module V8 tells it only on standard error, so `node --check` has
 * to be asked, which parses the file without running it.
 *
 * @param url Of the file that cannot be parsed; undefined or no `file:` URL where it is not known.
 * @returns The same error where nothing more can be found out.
 */
export async function locateSyntaxError(problem: RunnerError, url: string | undefined): Promise<RunnerError> {
  if (problem.code !== 'SKR_PLUGIN_SYNTAX' || url === undefined || !url.startsWith('file:')) return problem
  const file = fileURLToPath(url)
  return syntaxError(String(problem.params.reason), file, await check(file))
}

/** From standard input, since `--check` of a file decides by its name and its package.json what kind of module it is. */
async function check(file: string): Promise<SourcePosition | undefined> {
  const source = await open(file)
  try {
    const child = spawn(process.execPath, ['--check', '--input-type=module', '-'], {
      stdio: [source.fd, 'ignore', 'pipe'],
      // Empty: NODE_OPTIONS could load code of its own.
      env: {},
      timeout: checkTimeoutMs,
    })
    const notStarted = new Promise<string>((resolve) => child.once('error', () => resolve('')))
    // A stream, since standard error is a pipe.
    const printed = await Promise.race([text(child.stderr as Readable), notStarted])
    return positionIn(printed.replace(/^\[stdin\]/, () => file))
  } finally {
    await source.close()
  }
}
