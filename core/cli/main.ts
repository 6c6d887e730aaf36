import { Command } from 'commander'
import { addCheckCommand } from './check.ts'
import { addDevCommand } from './dev.ts'
import { addInvocationsCommand } from './invocations.ts'
import { reportError } from './report.ts'
import { addRunCommand } from './run.ts'
import { addStartCommand } from './start.ts'
import { version } from './version.ts'

const program = new Command('skill-runner')
  .description('Runs plugins on every file that is uploaded to Box, and writes what they find as cards beside the file.')
  .version(version)
  .showHelpAfterError('(--help shows what there is)')
  .addHelpText(
    'after',
    `
First steps:
  skill-runner dev inbox          try it: a local Box that takes every file put into ./inbox
  skill-runner run photo.jpg      run the plugins once on a local file
  skill-runner check              check skill.config.json and its plugins
  skill-runner start              serve Box's events`,
  )

addStartCommand(program)
addDevCommand(program)
addRunCommand(program)
addCheckCommand(program)
addInvocationsCommand(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = reportError(error)
}
