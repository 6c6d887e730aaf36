// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { describe, expect, it } from 'vitest'
import { problemsOf } from './load-text.ts'
import { withBox, withPlugins, withRoutes, withSection } from './parts.ts'

/** Each mistake, a file with it, and what is shown. */
const mistakes: readonly (readonly [mistake: string, file: string, ...shown: string[]])[] = [
  [
    'a plugin with a slip in a route',
    withRoutes('{"extensions":["txt"],"plugins":["word"]}'),
    `skill.config.json:2:44 routes[0].plugins[0] names "word", which is not under "plugins" (did you mean "words"?)
  Write one of these: words; or add the instance under "plugins". [SKR_CONFIG_UNKNOWN_PLUGIN]`,
  ],
  [
    'a plugin in a route that there is not',
    withRoutes('{"extensions":["txt"],"plugins":["zebra"]}'),
    `skill.config.json:2:44 routes[0].plugins[0] names "zebra", which is not under "plugins"
  Write one of these: words; or add the instance under "plugins". [SKR_CONFIG_UNKNOWN_PLUGIN]`,
  ],
  [
    'a plugin in a route whose name comes from a variable',
    withRoutes('{"extensions":["txt"],"plugins":["${KEY}"]}'),
    `skill.config.json:2:44 routes[0].plugins[0] names a text made from the environment variable KEY, which is not under "plugins"
  Write one of these: words; or add the instance under "plugins". [SKR_CONFIG_UNKNOWN_PLUGIN]`,
  ],
  [
    'permissions of a plugin that runs in a thread',
    withPlugins('"words":{"use":"x","permissions":{"addons":false}}'),
    `skill.config.json:2:31 plugins.words.permissions hold nothing back, since the plugin runs in a thread
  Set "isolation": "process" for this plugin, or remove its "permissions". [SKR_CONFIG_PERMISSIONS_IDLE]`,
  ],
  [
    'a path with an asterisk, which Node would take for everything that begins like that',
    withPlugins('"words":{"use":"x","isolation":"process","permissions":{"readPaths":["/data/*"]}}'),
    `skill.config.json:2:81 plugins.words.permissions.readPaths[0] must be a path without "*", such as "./models", found the text "/data/*"
  Write a path without "*", such as "./models". [SKR_CONFIG_WRONG_FORM]`,
  ],
  [
    'a route for no files',
    withRoutes('{"plugins":["words"]}'),
    `skill.config.json:2:11 routes[0] says neither "extensions" nor "kinds"
  Add "extensions": ["txt"], or "kinds": ["image"], or "extensions": ["*"] for every file. [SKR_CONFIG_ROUTE_WITHOUT_FILES]`,
  ],
  [
    'a smallest size above the largest',
    withRoutes('{"extensions":["txt"],"plugins":["words"],"minFileBytes":10,"maxFileBytes":5}'),
    `skill.config.json:2:68 routes[0].minFileBytes is 10, more than "maxFileBytes", which is 5
  Lower the one or raise the other. [SKR_CONFIG_MIN_OVER_MAX]`,
  ],
  [
    'a first wait above the longest',
    withSection('"retry":{"firstDelayMs":10,"maxDelayMs":5}'),
    `skill.config.json:2:25 retry.firstDelayMs is 10, more than "maxDelayMs", which is 5
  Lower the one or raise the other. [SKR_CONFIG_MIN_OVER_MAX]`,
  ],
  [
    'a longest wait below the default of the first',
    withSection('"retry":{"maxDelayMs":5}'),
    `skill.config.json:2:9 retry.firstDelayMs is 2000, more than "maxDelayMs", which is 5
  Lower the one or raise the other. [SKR_CONFIG_MIN_OVER_MAX]`,
  ],
  [
    'more threads than the pool has',
    withSection('"pool":{"threads":2}').replace('"use":"x"', '"use":"x","threads":3'),
    `skill.config.json:1:87 plugins.words.threads is 3, more than the 2 threads of "pool.threads"
  Lower it, raise "pool.threads", or leave "pool.threads" out. [SKR_CONFIG_TOO_MANY_THREADS]`,
  ],
  [
    'a plugin that is granted a key of the runner',
    withPlugins('"words":{"use":"x","secrets":["KEY"]}'),
    `skill.config.json:2:42 plugins.words.secrets[0] grants a plugin the variable KEY, which holds a key of the runner
  Remove it; the plugin needs a secret of its own. [SKR_CONFIG_RUNNER_SECRET]`,
  ],
  [
    'no signature keys',
    withBox(''),
    `skill.config.json:2:1 box.signatureKeys is missing, so nothing could tell an event of Box from a forged one
  Add "signatureKeys": { "primary": "\${BOX_PRIMARY_KEY}" } with the key of the Box developer console, or say "signature": "off" under "box" on a closed network. [SKR_CONFIG_NO_KEYS]`,
  ],
  [
    'no signature keys in a further app',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apps":{"contracts":{}}'),
    `skill.config.json:2:53 box.apps.contracts.signatureKeys is missing, so nothing could tell an event of Box from a forged one
  Add "signatureKeys": { "primary": "\${BOX_PRIMARY_KEY}" } with the key of the Box developer console, or say "signature": "off" under "box" on a closed network. [SKR_CONFIG_NO_KEYS]`,
  ],
  [
    'an allow list of /skills without keys',
    withBox('"allow":{},"apps":{"contracts":{"signatureKeys":{"primary":"${KEY}"}}}'),
    `skill.config.json:2:1 box.signatureKeys is missing, so nothing could tell an event of Box from a forged one
  Add "signatureKeys": { "primary": "\${BOX_PRIMARY_KEY}" } with the key of the Box developer console, or say "signature": "off" under "box" on a closed network. [SKR_CONFIG_NO_KEYS]`,
  ],
  [
    'an empty signature key',
    withBox('"signatureKeys":{"primary":""}'),
    `skill.config.json:2:35 box.signatureKeys.primary is empty
  Put the primary signature key of the Box developer console there, or into the environment variable that stands there. [SKR_CONFIG_EMPTY_KEY]`,
  ],
  [
    'one signature key twice',
    withBox('"signatureKeys":{"primary":"${KEY}","secondary":"${KEY}"}'),
    `skill.config.json:2:56 box.signatureKeys.secondary is the same key as "primary"
  Put the secondary key of the Box developer console there, or leave "secondary" out. [SKR_CONFIG_SAME_KEYS]`,
  ],
  [
    'no primary key',
    withBox('"signatureKeys":{}'),
    `skill.config.json:2:24 box.signatureKeys.primary is missing
  Add "primary": The primary signature key. Take it from the environment: "\${BOX_PRIMARY_KEY}". [SKR_CONFIG_MISSING_KEY]`,
  ],
  [
    'an app named as the first',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apps":{"default":{}}'),
    `skill.config.json:2:53 box.apps.default has a reserved name
  Rename the app, or move its keys to "box.signatureKeys" and "box.allow". [SKR_CONFIG_RESERVED_NAME]`,
  ],
  [
    'an API address that is none',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apiUrl":"api.box.com"'),
    `skill.config.json:2:54 box.apiUrl must be a URL without user, password, query and fragment, such as "https://api.box.com"
  Write "https://api.box.com", or leave the key out. [SKR_CONFIG_BAD_URL]`,
  ],
  [
    'an API address with a query',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apiUrl":"https://api.box.com/?a=1"'),
    `skill.config.json:2:54 box.apiUrl must be a URL without user, password, query and fragment, such as "https://api.box.com"
  Write "https://api.box.com", or leave the key out. [SKR_CONFIG_BAD_URL]`,
  ],
  [
    'an API address with a password',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apiUrl":"https://me:hunter2@api.box.com"'),
    `skill.config.json:2:54 box.apiUrl must be a URL without user, password, query and fragment, such as "https://api.box.com"
  Write "https://api.box.com", or leave the key out. [SKR_CONFIG_BAD_URL]`,
  ],
  [
    'an API address without TLS',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apiUrl":"http://api.box.com"'),
    `skill.config.json:2:54 box.apiUrl must start with "https://"
  Write "https://" in front. [SKR_CONFIG_INSECURE_URL]`,
  ],
  [
    'an API address that only begins like this machine',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apiUrl":"http://127.0.0.1.example.com"'),
    `skill.config.json:2:54 box.apiUrl must start with "https://"
  Write "https://" in front. [SKR_CONFIG_INSECURE_URL]`,
  ],
  [
    'an API address with its version',
    withBox('"signatureKeys":{"primary":"${KEY}"},"apiUrl":"https://api.box.com/2.0/"'),
    `skill.config.json:2:54 box.apiUrl must not end with "/2.0"
  Remove "/2.0" from the end, as in "https://api.box.com". [SKR_CONFIG_API_URL_VERSION]`,
  ],
  [
    'a variable that is not set',
    withBox('"signatureKeys":{"primary":"${NOPE}"}'),
    `skill.config.json:2:36 box.signatureKeys.primary uses the environment variable NOPE, which is not set
  Set NOPE, or write a default behind it: \${NOPE:-default}. [SKR_CONFIG_MISSING_VARIABLE]`,
  ],
  [
    'a variable that is not closed, behind escapes',
    withBox('"signatureKeys":{"primary":"a\\u00e9\\n${NOPE"}'),
    `skill.config.json:2:45 box.signatureKeys.primary refers to an environment variable in a wrong way: the "}" that closes it is missing
  Write \${NAME} or \${NAME:-default}, or $\${ where the characters \${ themselves are meant. [SKR_CONFIG_BAD_VARIABLE]`,
  ],
  [
    'a variable with a name that is none',
    withSection('"log":{"level":"${1A}"}'),
    `skill.config.json:2:17 log.level refers to an environment variable in a wrong way: the name must be letters, digits and "_", and a default begins with ":-"
  Write \${NAME} or \${NAME:-default}, or $\${ where the characters \${ themselves are meant. [SKR_CONFIG_BAD_VARIABLE]`,
  ],
  [
    'a variable in a default',
    withSection('"server":{"host":"${A:-${B}}"}'),
    `skill.config.json:2:19 server.host refers to an environment variable in a wrong way: a default cannot hold another variable
  Write \${NAME} or \${NAME:-default}, or $\${ where the characters \${ themselves are meant. [SKR_CONFIG_BAD_VARIABLE]`,
  ],
  [
    'a key that stands twice',
    withSection('"log":{},\n"log":{}'),
    `skill.config.json:3:1 log stands twice, here and in line 2
  Remove or rename one of the two. [SKR_CONFIG_DUPLICATE_KEY]`,
  ],
  [
    'a key that reaches the prototype',
    withSection('"__proto__":{}'),
    `skill.config.json:2:1 __proto__ has a name that is not allowed as a key
  Choose another name. [SKR_CONFIG_FORBIDDEN_KEY]`,
  ],
  [
    'a plugin with the name of a constructor',
    withPlugins('"words":{"use":"x"},"constructor":{"use":"x"}'),
    `skill.config.json:2:32 plugins.constructor has a name that is not allowed as a key
  Choose another name. [SKR_CONFIG_FORBIDDEN_KEY]`,
  ],
]

describe('a rule that spans several keys or looks at the environment', () => {
  it.each(mistakes)('is told: %s', async (_, file, ...shown) => {
    const problems = await problemsOf(file)

    expect(problems).toEqual(shown)
  })
})
