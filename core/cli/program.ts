import { Command, Option } from 'commander'
import { endStates, openStates } from '../invocation/state.ts'
import { version } from './version.ts'

const firstSteps = `
First steps:
  skill-runner dev inbox          try it: a local Box that takes every file put into ./inbox
  skill-runner run photo.jpg      run the plugins once on a local file
  skill-runner new my-plugin      write a plugin of your own
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
    .argument(
      '[plugin]',
      'try this plugin, without a config: its folder or file, which is loaded anew at each save',
    )
    .argument(
      '[folder]',
      'each file in it counts as an upload, each change as a new version (default: "inbox")',
    )
    .addOption(config())
    .option('--options <json>', 'options of a plugin that is tried without a config')
    .option(
      '--secret <variable>',
      'environment variable that such a plugin may see (may be repeated)',
      repeated,
    )
    .option('--port <port>', 'of the invocation URL; 0 takes a free one', '0')
    .option('--console-port <port>', 'of the page (default: 5151, or a free one)')
    .option('--no-console', 'do without the page')
    .option('--built', 'load plugins from what was built, as `start` does, and not their TypeScript')
    .option('-v, --verbose', "show the runner's log too")
    .addHelpText(
      'after',
      '\nNo Box account, keys or network are needed: the sandbox signs its events. Ctrl-C ends it.',
    )
    .action(async (first, second, options, command) => {
      const configGiven = command.getOptionValueSource('config') === 'cli'
      await (await import('./dev.ts')).dev(first, second, { ...options, configGiven })
    })

  program
    .command('run')
    .description('run the plugins once on local files or folders, and show the cards')
    .argument('<files...>', 'files, or folders with files')
    .addOption(config())
    .option(
      '-p, --plugin <name>',
      'this plugin of the config, whatever its routes say (may be repeated); or a path or package, without a config',
      repeated,
    )
    .option('--options <json>', 'options of a plugin that is run without a config')
    .option(
      '--secret <variable>',
      'environment variable that such a plugin may see (may be repeated)',
      repeated,
    )
    .option('--json', 'one JSON object a line: file, status, plugins, cards')
    .option('--html <file>', 'write what people will see in Box to this file, for a browser')
    .addHelpText('after', '\nNo Box and no keys are needed. Exits with 1 if any file failed.')
    .action(async (files, options, command) => {
      const configGiven = command.getOptionValueSource('config') === 'cli'
      exitWith(await (await import('./run.ts')).run(files, { ...options, configGiven }))
    })

  program
    .command('new')
    .description('write a plugin of your own: a package with a plugin that works, its tests and all it needs')
    .argument('[name]', 'such as invoice-dates; asked for where it is left out')
    .option('-y, --yes', 'ask nothing')
    .option(
      '--extensions <list>',
      'of the files that it takes, with commas between; txt where nothing is said',
    )
    .option('--javascript', 'JavaScript instead of TypeScript')
    .option('--folder <folder>', 'to write it to; one with its name where nothing is said')
    .action(async (name, options) => (await import('./new.ts')).newPlugin(name, options))

  program
    .command('check')
    .description('check the config and its plugins, a plugin of your own, or a deployed runner')
    .argument('[plugin]', 'folder, file or package of a plugin, to check it as its author')
    .addOption(config())
    .option('--url <url>', 'post a signed test event to this invocation URL, and tell what Box would meet')
    .option('--app <name>', 'with --url: sign with the keys of this app', 'default')
    .addHelpText(
      'after',
      '\nThe test event is marked: the runner acknowledges it, and writes nothing. Exits with 2 for problems of the config.',
    )
    .action(async (plugin, options) => exitWith(await (await import('./check.ts')).check(plugin, options)))

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

/** Gathers the values of an option that may be given several times. */
function repeated(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}

function config(): Option {
  return new Option('-c, --config <file>', 'the config file').default('skill.config.json')
}
