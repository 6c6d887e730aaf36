// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { describe, expect, it } from 'vitest'
import { problemsOf } from './load-text.ts'
import { withBox, withPlugins, withRoutes, withSection } from './parts.ts'

/** Each mistake, a file with it, and what is shown. */
const mistakes: readonly (readonly [mistake: string, file: string, ...shown: string[]])[] = [
  [
    'a list in place of the whole',
    '[1]',
    `skill.config.json:1:1 the configuration must be an object, found a list of 1 entry
  Write an object. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a text in place of the whole',
    '"x"',
    `skill.config.json:1:1 the configuration must be an object, found the text "x"
  Write an object. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a file without plugins and routes',
    '{"box":{"signatureKeys":{"primary":"${KEY}"}}}',
    `skill.config.json:1:1 plugins is missing
  Add "plugins": Configured plugins, by a name of your choice that the routes use. One plugin can stand here several times with other options. [SKR_CONFIG_MISSING_KEY]`,
    `skill.config.json:1:1 routes is missing
  Add "routes": From files to plugins. A file goes to the most specific route that takes it: one that names its longest extension, else one for its kind, else one for "*"; among equals to the first. [SKR_CONFIG_MISSING_KEY]`,
  ],
  [
    'a key with a slip',
    withRoutes('{"extension":["txt"],"plugins":["words"]}'),
    `skill.config.json:2:12 routes[0].extension is not a known key (did you mean "extensions"?)
  Remove it, or write one of the known keys: extensions, kinds, skillIds, parentFolderIds, minFileBytes, maxFileBytes, plugins. [SKR_CONFIG_UNKNOWN_KEY]`,
  ],
  [
    'a key without its unit',
    withPlugins('"words":{"use":"x","timeout":5}'),
    `skill.config.json:2:31 plugins.words.timeout is not a known key (did you mean "timeoutMs"?)
  Remove it, or write one of the known keys: use, options, threads, tasksPerThread, timeoutMs, setupTimeoutMs, memoryMb, maxOutputBytes, secrets, downloadUrl, isolation, permissions. [SKR_CONFIG_UNKNOWN_KEY]`,
  ],
  [
    'a key with swapped letters',
    withSection('"queue":{"dirver":"sqlite"}'),
    `skill.config.json:2:10 queue.dirver is not a known key (did you mean "driver"?)
  Remove it, or write one of the known keys: driver, path, sealKey, maxWaiting, leaseMs, historyDays. [SKR_CONFIG_UNKNOWN_KEY]`,
  ],
  [
    'a key in capitals',
    withSection('"LOG":{}'),
    `skill.config.json:2:1 LOG is not a known key (did you mean "log"?)
  Remove it, or write one of the known keys: $schema, server, box, queue, retry, cards, files, pool, log, plugins, routes. [SKR_CONFIG_UNKNOWN_KEY]`,
  ],
  [
    'a key that is like no other',
    withSection('"zebra":1'),
    `skill.config.json:2:1 zebra is not a known key
  Remove it, or write one of the known keys: $schema, server, box, queue, retry, cards, files, pool, log, plugins, routes. [SKR_CONFIG_UNKNOWN_KEY]`,
  ],
  [
    'a key that has to be quoted in a path',
    withSection('"my zebra":1'),
    `skill.config.json:2:1 ["my zebra"] is not a known key
  Remove it, or write one of the known keys: $schema, server, box, queue, retry, cards, files, pool, log, plugins, routes. [SKR_CONFIG_UNKNOWN_KEY]`,
  ],
  [
    'a number in quotes',
    withSection('"server":{"port":"8080"}'),
    `skill.config.json:2:18 server.port must be a whole number, found the text "8080"
  Write it without quotes: 8080. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a number from a variable',
    withSection('"server":{"port":"${KEY}"}'),
    `skill.config.json:2:18 server.port must be a whole number, found a text made from the environment variable KEY
  Write a whole number itself; variables only give texts. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'true in quotes',
    withPlugins('"words":{"use":"x","downloadUrl":"true"}'),
    `skill.config.json:2:45 plugins.words.downloadUrl must be true or false, found the text "true"
  Write it without quotes: true. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a text in place of true',
    withPlugins('"words":{"use":"x","downloadUrl":"yes"}'),
    `skill.config.json:2:45 plugins.words.downloadUrl must be true or false, found the text "yes"
  Write true or false. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'an id without quotes',
    withRoutes('{"extensions":["txt"],"plugins":["words"],"skillIds":[900491]}'),
    `skill.config.json:2:65 routes[0].skillIds[0] must be a text, found the number 900491
  Write it in double quotes: "900491". [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'an id without quotes that no number holds',
    withRoutes('{"extensions":["txt"],"plugins":["words"],"skillIds":[12345678901234567890]}'),
    `skill.config.json:2:65 routes[0].skillIds[0] must be a text, found the number 12345678901234567000
  Write a text. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a text in place of a list',
    withRoutes('{"extensions":"txt","plugins":["words"]}'),
    `skill.config.json:2:25 routes[0].extensions must be a list, found the text "txt"
  Write a list, in brackets: ["txt"]. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'null',
    withSection('"server":null'),
    `skill.config.json:2:10 server must be an object, found null
  Write an object. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a list in place of an object',
    withSection('"server":[1,2]'),
    `skill.config.json:2:10 server must be an object, found a list of 2 entries
  Write an object. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'an object in place of a text',
    withSection('"server":{"host":{}}'),
    `skill.config.json:2:18 server.host must be a text, found an object
  Write a text. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'true in place of a text',
    withSection('"server":{"host":true}'),
    `skill.config.json:2:18 server.host must be a text, found true
  Write it in double quotes: "true". [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a fraction in place of a whole number',
    withSection('"server":{"port":80.5}'),
    `skill.config.json:2:18 server.port must be a whole number, found the number 80.5
  Write a whole number. [SKR_CONFIG_WRONG_TYPE]`,
  ],
  [
    'a number that is too small',
    withPlugins('"words":{"use":"x","timeoutMs":0}'),
    `skill.config.json:2:43 plugins.words.timeoutMs must be at least 1, found the number 0
  Choose another value for this: Longest time for one file, from the moment the plugin starts on it. [SKR_CONFIG_OUT_OF_RANGE]`,
  ],
  [
    'a number that is too large',
    withSection('"server":{"port":70000}'),
    `skill.config.json:2:18 server.port must be at most 65535, found the number 70000
  Choose another value for this: Port to listen on; 0 for any free one. [SKR_CONFIG_OUT_OF_RANGE]`,
  ],
  [
    'a choice with a slip',
    withSection('"log":{"level":"warning"}'),
    `skill.config.json:2:16 log.level must be "debug", "info", "warn", "error" or "silent", found the text "warning" (did you mean "warn"?)
  Write "debug", "info", "warn", "error" or "silent". [SKR_CONFIG_NOT_ALLOWED_VALUE]`,
  ],
  [
    'a choice that there is not',
    withSection('"log":{"level":"loud"}'),
    `skill.config.json:2:16 log.level must be "debug", "info", "warn", "error" or "silent", found the text "loud"
  Write "debug", "info", "warn", "error" or "silent". [SKR_CONFIG_NOT_ALLOWED_VALUE]`,
  ],
  [
    'a choice from a variable',
    withSection('"log":{"level":"${KEY}"}'),
    `skill.config.json:2:16 log.level must be "debug", "info", "warn", "error" or "silent", found a text made from the environment variable KEY
  Write "debug", "info", "warn", "error" or "silent". [SKR_CONFIG_NOT_ALLOWED_VALUE]`,
  ],
  [
    'an extension with a dot in front',
    withRoutes('{"extensions":[".txt"],"plugins":["words"]}'),
    `skill.config.json:2:26 routes[0].extensions[0] must be an extension without a dot in front, such as "txt" or "tar.gz", or "*" for any, found the text ".txt"
  Write "txt". [SKR_CONFIG_WRONG_FORM]`,
  ],
  [
    'an extension as a pattern of names',
    withRoutes('{"extensions":["*.tar.gz"],"plugins":["words"]}'),
    `skill.config.json:2:26 routes[0].extensions[0] must be an extension without a dot in front, such as "txt" or "tar.gz", or "*" for any, found the text "*.tar.gz"
  Write "tar.gz". [SKR_CONFIG_WRONG_FORM]`,
  ],
  [
    'an extension that is none',
    withRoutes('{"extensions":["a/b"],"plugins":["words"]}'),
    `skill.config.json:2:26 routes[0].extensions[0] must be an extension without a dot in front, such as "txt" or "tar.gz", or "*" for any, found the text "a/b"
  Write an extension without a dot in front, such as "txt" or "tar.gz", or "*" for any. [SKR_CONFIG_WRONG_FORM]`,
  ],
  [
    'an extension that is named twice',
    withRoutes('{"extensions":["txt","md","txt"],"plugins":["words"]}'),
    `skill.config.json:2:37 routes[0].extensions[2] repeats entry [0] of the same list
  Remove one of the two. [SKR_CONFIG_DUPLICATE_ENTRY]`,
  ],
  [
    'a plugin that stands twice in a route',
    withRoutes('{"extensions":["txt"],"plugins":["words","words"]}'),
    `skill.config.json:2:52 routes[0].plugins[1] repeats entry [0] of the same list
  Remove one of the two. [SKR_CONFIG_DUPLICATE_ENTRY]`,
  ],
  [
    'a route to no plugin',
    withRoutes('{"extensions":["txt"],"plugins":[]}'),
    `skill.config.json:2:43 routes[0].plugins must have at least 1 entry, found an empty list
  Choose another value for this: Names of the plugins that run, in the order in which their cards stand. [SKR_CONFIG_OUT_OF_RANGE]`,
  ],
  [
    'no route',
    withRoutes(''),
    `skill.config.json:2:10 routes must have at least 1 entry, found an empty list
  Choose another value for this: From files to plugins. A file goes to the most specific route that takes it: one that names its longest extension, else one for its kind, else one for "*"; among equals to the first. [SKR_CONFIG_OUT_OF_RANGE]`,
  ],
  [
    'no plugin',
    withPlugins(''),
    `skill.config.json:2:11 plugins must have at least 1 key, found no keys
  Choose another value for this: Configured plugins, by a name of your choice that the routes use. One plugin can stand here several times with other options. [SKR_CONFIG_OUT_OF_RANGE]`,
  ],
  [
    'a route without plugins',
    withRoutes('{"extensions":["txt"]}'),
    `skill.config.json:2:11 routes[0].plugins is missing
  Add "plugins": Names of the plugins that run, in the order in which their cards stand. [SKR_CONFIG_MISSING_KEY]`,
  ],
  [
    'a plugin that does not say what to use',
    withPlugins('"words":{}'),
    `skill.config.json:2:20 plugins.words.use is missing
  Add "use": The plugin: the name of an npm package, or the path of a folder or file, beginning with "./", "../" or "/". [SKR_CONFIG_MISSING_KEY]`,
  ],
  [
    'a plugin that uses nothing',
    withPlugins('"words":{"use":""}'),
    `skill.config.json:2:27 plugins.words.use must not be empty, found an empty text
  Choose another value for this: The plugin: the name of an npm package, or the path of a folder or file, beginning with "./", "../" or "/". [SKR_CONFIG_OUT_OF_RANGE]`,
  ],
  [
    'a plugin with a bad name',
    withPlugins('"words":{"use":"x"},"Words":{"use":"x"}'),
    `skill.config.json:2:32 plugins.Words has a name that is not allowed: it must be lower-case letters, digits and dashes, beginning with a letter
  Rename it, and write the new name wherever it is used. [SKR_CONFIG_BAD_NAME]`,
  ],
  [
    'an app with a bad name',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apps":{"My App":{"signatureKeys":{"primary":"${KEY}"}}}'),
    `skill.config.json:2:53 box.apps["My App"] has a name that is not allowed: it must be lower-case letters, digits and dashes, beginning with a letter
  Rename it, and write the new name wherever it is used. [SKR_CONFIG_BAD_NAME]`,
  ],
  [
    'a host for tokens that is an address',
    withBox('"signatureKeys":{"primary":"${KEY}"},"tokenHosts":["https://dl.example.com"]'),
    `skill.config.json:2:59 box.tokenHosts[0] must be a host name such as "dl.example.com" or "127.0.0.1:8081", without "https://", path or "*", found the text "https://dl.example.com"
  Write a host name such as "dl.example.com" or "127.0.0.1:8081", without "https://", path or "*". [SKR_CONFIG_WRONG_FORM]`,
  ],
  [
    'a signature switch with a slip',
    withBox('"signatureKeys":{"primary":"${KEY}"},"signature":"of"'),
    `skill.config.json:2:57 box.signature must be "required" or "off", found the text "of" (did you mean "off"?)
  Write "required" or "off". [SKR_CONFIG_NOT_ALLOWED_VALUE]`,
  ],
  [
    'a secret in place of its name',
    withPlugins('"words":{"use":"x","secrets":["sk-live-1234"]}'),
    `skill.config.json:2:42 plugins.words.secrets[0] must be the name of an environment variable (not its value), such as "OCR_API_KEY", found a text
  Write the name of an environment variable (not its value), such as "OCR_API_KEY". [SKR_CONFIG_WRONG_FORM]`,
  ],
]

describe('a value that the schema refuses', () => {
  it.each(mistakes)('is told: %s', async (_, file, ...shown) => {
    const problems = await problemsOf(file)

    expect(problems).toEqual(shown)
  })
})
