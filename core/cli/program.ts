import { Command, Option } from 'commander'
import { endStates, openStates } from '../invocation/state.ts'
import { version } from './version.ts'

const firstSteps = `
First steps:
  skill-runner dev inbox          try it: a local Box that takes every file put into ./inbox
  skill-runner run photo.jpg      run the plugins once on a local file
  skill-runner check              check skill.config.json and its plugins
  skill-runner start              serve Box's events`

/**
 * The whole command line. What a command does is loaded when it is called, so that `--help` answers at once.
 *
 * @param exitWith Told of an exit code other than 0 by commands that found something wrong.
 */
export function createProgram(exitWith: (code: number) => void): Command {
  const program = new Command('skill-runner')
    .description(
      'Runs plugins on every file that is uploaded to Box, and writes what they find as cards beside the file.',
    )
    .version(version)
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', firstSteps)

  program
    .command('start')
    .description("serve Box's events (production)")
    .addOption(config())
    .option('-w, --watch', 'take changes of the config file over at once (SIGHUP does so too)')
    .addHelpText(
      'after',
      '\nStops on SIGTERM or Ctrl-C: takes no more events, lets running work end, hands back the rest.',
    )
    .action(async (options) => (await import('./start.ts')).start(options))

  program
    .command('dev')
    .description('try it: a local Box that takes every file put into a folder, and the runner behind it')
    .argument('[folder]', 'each file in it counts as an upload, each change as a new version', 'inbox')
    .addOption(config())
    .option('--port <port>', 'of the invocation URL; 0 takes a free one', '0')
    .option('-v, --verbose', "show the runner's log too")
    .addHelpText(
      'after',
      '\nNo Box account, keys or network are needed: the sandbox signs its events. Ctrl-C ends it.',
    )
    .action(async (folder, options) => (await import('./dev.ts')).dev(folder, options))

  program
    .command('run')
    .description('run the plugins once on local files or folders, and show the cards')
    .argument('<files...>', 'files, or folders with files')
    .addOption(config())
    .option('-p, --plugin <name...>', 'these plugin instances of the config, whatever its routes say')
    .option('--json', 'one JSON object a line: file, status, plugins, cards')
    .addHelpText('after', '\nNo Box and no keys are needed. Exits with 1 if any file failed.')
    .action(async (files, options) => exitWith(await (await import('./run.ts')).run(files, options)))

  program
    .command('check')
    .description('check the config and its plugins, or a deployed runner')
    .addOption(config())
    .option('--url <url>', 'post a signed test event to this invocation URL, and tell what Box would meet')
    .option('--app <name>', 'with --url: sign with the keys of this app', 'default')
    .addHelpText(
      'after',
      '\nThe test event is marked: the runner acknowledges it, and writes nothing. Exits with 2 for problems of the config.',
    )
    .action(async (options) => exitWith(await (await import('./check.ts')).check(options)))

  addInvocations(
    program.command('invocations').description('look at what came in, and try again what failed'),
  )
  return program
}

function addInvocations(invocations: Command): void {
  invocations
    .command('list')
    .description('the newest invocations')
    .addOption(config())
    .option('-s, --state <state...>', `only these states: ${[...openStates, ...endStates].join(', ')}`)
    .option('-f, --file <id>', 'only this file of Box')
    .option('-n, --limit <count>', 'how many', '20')
    .option('--json', 'one JSON object a line')
    .action(async (options) => (await import('./invocations.ts')).list(options))

  invocations
    .command('show')
    .description('all that is known of one')
    .argument('<id>')
    .addOption(config())
    .option('--json', 'as JSON')
    .action(async (id, options) => (await import('./invocations.ts')).show(id, options))

  invocations
    .command('retry')
    .description(
      'put failed ones back in line; works while the runner runs, until their tokens expire (24 hours)',
    )
    .argument('<ids...>')
    .addOption(config())
    .action(async (ids, options) => (await import('./invocations.ts')).retry(ids, options))
}

function config(): Option {
  return new Option('-c, --config <file>', 'the config file').default('skill.config.json')
}
