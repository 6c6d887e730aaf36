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
    why: 'A name after --plugin is that of an instance under "plugins" of the config file. A path is a plugin of its own.',
    fix: 'Use one of: {known}. For a plugin outside of the config, give its path, such as ./{name}.',
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
  SKR_CLI_ONE_PLUGIN: {
    message: '--plugin names "{plugin}", which is not in the config, beside other plugins.',
    why: 'A plugin that is run without a config is run alone.',
    fix: 'Give one --plugin, or add "{plugin}" to the config and use the names that the plugins have there.',
  },
  SKR_CLI_PLUGIN_AND_CONFIG: {
    message: '--config was given, although "{plugin}" is run without a config.',
    why: 'A plugin that is named by its path runs with everything at its default, so the config would be ignored in silence.',
    fix: 'Leave out --config, or name the plugin as it is named in the config.',
  },
  SKR_CLI_ONLY_WITH_PLUGIN: {
    message: '{flag} goes only with a plugin that is run without a config.',
    why: 'Plugins of the config have their options and secrets there.',
    fix: 'Leave out {flag} and change the config, or give the path of the plugin: --plugin ./my-plugin.',
  },
  SKR_CLI_OPTIONS_NOT_JSON: {
    message: '--options is not JSON: {reason}',
    why: 'The options of a plugin are a JSON object, as in a config. Quotes that the shell takes away are the usual cause.',
    fix: `Put all of it in single quotes, as in --options '{ "top": 3 }'.`,
  },
  SKR_CLI_OPTIONS_NOT_OBJECT: {
    message: '--options is {found}, not an object.',
    why: 'The options of a plugin are a JSON object, as in a config.',
    fix: `Write it with the names of the options, as in --options '{ "top": 3 }'.`,
  },
  SKR_CLI_SECRET_NOT_GRANTED: {
    message: 'The plugin "{plugin}" wants the environment variable {secret}.',
    why: 'A plugin sees only the environment variables that whoever runs it names.',
    fix: 'Add --secret {secret} if you trust the plugin with it.',
  },
  SKR_CLI_CHECK_ONE_THING: {
    message: '--url was given together with the plugin "{plugin}".',
    why: 'A check looks at one thing: the config, a plugin, or a deployed runner.',
    fix: 'Check them one after the other.',
  },
})
