import { CommanderError } from 'commander'
import { createProgram } from './program.ts'
import { exitCodes, reportError } from './report.ts'

/**
 * Runs one command line, without the program's name. Resolves to the exit code; where the command goes on serving, it
 * resolves as soon as that has begun.
 */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  try {
    let exitCode = 0
    await createProgram((code) => {
      exitCode = code
    }).parseAsync(args, { from: 'user' })
    return exitCode
  } catch (error) {
    // Commander has printed its own errors, and the help, already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.wrong
    return reportError(error)
  }
}
