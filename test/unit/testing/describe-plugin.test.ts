import { afterEach, describe, expect, it, onTestFinished, test, vi } from 'vitest'
import { type DescribePluginSettings, describePlugin } from '../../../core/testing.ts'
import faulty from './fixtures/plugins/faulty.mjs'
import words from './fixtures/plugins/words.mjs'

const at = (name: string) => new URL(`fixtures/plugins/${name}`, import.meta.url)
const note = { name: 'note.txt', content: 'sound as a bell, and some more words in the second half' }

afterEach(() => {
  vi.unstubAllEnvs()
})

/** The suite's tests by their names, for running one by one what a test runner would run. */
function suiteOf(plugin: unknown, settings: Omit<DescribePluginSettings, 'test'>) {
  const tests = new Map<string, () => Promise<void>>()
  const titles: string[] = []
  describePlugin(plugin as URL, {
    ...settings,
    test: {
      describe(title, body) {
        titles.push(title)
        body()
      },
      test: (name, body) => void tests.set(name, body),
      afterAll: (body) => onTestFinished(body),
    },
  })
  return { titles, tests }
}

async function runTest(name: string, ...args: Parameters<typeof suiteOf>): Promise<void> {
  const found = suiteOf(...args).tests.get(name)
  if (found === undefined) throw new TypeError(`no test "${name}"`)
  await found()
}

it('registers one test for each rule, and one for each fixture', () => {
  const { titles, tests } = suiteOf(faulty, { fixtures: [note, { ...note, name: 'second.txt' }] })

  expect(titles).toEqual(['faulty keeps the contract of plugins'])
  expect([...tests.keys()]).toEqual([
    'loads, and describes itself without a warning',
    'refuses options that it does not know',
    'makes cards of note.txt',
    'makes cards of second.txt',
    'returns no more than is shown',
    'stops within a second when it is told to',
    'makes the same cards whatever it ran before',
    'copes with an empty file',
    'copes with a file of which the second half is missing',
    'copes with a file that is not what its name says',
    'leaves nothing in the temp folder',
    'needs no environment variable that it does not declare',
  ])
})

test.each([
  ['faulty.mjs', {}],
  ['words.mjs', { secrets: { WORDS_KEY: 'abcdef' } }],
  ['common.cjs', {}],
])('a plugin without faults passes all of them: %s', async (name, settings) => {
  const fixtures = [note, { file: note, representations: { extracted_text: 'five of these are words' } }]
  for (const run of suiteOf(at(name), { fixtures, ...settings }).tests.values()) await run()
})

describe('the suite finds a plugin that', () => {
  it.each([
    ['makes cards of note.txt', 'refuses', 'SKR_TESTING_FIXTURE_FAILED'],
    ['makes cards of note.txt', 'finds-nothing', 'SKR_TESTING_FIXTURE_WITHOUT_CARDS'],
    ['returns no more than is shown', 'floods', 'SKR_TESTING_CARDS_MENDED'],
    ['stops within a second when it is told to', 'ignores-abort', 'SKR_TESTING_ABORT_IGNORED'],
    ['stops within a second when it is told to', 'ignores-abort-in-the-middle', 'SKR_TESTING_ABORT_IGNORED'],
    ['makes the same cards whatever it ran before', 'counts', 'SKR_TESTING_RUNS_DEPENDENT'],
    ['makes the same cards whatever it ran before', 'counts-cards', 'SKR_TESTING_RUNS_DEPENDENT'],
    ['makes the same cards whatever it ran before', 'wears-out', 'SKR_TESTING_RUNS_DEPENDENT'],
    ['copes with an empty file', 'fragile', 'SKR_TESTING_FILE_NOT_REFUSED'],
    ['copes with a file that is not what its name says', 'fragile', 'SKR_TESTING_FILE_NOT_REFUSED'],
    ['leaves nothing in the temp folder', 'litters', 'SKR_TESTING_TEMP_LEFT'],
    [
      'needs no environment variable that it does not declare',
      'reads-environment',
      'SKR_TESTING_ENVIRONMENT_NEEDED',
    ],
  ])('breaks the rule "%s": %s', async (rule, fault, code) => {
    vi.stubEnv('SKILL_TEST_MOOD', 'merry')

    await expect(runTest(rule, faulty, { fixtures: [note], options: { fault } })).rejects.toMatchObject({
      code,
    })
  })

  it('throws at half of a file', async () => {
    const content = `${'.'.repeat(100)} sound as a bell`

    const run = runTest('copes with a file of which the second half is missing', faulty, {
      fixtures: [{ name: 'note.txt', content }],
      options: { fault: 'fragile' },
    })

    await expect(run).rejects.toThrow(
      'does not cope with the first half of note.txt: SKR_RUN_FAILED The plugin "faulty" failed: TypeError: Cannot read',
    )
  })

  it('lets unknown keys pass deep in its options', async () => {
    const rule = 'refuses options that it does not know'

    await expect(runTest(rule, at('open-options.mjs'), { fixtures: [note] })).rejects.toThrow(
      'The schema of the options of "open-options" lets unknown keys pass in options.rules[].',
    )
    await expect(runTest(rule, at('any-options.mjs'), { fixtures: [note] })).rejects.toMatchObject({
      code: 'SKR_TESTING_OPTIONS_OPEN',
      message: expect.stringContaining('pass in options.labels.'),
    })
  })

  it('describes an option with nothing', async () => {
    const run = runTest('loads, and describes itself without a warning', at('open-options.mjs'), {
      fixtures: [note],
    })

    await expect(run).rejects.toMatchObject({ code: 'SKR_PLUGIN_OPTION_UNDESCRIBED' })
  })

  it('does not load, in each of its tests', async () => {
    for (const run of suiteOf(at('broken.mjs'), { fixtures: [note] }).tests.values())
      await expect(run()).rejects.toMatchObject({ code: 'SKR_PLUGIN_LOAD_THREW' })
  })
})

describe('fixtures that prove nothing are refused', () => {
  it.each([
    ['an empty list', []],
    ['nothing', undefined],
    ['a path alone', 'note.txt'],
  ])('at once: %s', (found, fixtures) => {
    const describeWith = () => suiteOf(faulty, { fixtures: fixtures as never })

    expect(describeWith).toThrow(expect.objectContaining({ code: 'SKR_TESTING_NO_FIXTURES' }))
    if (found !== 'a path alone') expect(describeWith).toThrow(found)
  })

  it('at once: what is no file', () => {
    expect(() => suiteOf(faulty, { fixtures: [{ content: 'x' } as never] })).toThrow(
      expect.objectContaining({ code: 'SKR_TESTING_FILE_INVALID' }),
    )
  })

  it.each([
    ['a file with nothing in it', { name: 'note.txt', content: '' }, 'SKR_TESTING_FIXTURE_TOO_SMALL'],
    ['a file for other plugins', { name: 'note.docx', content: 'abc' }, 'SKR_TESTING_FIXTURE_NOT_UNDERSTOOD'],
    ['a file that is not there', './nowhere/note.txt', 'SKR_TESTING_FILE_NOT_READABLE'],
  ])('by their own test: %s', async (_, fixture, code) => {
    const name = typeof fixture === 'string' ? 'note.txt' : fixture.name
    const run = runTest(`makes cards of ${name}`, faulty, { fixtures: [fixture] })

    await expect(run).rejects.toMatchObject({ code })
  })
})

it('refuses a plugin that is none in each of its tests', async () => {
  const { titles, tests } = suiteOf(undefined, { fixtures: [note] })

  expect(titles).toEqual(['undefined keeps the contract of plugins'])
  for (const run of tests.values())
    await expect(run()).rejects.toMatchObject({ code: 'SKR_TESTING_NOT_A_PLUGIN' })
})

it('says that the functions of vitest have to be passed where they are not globals', () => {
  expect(() => describePlugin(words, { fixtures: [note] })).toThrow(
    expect.objectContaining({ code: 'SKR_TESTING_NO_RUNNER' }),
  )
})
