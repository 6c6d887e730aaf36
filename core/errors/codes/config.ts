import { defineErrors } from '../spec.ts'

/** Errors and warnings of the configuration file, and of plugin options in it. `{path}` reads like `routes[0].plugins`. */
export const configErrors = defineErrors({
  SKR_CONFIG_NOT_FOUND: {
    message: '{file} does not exist',
    why: 'The runner takes everything it does from this file.',
    fix: 'Name the file with --config, or run the command in the folder that holds skill.config.json.',
  },
  SKR_CONFIG_IS_FOLDER: {
    message: '{file} is a folder, not a configuration file',
    why: 'The runner takes everything it does from one file.',
    fix: 'Name the file in it, such as {file}/skill.config.json.',
  },
  SKR_CONFIG_NOT_READABLE: {
    message: '{file} cannot be read ({reason})',
    why: 'The system did not let the runner open the file.',
    fix: 'Give the user that runs this process the right to read it.',
  },
  SKR_CONFIG_NOT_UTF8: {
    message: '{file} is not a UTF-8 text',
    why: 'JSON is written in UTF-8; some Windows tools save UTF-16 instead.',
    fix: 'Save the file again with the encoding "UTF-8".',
  },
  SKR_CONFIG_EMPTY: {
    message: '{file} is empty',
    why: 'Without at least one plugin and one route there is nothing to run.',
    fix: 'Start from this: {example}',
  },
  SKR_CONFIG_NOT_WATCHABLE: {
    message: 'the folder of {file} cannot be watched for changes ({reason})',
    why: 'The system refused a watch, often because its limit of watches is reached, or because the folder is gone.',
    fix: 'Raise the limit (fs.inotify.max_user_watches on Linux), or leave out --watch and send SIGHUP after a change.',
  },
  SKR_CONFIG_SYNTAX: {
    message: '{problem}',
    why: 'The file is not JSON. Comments and trailing commas are allowed, all other rules of JSON hold.',
    fix: '{hint}',
  },
  SKR_CONFIG_DUPLICATE_KEY: {
    message: '{path} stands twice, here and in line {line}',
    why: 'JSON keeps only one of two equal keys, so the other would be lost without a word.',
    fix: 'Remove or rename one of the two.',
  },
  SKR_CONFIG_FORBIDDEN_KEY: {
    message: '{path} has a name that is not allowed as a key',
    why: 'JavaScript gives "__proto__", "constructor", "prototype", "toString" and "valueOf" a meaning of their own.',
    fix: 'Choose another name.',
  },
  SKR_CONFIG_MISSING_VARIABLE: {
    message: '{path} uses the environment variable {name}, which is not set',
    why: 'Texts of the file may refer to variables of the environment that the runner is started in.',
    fix: 'Set {name}, or write a default behind it: {example}.',
  },
  SKR_CONFIG_BAD_VARIABLE: {
    message: '{path} refers to an environment variable in a wrong way: {problem}',
    why: 'Texts of the file may refer to variables of the environment that the runner is started in.',
    fix: 'Write {forms}.',
  },
  SKR_CONFIG_UNKNOWN_KEY: {
    message: '{path} is not a known key{suggestion}',
    why: 'A key that nobody reads is nearly always a slip of the pen, so it is refused instead of ignored.',
    fix: 'Remove it, or write one of the known keys: {known}.',
  },
  SKR_CONFIG_MISSING_KEY: {
    message: '{path} is missing',
    why: 'The key has no default.',
    fix: 'Add "{key}": {description}',
  },
  SKR_CONFIG_WRONG_TYPE: {
    message: '{path} must be {expected}, found {found}',
    why: 'Values are not converted from one type to another, so that what stands in the file is what counts.',
    fix: 'Write {correction}.',
  },
  SKR_CONFIG_NOT_ALLOWED_VALUE: {
    message: '{path} must be {allowed}, found {found}{suggestion}',
    why: 'Only the listed values have a meaning here.',
    fix: 'Write {allowed}.',
  },
  SKR_CONFIG_OUT_OF_RANGE: {
    message: '{path} must {rule}, found {found}',
    why: 'Values outside of this range cannot work.',
    fix: 'Choose another value for this: {description}',
  },
  SKR_CONFIG_WRONG_FORM: {
    message: '{path} must be {form}, found {found}',
    why: 'A text in another form would never match anything, or not mean what it seems to.',
    fix: 'Write {correction}.',
  },
  SKR_CONFIG_DUPLICATE_ENTRY: {
    message: '{path} repeats entry [{first}] of the same list',
    why: 'The entries of this list must differ.',
    fix: 'Remove one of the two.',
  },
  SKR_CONFIG_BAD_NAME: {
    message: '{path} has a name that is not allowed: it must be {form}',
    why: 'The name becomes part of addresses, log lines and metrics.',
    fix: 'Rename it, and write the new name wherever it is used.',
  },
  SKR_CONFIG_WRONG_VALUE: {
    message: '{path} is not valid: it {problem}',
    why: 'The value breaks a rule that the schema states.',
    fix: 'Compare it with the description of the key: {description}',
  },
  SKR_CONFIG_UNKNOWN_PLUGIN: {
    message: '{path} names {name}, which is not under "plugins"{suggestion}',
    why: 'A route refers to plugin instances by the names they have under "plugins".',
    fix: 'Write one of these: {known}; or add the instance under "plugins".',
  },
  SKR_CONFIG_UNUSED_PLUGIN: {
    message: '{path} is not used by any route',
    why: 'A plugin runs only for files that a route sends to it.',
    fix: 'Name it in the "plugins" of a route, or remove it.',
  },
  SKR_CONFIG_PERMISSIONS_IDLE: {
    message: '{path} hold nothing back, since the plugin runs in a thread',
    why: "Node's permissions count for a whole process; a thread may do whatever the runner itself may do.",
    fix: 'Set "isolation": "process" for this plugin, or remove its "permissions".',
  },
  SKR_CONFIG_SHADOWED_ROUTE: {
    message: '{path} can never be reached: {earlier} takes every file that it would take',
    why: 'Among routes that fit a file equally well, the first one gets it.',
    fix: 'Put the narrower route first, or name all plugins in one route.',
  },
  SKR_CONFIG_ROUTE_WITHOUT_FILES: {
    message: '{path} says neither "extensions" nor "kinds"',
    why: 'A route must say which files it is for.',
    fix: 'Add "extensions": ["txt"], or "kinds": ["image"], or "extensions": ["*"] for every file.',
  },
  SKR_CONFIG_MIN_OVER_MAX: {
    message: '{path} is {min}, more than "{maxKey}", which is {max}',
    why: 'No value can keep both limits.',
    fix: 'Lower the one or raise the other.',
  },
  SKR_CONFIG_NO_KEYS: {
    message: '{path} is missing, so nothing could tell an event of Box from a forged one',
    why: 'Anyone who can reach the address can post to it; only the signature shows that an event is from Box.',
    fix: 'Add {example} with the key of the Box developer console, or say "signature": "off" under "box" on a closed network.',
  },
  SKR_CONFIG_EMPTY_KEY: {
    message: '{path} is empty',
    why: 'An empty key would let anyone sign.',
    fix: 'Put the primary signature key of the Box developer console there, or into the environment variable that stands there.',
  },
  SKR_CONFIG_SHORT_KEY: {
    message: '{path} is shorter than {min} characters',
    why: 'Short keys can be guessed, and those that Box generates are longer: the key may have been cut off.',
    fix: 'Copy the whole key again.',
  },
  SKR_CONFIG_SAME_KEYS: {
    message: '{path} is the same key as "primary"',
    why: 'Box has two keys so that one can be replaced while the other still works.',
    fix: 'Put the secondary key of the Box developer console there, or leave "secondary" out.',
  },
  SKR_CONFIG_SIGNATURE_OFF: {
    message: '{path} is "off": events of anyone who can reach this server are accepted',
    why: 'Without a signature nothing tells an event of Box from a forged one.',
    fix: 'Remove it and set "signatureKeys", unless the server can be reached only by a sender that you trust.',
  },
  SKR_CONFIG_RESERVED_NAME: {
    message: '{path} has a reserved name',
    why: '"default" is the app of POST /skills, made from "box.signatureKeys" and "box.allow".',
    fix: 'Rename the app, or move its keys to "box.signatureKeys" and "box.allow".',
  },
  SKR_CONFIG_BAD_URL: {
    message: '{path} must be a URL without user, password, query and fragment, such as "https://api.box.com"',
    why: 'Paths of the Box API are put behind this address.',
    fix: 'Write "https://api.box.com", or leave the key out.',
  },
  SKR_CONFIG_INSECURE_URL: {
    message: '{path} must start with "https://"',
    why: 'Access tokens are sent to this address; without TLS anyone on the way can read them. Only this very machine may be called without.',
    fix: 'Write "https://" in front.',
  },
  SKR_CONFIG_API_URL_VERSION: {
    message: '{path} must not end with "/2.0"',
    why: 'The runner puts the version of the API behind the address itself.',
    fix: 'Remove "/2.0" from the end, as in "https://api.box.com".',
  },
  SKR_CONFIG_TOO_MANY_THREADS: {
    message: '{path} is {threads}, more than the {limit} threads of "pool.threads"',
    why: '"pool.threads" is what all plugins together may use.',
    fix: 'Lower it, raise "pool.threads", or leave "pool.threads" out.',
  },
  SKR_CONFIG_RUNNER_SECRET: {
    message: '{path} grants a plugin the variable {name}, which holds a key of the runner',
    why: 'Whoever has the signature key can forge events of Box, and whoever has the seal key can read the tokens in the queue.',
    fix: 'Remove it; the plugin needs a secret of its own.',
  },
  SKR_CONFIG_SECRET_NOT_SET: {
    message: '{path} grants the environment variable {name}, which is not set',
    why: 'The plugin will see no value under this name.',
    fix: 'Set {name} before the start, or remove it from "secrets".',
  },
  SKR_CONFIG_OPTIONS_SCHEMA: {
    message: 'the option schema of the plugin in {path} is broken: {problem}',
    why: 'Options are checked against the JSON schema (draft-07, strict mode of ajv) that the plugin declares. This one is a mistake of the plugin, not of this file.',
    fix: 'If the plugin is yours, correct "options" in definePlugin; else tell its author, or use another version of it.',
  },
})
