import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCommand, startCommand } from '../support/command.ts'
import { runHere } from '../support/command-here.ts'
import { writePlugin } from '../support/js-plugin.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'commands-'))
  await writePlugin(
    join(folder, 'plugin'),
    `const text = await file.text()
     if (text.includes('throw')) throw new Error('what a day')
     return [cards.keyword({ title: 'Words', entries: text.split(/\\s+/).filter(Boolean).slice(0, options.top) })]`,
  )
  await writeFile(
    join(folder, 'skill.config.json'),
    `{
      // comments are allowed
      "box": { "signatureKeys": { "primary": "\${BOX_PRIMARY_KEY}" } },
      "plugins": { "words": { "use": "./plugin" } },
      "routes": [{ "extensions": ["txt"], "plugins": ["words"] }],
    }`,
  )
  await writeFile(join(folder, 'good.txt'), 'one two three four')
  await writeFile(join(folder, 'bad.txt'), 'throw')
  await writeFile(join(folder, 'other.bin'), 'x')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const command = (args: string, env?: Record<string, string>) => runHere(args, folder, env)

describe('run', () => {
  test('prints one JSON object a line, in the order of the files', async () => {
    const { code, stdout } = await command('run --json bad.txt good.txt other.bin')
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines).toMatchObject([
      {
        file: 'bad.txt',
        status: 'failed',
        plugins: [{ name: 'words', ok: false, error: { code: 'SKR_RUN_FAILED' } }],
        cards: [{ skill_card_type: 'status' }],
      },
      {
        file: 'good.txt',
        status: 'succeeded',
        plugins: [{ name: 'words', ok: true }],
        cards: [
          { skill_card_type: 'keyword', entries: [{ text: 'one' }, { text: 'two' }, { text: 'three' }] },
        ],
      },
      { file: 'other.bin', status: 'ignored', plugins: [], cards: [] },
    ])
    expect(code).toBe(1)
  })

  test('prints the cards for people, needs no keys, and ends with 0 where nothing failed', async () => {
    const { code, output } = await command('run good.txt')
    expect(output).toMatch(/good\.txt: succeeded[\s\S]*Words\n.*one · two · three/)
    expect(code).toBe(0)
  })

  test('takes the files of a folder, and plugins by name whatever the routes say', async () => {
    await mkdir(join(folder, 'more'), { recursive: true })
    await writeFile(join(folder, 'more', 'a.xyz'), 'alpha')
    await writeFile(join(folder, 'more', 'b.txt'), 'beta')
    const { code, output } = await command('run more --plugin words')
    expect(output).toMatch(
      /a\.xyz: succeeded[\s\S]*b\.txt: succeeded[\s\S]*2 files in [\d.]+ m?s: 2 succeeded[\s\S]*words +2 +2/,
    )
    expect(code).toBe(0)
  })

  test.each([
    ['run missing.txt', 'SKR_CLI_FILE_NOT_READABLE', 2],
    ['run good.txt --plugin word', 'SKR_CLI_UNKNOWN_PLUGIN', 2],
    ['run good.txt --config missing.json', 'SKR_CONFIG_NOT_FOUND', 2],
  ])('%s: %s', async (args, errorCode, exitCode) => {
    const { code, output } = await command(args)
    expect(output).toContain(errorCode)
    expect(code).toBe(exitCode)
  })
})

describe('check', () => {
  test('says that all is good, and what each route does', async () => {
    const { code, output } = await command('check', { BOX_PRIMARY_KEY: 'a-key-of-enough-length' })
    expect(output).toMatch(/words: test-plugin 1\.0\.0[\s\S]*txt -> words[\s\S]*is good/)
    expect(code).toBe(0)
  })

  test('tells all problems at once, with their places, and ends with 2', async () => {
    await writeFile(
      join(folder, 'wrong.json'),
      '{\n  "plugins": { "words": { "use": "./plugin", "options": { "topp": 1 } } },\n  "routes": [{ "extensions": [".txt"], "plugins": ["word"] }]\n}\n',
    )
    const { code, output } = await command('check --config wrong.json')
    expect(output).toMatch(/wrong\.json:3:\d+ .*word/)
    expect(output).toMatch(/did you mean "words"/)
    expect(output).toMatch(/\d problems?\.\n$/)
    expect(code).toBe(2)
  })

  test('checks the options of the plugins', async () => {
    await writeFile(
      join(folder, 'options.json'),
      '{\n  "box": { "signature": "off" },\n  "plugins": { "words": { "use": "./plugin", "options": { "topp": 1 } } },\n  "routes": [{ "extensions": ["txt"], "plugins": ["words"] }]\n}\n',
    )
    const { code, output } = await command('check --config options.json')
    expect(output).toMatch(
      /options\.json:3:\d+ plugins\.words\.options\.topp is not a known key \(did you mean "top"\?\)/,
    )
    expect(code).toBe(2)
  })

  test('a missing variable is named, and start refuses to start without keys', async () => {
    for (const args of ['check', 'start']) {
      const { code, output } = await command(args)
      expect(output).toContain('BOX_PRIMARY_KEY')
      expect(code).toBe(2)
    }
  })

  test('--app has to be one of the config', async () => {
    const { code, output } = await command('check --url http://127.0.0.1:9/skills --app second', {
      BOX_PRIMARY_KEY: 'a-key-of-enough-length',
    })
    expect(output).toContain('SKR_CLI_UNKNOWN_APP')
    expect(code).toBe(2)
  })

  test('--url finds that nobody listens', async () => {
    const { code, output } = await command('check --url http://127.0.0.1:9/skills', {
      BOX_PRIMARY_KEY: 'a-key-of-enough-length',
    })
    expect(output).toMatch(/FAILED/)
    expect(code).toBe(1)
  })
})

describe('dev', () => {
  test('takes a file that is dropped into the folder, prints its cards and keeps them as JSON, and ends on Ctrl-C', async () => {
    const dev = startCommand(['dev', 'inbox'], { cwd: folder })
    await dev.printed(/Put files into:\s+inbox\//)
    await writeFile(join(folder, 'inbox', 'dropped.txt'), 'red green blue')
    await dev.printed(/dropped\.txt: success\n\s+Words\n.*red · green · blue/)
    await expect
      .poll(() => readFile(join(folder, '.skill-runner/cards/dropped.txt.json'), 'utf8').catch(() => ''))
      .toContain('"green"')
    await writeFile(join(folder, 'inbox', 'dropped.txt'), 'second version')
    await dev.printed(/second · version/)
    dev.child.kill('SIGINT')
    expect(await dev.ended).toEqual({ code: 0, signal: null })
  })
})

test('--help names each command, and an unknown one is refused with the nearest', async () => {
  const { code, output } = await runCommand(['--help'], { cwd: folder })
  for (const name of ['start', 'dev', 'run', 'check', 'invocations']) expect(output).toContain(name)
  expect(code).toBe(0)
  const unknown = await command('strat')
  expect(unknown.output).toContain('start')
  expect(unknown.code).toBe(2)
})

test('invocations: without a queue it says where it looked', async () => {
  const { code, output } = await command('invocations list')
  expect(output).toContain('SKR_CLI_NO_QUEUE')
  expect(code).toBe(2)
})
