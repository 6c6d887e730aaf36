// biome-ignore-all lint/suspicious/noTemplateCurlyInString: configuration files refer to variables this way
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadConfig } from '../../../core/config/load.ts'
import { configText, goodKey, loadText, problemsOf, thrownBy, withConfigFile } from './load-text.ts'
import { withSection } from './parts.ts'

const env = { KEY: goodKey }

describe('loadConfig', () => {
  it('fills in a default for everything that a minimal file leaves out', async () => {
    const { config, folder, file, warnings } = await withConfigFile(configText(), async (path, folder) => ({
      ...(await loadConfig(path, env)),
      folder,
    }))

    expect(warnings).toEqual([])
    expect(file).toBe(join(folder, 'skill.config.json'))
    expect(config).toEqual({
      server: {
        host: '0.0.0.0',
        port: 8080,
        statusHost: '127.0.0.1',
        bodyLimitBytes: 1_048_576,
        shutdownGraceMs: 20_000,
      },
      box: {
        apiUrl: 'https://api.box.com',
        tokenHosts: [],
        signature: 'required',
        apps: {
          default: {
            signatureKeys: { primary: goodKey, secondary: '' },
            allow: { skillIds: [], enterpriseIds: [] },
          },
        },
        cardMode: 'replace',
        timeoutMs: 30_000,
        connections: 32,
      },
      queue: {
        driver: 'sqlite',
        path: join(folder, 'data/queue.db'),
        sealKey: '',
        maxWaiting: 1_000_000,
        leaseMs: 30_000,
        historyDays: 30,
      },
      retry: { attempts: 5, firstDelayMs: 2_000, maxDelayMs: 300_000 },
      cards: {
        statusCardAfterMs: 1_500,
        maxCards: 20,
        maxEntries: 1_000,
        maxTextChars: 30_000,
        maxTitleChars: 200,
      },
      files: {
        maxFileBytes: 536_870_912,
        downloadTimeoutMs: 300_000,
        representationTimeoutMs: 45_000,
        tempDir: join(tmpdir(), 'skill-runner'),
      },
      pool: { threads: availableParallelism(), idleMs: 300_000 },
      log: { level: 'info' },
      plugins: {
        words: {
          use: join(folder, 'plugins/words'),
          options: {},
          threads: undefined,
          tasksPerThread: 1,
          timeoutMs: 60_000,
          setupTimeoutMs: 60_000,
          memoryMb: 512,
          maxOutputBytes: 4_194_304,
          secrets: [],
          downloadUrl: false,
          isolation: 'thread',
          permissions: {
            readPaths: [],
            writePaths: [],
            addons: false,
            childProcesses: false,
            workers: false,
          },
        },
      },
      routes: [
        {
          extensions: ['txt'],
          kinds: [],
          skillIds: [],
          parentFolderIds: [],
          minFileBytes: undefined,
          maxFileBytes: undefined,
          plugins: ['words'],
        },
      ],
    })
  })

  it('allows comments, trailing commas and a byte order mark', async () => {
    const text = `\uFEFF// the runner
    { "box": { "signatureKeys": { "primary": "\${KEY}", }, }, /* words */
      "plugins": { "words": { "use": "words" }, }, "routes": [{ "extensions": ["txt",], "plugins": ["words"] },], }`

    const { config } = await loadText(text)

    expect(config.routes).toHaveLength(1)
  })

  it('tells all problems of all steps at once, in the order of the file', async () => {
    const text = `{
  "log": { "level": "loud" },
  "plugins": { "words": { "use": "x", "options": { "a": "\${ONE}", "b": "\${TWO} and \${THREE}" } } },
  "routes": [{ "extensions": ["txt"], "plugins": ["word"], "plugins": ["word"] }],
  "srever": {}
}`

    const problems = await problemsOf(text, {})

    expect(problems.map((problem) => problem.split('\n')[0])).toEqual([
      'skill.config.json:1:1 box.signatureKeys is missing, so nothing could tell an event of Box from a forged one',
      'skill.config.json:2:21 log.level must be "debug", "info", "warn", "error" or "silent", found the text "loud"',
      'skill.config.json:3:58 plugins.words.options.a uses the environment variable ONE, which is not set',
      'skill.config.json:3:73 plugins.words.options.b uses the environment variable TWO, which is not set',
      'skill.config.json:3:84 plugins.words.options.b uses the environment variable THREE, which is not set',
      'skill.config.json:4:60 routes[0].plugins stands twice, here and in line 4',
      'skill.config.json:4:72 routes[0].plugins[0] names "word", which is not under "plugins" (did you mean "words"?)',
      'skill.config.json:5:3 srever is not a known key (did you mean "server"?)',
    ])
  })

  it('says nothing more about a text whose variable is not set', async () => {
    const text = configText({
      log: { level: '${A}' },
      box: { apiUrl: '${B}', signatureKeys: { primary: '${C}', secondary: '${C}' } },
      routes: [{ extensions: ['${D}', '${E}'], plugins: ['${F}'] }],
    })

    const problems = await problemsOf(text, {})

    expect(problems.map((problem) => /variable (\w)/.exec(problem)?.[1])).toEqual(
      ['A', 'B', 'C', 'C', 'D', 'E', 'F'].toSorted((a, b) => order(text, a) - order(text, b)),
    )
  })

  it('counts columns behind escapes and in files with CRLF', async () => {
    const problems = await problemsOf(withSection('"server":\r\n{"host":"\\u00e9\\n${NOPE}"}'))

    expect(problems[0]).toMatch(/^skill\.config\.json:3:18 server\.host uses the environment variable NOPE/)
  })

  it('locates values, and for defaults what would hold them', async () => {
    const { locate } = await loadText(withSection('"server":{"port":1}'))

    expect(locate(['server', 'port'])).toMatchObject({ line: 2, column: 18 })
    expect(locate(['server', 'host'])).toMatchObject({ line: 2, column: 10 })
    expect(locate(['queue', 'path'])).toMatchObject({ line: 1, column: 1 })
  })

  it('names the file relative to the working folder where that is shorter', async () => {
    const [byPath, byName] = await withConfigFile('[]', async (file) => {
      const nearby = join(process.cwd(), 'missing.json')
      const [problem] = await thrownBy(loadConfig(nearby, env))
      const [other] = await thrownBy(loadConfig(file, env))
      return [
        problem?.message,
        other?.position?.file === file || other?.position?.file === relative(process.cwd(), file),
      ]
    })

    expect(byPath).toBe('missing.json does not exist')
    expect(byName).toBe(true)
  })
})

describe('a configuration that is loaded for a local command', () => {
  it('needs no keys, and passes over what only matters for events of Box', async () => {
    const text = configText({
      server: { port: 'none' },
      box: { signatureKeys: { primary: '${NOPE}' }, apiUrl: '${NOPE}', apps: 1, timeoutMs: 5 },
      queue: { sealKey: '${NOPE}', leaseMs: 500 },
    })

    const { config } = await withConfigFile(text, (file) => loadConfig(file, {}, { local: true }))

    expect(config.server.port).toBe(8080)
    expect(config.box).toMatchObject({ apiUrl: 'https://api.box.com', timeoutMs: 5 })
    expect(config.queue).toMatchObject({ sealKey: '', leaseMs: 500 })
  })

  it('still has to be right in everything else', async () => {
    const text = configText({ 'box.apps': 1, log: { level: '${NOPE}' } })

    const problems = await withConfigFile(text, (file) => thrownBy(loadConfig(file, {}, { local: true })))

    expect(problems.map(({ code }) => code)).toEqual([
      'SKR_CONFIG_UNKNOWN_KEY',
      'SKR_CONFIG_MISSING_VARIABLE',
    ])
  })
})

/** Where a variable stands in the file. */
function order(text: string, variable: string): number {
  return text.indexOf(`\${${variable}}`)
}
