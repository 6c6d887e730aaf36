import { vi } from 'vitest'
import { runCommandLine } from '../../core/cli/command-line.ts'

/** Runs a command line in this process, in the folder `cwd`, where its coverage can be seen. */
export async function runHere(args: string, cwd: string, env: Readonly<Record<string, string>> = {}) {
  const before = process.cwd()
  let stdout = ''
  let output = ''
  const take = (toStdout: boolean) => (text: unknown) => {
    const chunk = String(text)
    output += chunk
    if (toStdout) stdout += chunk
    return true
  }
  const line =
    (toStdout: boolean) =>
    (text: unknown = '') =>
      void take(toStdout)(`${text}\n`)
  const spies = [
    vi.spyOn(console, 'log').mockImplementation(line(true)),
    vi.spyOn(console, 'error').mockImplementation(line(false)),
    vi.spyOn(process.stdout, 'write').mockImplementation(take(true)),
    vi.spyOn(process.stderr, 'write').mockImplementation(take(false)),
  ]
  process.chdir(cwd)
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  try {
    const code = await runCommandLine(args.split(' '))
    return { code, output, stdout }
  } finally {
    process.chdir(before)
    vi.unstubAllEnvs()
    for (const spy of spies) spy.mockRestore()
  }
}
