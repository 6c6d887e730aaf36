import { defineErrors } from '../spec.ts'

/** Errors of the command line. */
export const cliErrors = defineErrors({
  SKR_CLI_FILE_NOT_READABLE: {
    message: '{file} cannot be read: {detail}',
    why: 'A file that was named on the command line is needed.',
    fix: 'Check the path and its permissions.',
  },
  SKR_CLI_UNKNOWN_PLUGIN: {
    message: 'There is no plugin "{name}" in the config.',
    why: '--plugin names an instance under "plugins" of the config file.',
    fix: 'Use one of: {known}.',
  },
  SKR_CLI_UNKNOWN_APP: {
    message: 'There is no app "{name}" in the config.',
    why: '--app names an app under "box.apps", or "default" for the one of "box.signatureKeys".',
    fix: 'Use one of: {known}.',
  },
  SKR_CLI_NO_QUEUE: {
    message: 'There is no queue at {path}.',
    why: 'The runner makes it at its first start; this command only looks into it.',
    fix: 'Start the runner once, or name the right config file with --config.',
  },
  SKR_CLI_UNKNOWN_STATE: {
    message: '"{state}" is not a state of an invocation.',
    why: 'The list can be narrowed to states that exist.',
    fix: 'Use one of: {known}.',
  },
})
