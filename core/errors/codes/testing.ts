import { defineErrors } from '../spec.ts'

/** Errors of the test kit: mistakes of a test, and what the contract suite finds in a plugin. */
export const testingErrors = defineErrors({
  // Mistakes of a test.
  SKR_TESTING_NOT_A_PLUGIN: {
    message: 'The first argument is {found}, not a plugin.',
    why: 'A plugin is what definePlugin() returns, or the path of the file or folder that exports one.',
    fix: 'Pass the imported plugin, or its path: runPlugin(new URL("../index.ts", import.meta.url), …).',
  },
  SKR_TESTING_PLACE_UNKNOWN: {
    message: 'It is not known which file defines the plugin "{plugin}".',
    why: 'The plugin runs in a thread of its own, as in production, and the thread has to import its file. definePlugin() notes the file; a copy of a plugin, or one that was made without definePlugin(), has no such note.',
    fix: 'Pass the path instead of the plugin: runPlugin(new URL("../index.ts", import.meta.url), …).',
  },
  SKR_TESTING_DEFINED_IN_TEST: {
    message: 'The plugin "{plugin}" is defined in the test itself, {file}.',
    why: 'The plugin runs in a thread of its own, as in production, and the thread would run the test once more.',
    fix: 'Move the plugin into a file of its own that exports it as default, and import it from there.',
  },
  SKR_TESTING_NOT_DEFAULT_EXPORT: {
    message: 'The plugin "{plugin}" was defined in {file}, but is not the default export of that file.',
    why: 'The thread that runs the plugin imports the file that called definePlugin(), and takes its default export.',
    fix: 'Pass the path of the file that exports the plugin: runPlugin(new URL("../index.ts", import.meta.url), …).',
  },
  SKR_TESTING_FILE_INVALID: {
    message: 'The file is {found}.',
    why: 'A file is a path, a file: URL, { name, content } with a text or bytes, or { name, path }.',
    fix: 'Write, for example, file: { name: "note.txt", content: "two words" }.',
  },
  SKR_TESTING_FILE_NOT_READABLE: {
    message: 'The file {file} cannot be read ({reason}).',
    why: 'Paths are taken from the working directory, which is not always the folder of the test.',
    fix: 'Write the path from the test: new URL("fixtures/note.txt", import.meta.url).',
  },
  SKR_TESTING_SECRET_MISSING: {
    message: 'The plugin "{plugin}" declares the secret {secret}, which this test does not give.',
    why: 'The runner does not start a plugin without its secrets, so neither does a test. The environment of the test is not looked at.',
    fix: 'Give a value for it with `secrets`, such as a made-up one.',
  },
  SKR_TESTING_SECRET_UNDECLARED: {
    message: 'This test gives the secret {secret}, which the plugin "{plugin}" does not declare.',
    why: 'Operators would not know that they have to grant it, and the plugin would not see it.',
    fix: 'Add "{secret}" to `secrets` of the plugin, or take it out of the test.',
  },
  SKR_TESTING_NO_FIXTURES: {
    message: 'The contract suite of the plugin "{plugin}" has {found} as its fixtures.',
    why: 'It runs the plugin on real files, so it needs a list with at least one that the plugin makes cards of.',
    fix: 'Write fixtures: [new URL("fixtures/note.txt", import.meta.url)].',
  },
  SKR_TESTING_FIXTURE_TOO_SMALL: {
    message: 'The fixture {fixture} has {size} bytes.',
    why: 'The suite also runs the plugin on half of each fixture, and on an empty file by itself.',
    fix: 'Take a real file that the plugin makes cards of.',
  },
  SKR_TESTING_FIXTURE_NOT_UNDERSTOOD: {
    message: 'The plugin "{plugin}" does not say that it understands the fixture {fixture}.',
    why: 'It names {extensions} as its extensions, and the runner warns of routes that send it others.',
    fix: 'Add the extension to `extensions` of the plugin, or take another fixture.',
  },
  SKR_TESTING_NO_RUNNER: {
    message: 'describePlugin() does not find the functions of the test runner.',
    why: 'It looks for the globals `describe`, `test` and `afterAll`, which vitest has only where `globals` is set.',
    fix: 'Pass them: import * as vitest from "vitest" and describePlugin(plugin, { fixtures, test: vitest }).',
  },
  SKR_TESTING_RUNNER_INCOMPLETE: {
    message: 'What describePlugin() got as `test` has no function "{missing}".',
    why: 'It registers tests in a suite, and ends the threads of the plugin after the last one.',
    fix: 'Pass { describe, test, afterAll } of vitest, or { describe, test, after } of node:test.',
  },

  // What the contract suite finds.
  SKR_TESTING_OPTIONS_OPEN: {
    message: 'The schema of the options of "{plugin}" lets unknown keys pass in {path}.',
    why: 'A misspelt option would be ignored in silence.',
    fix: 'Add `additionalProperties: false` there, or a schema for the values of any key.',
  },
  SKR_TESTING_FIXTURE_FAILED: {
    message: 'The plugin "{plugin}" makes no cards of {fixture}: {code} {message}',
    why: 'A fixture is a file that the plugin can read. Files that it refuses belong into tests of your own.',
    fix: 'Mend the plugin, or take another fixture.',
  },
  SKR_TESTING_FIXTURE_WITHOUT_CARDS: {
    message: 'The plugin "{plugin}" returns an empty list for {fixture}.',
    why: 'A fixture that shows nothing proves nothing.',
    fix: 'Take a file in which the plugin finds something.',
  },
  SKR_TESTING_CARDS_MENDED: {
    message: 'Not all that the plugin "{plugin}" returns for {fixture} is shown: {notes}',
    why: 'The runner cuts what is over the caps of the config and leaves out what Box would not show; people see only the rest.',
    fix: 'Return fewer or shorter cards, entries and texts, best by an option with a sensible default.',
  },
  SKR_TESTING_ABORT_IGNORED: {
    message:
      'The plugin "{plugin}" went on for more than {limitMs} ms with {fixture} after it was told to stop.',
    why: 'The runner ends the thread by force then: what the plugin has loaded is lost, and the next file waits for a new thread.',
    fix: 'Call signal.throwIfAborted() between the steps, pass `signal` on to fetch() and timers, and give way to it in long loops: await setImmediate() of node:timers/promises.',
  },
  SKR_TESTING_RUNS_DEPENDENT: {
    message:
      'The plugin "{plugin}" makes other cards of {fixture} when it runs after {before}: {difference}.',
    why: 'One thread runs the plugin on many files of many people, so nothing may pass from one run to the next, nor hang on chance or the time of day.',
    fix: 'Keep what belongs to a run in local variables of run(), not in the module; mind that /g patterns keep lastIndex.',
  },
  SKR_TESTING_FILE_NOT_REFUSED: {
    message: 'The plugin "{plugin}" does not cope with {file}: {code} {message}',
    why: 'People upload damaged files and files with wrong names. They then read "something went wrong", and the log says nothing that helps.',
    fix: 'Return [] where nothing was found, or throw a SkillError that says what is wrong with the file.',
  },
  SKR_TESTING_TEMP_LEFT: {
    message: 'The plugin "{plugin}" leaves this behind in the temp folder: {names}',
    why: 'A runner works for months, and the disk fills up with content of other people.',
    fix: 'Delete it in a `finally` of run(), or in teardown() where setup() made it.',
  },
  SKR_TESTING_ENVIRONMENT_NEEDED: {
    message:
      'The plugin "{plugin}" makes other cards of {fixture} when it sees the whole environment: {difference}.',
    why: 'Under the runner a plugin sees only the environment variables that it declares and the operator grants.',
    fix: 'Name the variable in `secrets` of the plugin, or make an option of it.',
  },
})
