import { createProgram } from './program.ts'

try {
  await createProgram().parseAsync()
} catch (error) {
  const { reportError } = await import('./report.ts')
  process.exitCode = reportError(error)
}
