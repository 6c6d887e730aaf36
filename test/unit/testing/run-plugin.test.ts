import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PluginTestError, runPlugin } from '../../../core/testing.ts'
import faulty from './fixtures/plugins/faulty.mjs'
import typescript from './fixtures/plugins/typescript/index.ts'
import words from './fixtures/plugins/words.mjs'

const at = (name: string) => new URL(`fixtures/plugins/${name}`, import.meta.url)
const secrets = { WORDS_KEY: 'abcdef' }
const note = { name: 'note.txt', content: 'a harbour and a container ship' }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'run-plugin-'))
})
afterAll(() => rm(folder, { recursive: true }))
afterEach(() => {
  vi.unstubAllEnvs()
})

function entriesOf({ cards }: Awaited<ReturnType<typeof runPlugin>>): readonly (string | undefined)[] {
  return cards.flatMap((card) => ('entries' in card ? card.entries.map(({ text }) => text) : []))
}

describe('a run', () => {
  it('returns the cards as they would be written, what was logged, and the progress to its end', async () => {
    const run = await runPlugin(words, { file: note, secrets })

    expect(run).toEqual({
      ok: true,
      error: undefined,
      cards: [
        {
          type: 'skill_card',
          skill_card_type: 'keyword',
          skill_card_title: { message: 'Words' },
          entries: [
            { type: 'text', text: 'container' },
            { type: 'text', text: 'harbour' },
            { type: 'text', text: 'ship' },
          ],
          created_at: '2020-01-01T00:00:00.000Z',
          skill: { type: 'service', id: '1' },
          invocation: { type: 'skill_invocation', id: '1' },
          file_version: { type: 'file_version', id: '1' },
        },
      ],
      logs: [
        { level: 'debug', message: 'ready' },
        { level: 'info', message: 'found', fields: { words: 5, key: 6 } },
        { level: 'info', message: 'size 30, name note.txt, kind document' },
        { level: 'warn', message: 'closed' },
      ],
      progress: [{ fraction: 0, message: 'reading' }, { fraction: 1 }],
      notes: [],
      durationMs: expect.any(Number),
    })
  })

  it('fills in the options that are not given, nested ones too', async () => {
    const run = await runPlugin(words, {
      file: note,
      secrets,
      options: { style: 'loud', weights: { length: -1 } },
    })

    expect(entriesOf(run)).toEqual(['A', 'AND', 'SHIP'])
  })

  it('tells of the progress while it runs', async () => {
    const heard: unknown[] = []

    await runPlugin(words, { file: note, secrets, onProgress: (step) => heard.push(step) })

    expect(heard).toEqual([{ fraction: 0, message: 'reading' }, { fraction: 1 }])
  })

  it('returns no cards where the plugin found nothing', async () => {
    const run = await runPlugin(words, { file: { name: 'numbers.txt', content: '1 2 3' }, secrets })

    expect(run).toMatchObject({ ok: true, cards: [] })
  })

  it('tells what was cut from the cards', async () => {
    const run = await runPlugin(faulty, { file: note, options: { fault: 'floods' } })

    expect(run.notes).toEqual(['cards[0]: 1001 of 2000 entries left out; at most 1000 are written'])
    expect(run.cards).toHaveLength(1)
  })

  it('leaves no file behind, whatever happens', async () => {
    vi.stubEnv('TMPDIR', folder)

    await runPlugin(words, { file: note, secrets, representations: { extracted_text: 'short' } })
    await runPlugin(words, { file: './gone.txt', secrets }).catch(() => undefined)

    expect((await readdir(folder)).filter((name) => name.startsWith('skill-test'))).toEqual([])
  })
})

describe('the file', () => {
  it.each([
    ['a path', (path: string) => path],
    ['a URL', (path: string) => pathToFileURL(path)],
    ['a URL as a text', (path: string) => pathToFileURL(path).href],
    ['a path in an object', (path: string) => ({ path })],
  ])('may be %s', async (_, form) => {
    const path = join(folder, 'tide.txt')
    await writeFile(path, 'the tide')

    const run = await runPlugin(words, { file: form(path), secrets })

    expect(run.logs[2]?.message).toBe('size 8, name tide.txt, kind document')
  })

  it('may be bytes, with a name of any kind', async () => {
    const file = { name: '../港 ⚓.md', content: new TextEncoder().encode('tide') }

    const run = await runPlugin(words, { file, secrets })

    expect(run.logs[2]?.message).toBe('size 4, name ../港 ⚓.md, kind document')
  })

  it('may go by another name than it has, and by a size that Box did not say', async () => {
    const path = join(folder, 'tide.txt')
    await writeFile(path, 'the tide')

    const run = await runPlugin(words, { file: { path, name: 'other.png', size: undefined }, secrets })

    expect(run.logs[2]?.message).toBe('size undefined, name other.png, kind image')
  })

  it.each([
    ['a text', 'extracted words'],
    ['bytes', new TextEncoder().encode('extracted words')],
  ])('has the representations that are given, as %s', async (_, form) => {
    const run = await runPlugin(words, { file: note, secrets, representations: { extracted_text: form } })

    expect(entriesOf(run)).toEqual(['extracted', 'words'])
  })

  it('has the representations of files', async () => {
    const path = join(folder, 'extracted.txt')
    await writeFile(path, 'from a file')

    const run = await runPlugin(words, { file: note, secrets, representations: { extracted_text: { path } } })

    expect(entriesOf(run)).toEqual(['from', 'file', 'a'])
  })
})

describe('a failure of the run', () => {
  it('is told by the result, with the card that people read', async () => {
    const run = await runPlugin(words, { file: { name: 'a.txt', content: new Uint8Array([0, 1]) }, secrets })

    expect(run).toMatchObject({
      ok: false,
      error: { code: 'custom_error', message: 'This is not a text.', retryable: false },
      cards: [
        {
          skill_card_type: 'status',
          status: { code: 'custom_error', message: 'This is not a text.' },
          skill: { id: '1' },
        },
      ],
    })
  })

  it('is a time-out where the time is up', async () => {
    const file = { name: 'a.txt', content: 'wait' }

    const run = await runPlugin(words, { file, secrets, timeoutMs: 50 })

    expect(run.error?.code).toBe('SKR_RUN_TIMED_OUT')
  })

  it('is a stop where the signal says so', async () => {
    const controller = new AbortController()
    const file = { name: 'a.txt', content: 'wait' }

    const run = await runPlugin(words, {
      file,
      secrets,
      signal: controller.signal,
      onProgress: () => controller.abort('enough'),
    })

    expect(run.error).toMatchObject({ code: 'SKR_RUN_STOPPED', message: expect.stringContaining('enough') })
  })
})

describe('a plugin', () => {
  it.each(['typescript', 'typescript/index.ts', 'common.cjs', 'compiled.cjs', 'annotated.mjs'])(
    'may be the place %s',
    async (name) => {
      await expect(runPlugin(at(name), { file: note })).resolves.toMatchObject({ ok: true })
    },
  )

  it('may be a path from the working directory', async () => {
    const run = await runPlugin('./test/unit/testing/fixtures/plugins/common.cjs', { file: note })

    expect(entriesOf(run)).toEqual([note.content])
  })

  it('may be an imported one in TypeScript', async () => {
    expect(entriesOf(await runPlugin(typescript, { file: note }))).toEqual(['container'])
  })

  it('is imported anew for each run, so that nothing passes from one to the next', async () => {
    const settings = { file: note, options: { fault: 'counts' } } as const

    await runPlugin(faulty, settings)

    expect(entriesOf(await runPlugin(faulty, settings))).toEqual(['run 1'])
  })
})

describe('a test that cannot be carried out rejects', () => {
  async function refusal(run: Promise<unknown>): Promise<PluginTestError> {
    const error = await run.then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(PluginTestError)
    return error as PluginTestError
  }

  it('for wrong options, all at once and by their names', async () => {
    const error = await refusal(
      runPlugin(at('words.mjs'), { file: note, secrets, options: { top: '5', stile: 'loud' } }),
    )

    expect(error.problems.map(({ code }) => code)).toEqual([
      'SKR_CONFIG_WRONG_TYPE',
      'SKR_CONFIG_UNKNOWN_KEY',
    ])
    expect(error.message).toContain('options.stile is not a known key (did you mean "style"?)')
    expect(error.message).toContain(
      'options.top must be a whole number, found the text "5"\n  Write it without quotes: 5.',
    )
  })

  it('for a schema of the options that is broken', async () => {
    const error = await refusal(runPlugin(at('broken-schema.mjs'), { file: note }))

    expect(error.code).toBe('SKR_CONFIG_OPTIONS_SCHEMA')
    expect(error.message).toMatch(
      /^the option schema of the plugin in this test is broken: .*properties\/top\/type/,
    )
  })

  it('for a time-out that the config would not take', async () => {
    const error = await refusal(runPlugin(words, { file: note, secrets, timeoutMs: 0 }))

    expect(error).toMatchObject({ code: 'SKR_CONFIG_OUT_OF_RANGE' })
    expect(error.message).toMatch(/^timeoutMs must be at least 1/)
  })

  it('for a secret that the plugin declares and the test does not give', async () => {
    const error = await refusal(runPlugin(words, { file: note, secrets: { WORD_KEY: 'x' } }))

    expect(error.problems.map(({ code }) => code)).toEqual([
      'SKR_TESTING_SECRET_MISSING',
      'SKR_TESTING_SECRET_UNDECLARED',
    ])
  })

  it('for a plugin that does not load', async () => {
    const error = await refusal(runPlugin(at('broken.mjs'), { file: note }))

    expect(error.code).toBe('SKR_PLUGIN_LOAD_THREW')
    expect(error.message).toContain('no model in this folder')
  })

  it('for a plugin that is not there', async () => {
    expect((await refusal(runPlugin(at('word'), { file: note }))).code).toBe('SKR_PLUGIN_PATH_NOT_FOUND')
  })

  it.each([
    ['nothing', undefined, 'SKR_TESTING_FILE_INVALID'],
    ['a number', 5, 'SKR_TESTING_FILE_INVALID'],
    ['an empty object', {}, 'SKR_TESTING_FILE_INVALID'],
    ['content without a name', { content: 'x' }, 'SKR_TESTING_FILE_INVALID'],
    ['a name without content', { name: 'a.txt' }, 'SKR_TESTING_FILE_INVALID'],
    ['content that is a number', { name: 'a.txt', content: 5 }, 'SKR_TESTING_FILE_INVALID'],
    ['a path that leads nowhere', './nowhere/a.txt', 'SKR_TESTING_FILE_NOT_READABLE'],
    ['a folder', at(''), 'SKR_TESTING_FILE_NOT_READABLE'],
  ])('for a file that is %s', async (_, file, code) => {
    const run = Reflect.apply(runPlugin, undefined, [at('common.cjs'), { file }])

    expect((await refusal(run)).code).toBe(code)
  })

  it('lets errors through that are not its own', async () => {
    await mkdir(join(folder, 'no-folder'), { recursive: true })
    vi.stubEnv('TMPDIR', join(folder, 'gone'))

    await expect(runPlugin(words, { file: note, secrets })).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
